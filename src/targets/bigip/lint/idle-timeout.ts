import type { Rule } from './rule.ts';
import { isBuiltIn } from '../resources/built-in.ts';
import { websocketVirtuals } from './virtuals.ts';

/** Every built-in TCP profile has it. */
const STANDARD_IDLE = 300;

/** The 300 s idle timeout of the TCP profile, left as it is under WebSockets. */
export const idleTimeout: Rule = {
  id: 'websocket/idle-timeout',
  severity: 'warning',
  explanation:
    'Every built-in TCP profile cuts a connection after 300 seconds without traffic, with a reset to both ' +
    'sides. A WebSocket that is quiet for five minutes is gone, and keep-alives, sent only after 1800 ' +
    'seconds, come too late. Set idleTimeout on the virtual server (it holds for both sides), or a keepAlive ' +
    'shorter than it, or let the application ping more often than every 300 seconds.',
  check: (subject) =>
    websocketVirtuals(subject)
      .filter(
        ({ written }) =>
          written.idleTimeout === undefined && (written.keepAlive ?? STANDARD_IDLE) >= STANDARD_IDLE,
      )
      .filter(
        ({ written: { tcpProfile, keepAlive } }) =>
          // What a profile of the device's own says is not known here.
          keepAlive !== undefined ||
          [tcpProfile.client, tcpProfile.server].some((one) => isBuiltIn(['ltm/profile/tcp'], one)),
      )
      .map(({ at, name }) => ({
        at,
        message: `${name}: WebSockets that are quiet for ${STANDARD_IDLE} seconds are cut`,
        hint: 'set idleTimeout, for example idleTimeout: 3600',
      })),
};
