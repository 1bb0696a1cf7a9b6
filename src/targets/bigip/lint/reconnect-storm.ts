import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** Nothing slows down all clients that connect again at once. */
export const reconnectStorm: Rule = {
  id: 'websocket/reconnect-storm',
  severity: 'note',
  explanation:
    'After a failover or the restart of a member all its clients connect again in the same second, each with ' +
    'a TLS handshake and a log-in behind it. connectionRateLimit on the virtual server, or on each member, ' +
    'spreads that; clients should wait a random time before they try again.',
  check: (subject) =>
    websocketVirtuals(subject)
      .filter(({ written, pools }) => {
        const members = pools.flatMap((pool) => pool.written.members);
        const limited = members.length > 0 && members.every((member) => member.connectionRateLimit > 0);
        return written.connectionRateLimit === 0 && !limited;
      })
      .map(({ at, name }) => ({
        at,
        message: `${name}: nothing limits how many clients connect in a second when all come back at once`,
        hint: 'add connectionRateLimit, for example connectionRateLimit: 500',
      })),
};
