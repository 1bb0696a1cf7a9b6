import type { Rule } from './rule.ts';
import { poolsBehind, websocketVirtuals } from './virtuals.ts';

/** Live WebSockets stay on a member that a monitor has found dead. */
export const deadMember: Rule = {
  id: 'websocket/dead-member',
  severity: 'note',
  explanation:
    'With serviceDownAction: none the connections of a member that goes down are left alone: a client learns ' +
    'of it only when the idle timeout ends the WebSocket. With reset both sides are told at once and the ' +
    'client connects again, to a member that lives. A member that an operator takes out is not meant by ' +
    'this: it goes down for the monitor only. (K15095)',
  check: (subject) =>
    poolsBehind(websocketVirtuals(subject))
      .filter(({ written }) => written.serviceDownAction === 'none' && written.members.length > 0)
      .map(({ at, name }) => ({
        at,
        message: `the pool ${name}: WebSockets stay on a member that is found dead, until they time out`,
        hint: 'add serviceDownAction: reset',
      })),
};
