import type { Rule } from './rule.ts';
import { poolsBehind, websocketVirtuals } from './virtuals.ts';

/** Methods that look at the order of arrival and not at how many connections a member has. */
const COUNT_BLIND = [
  'round-robin',
  'ratio-member',
  'ratio-node',
  'ratio-session',
  'fastest-node',
  'fastest-app-response',
];

/** Methods that do not count connections, under connections that stay for hours. */
export const countBlindMethod: Rule = {
  id: 'websocket/count-blind-method',
  severity: 'note',
  explanation:
    'A WebSocket stays on the member that it was first placed on. A method that does not count connections ' +
    'is even only while all members are up: one that was restarted gets the same share of the few new ' +
    'connections as the others and stays nearly empty for hours. least-connections-member fills it. (K6406)',
  check: (subject) =>
    poolsBehind(websocketVirtuals(subject))
      .filter(({ written }) => written.members.length > 1 && COUNT_BLIND.includes(written.method))
      .map(({ at, name, written: { method } }) => ({
        at: [...at, 'method'],
        message: `the pool ${name}: ${method} does not count connections, so long ones get uneven after a restart`,
        hint: 'method: least-connections-member',
      })),
};
