import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** Mirroring of connections that live for hours. */
export const mirrored: Rule = {
  id: 'websocket/mirror',
  severity: 'note',
  explanation:
    'mirror: true tells the standby unit of every packet that changes a connection, so that a failover cuts none. ' +
    'For busy WebSockets that costs much of the throughput of both units, and where TLS or HTTP is ended it keeps ' +
    'little. Clients that connect again by themselves need none. (K13478; inferred)',
  check: (subject) =>
    websocketVirtuals(subject)
      .filter(({ written }) => written.mirror)
      .map(({ at, name }) => ({
        at: [...at, 'mirror'],
        message: `${name}: mirroring WebSockets costs both units throughput`,
        hint: 'leave mirror out, and have clients connect again',
      })),
};
