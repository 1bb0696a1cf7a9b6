import { FRAMEWORKS } from './frameworks.ts';
import type { Rule } from './rule.ts';
import { memberChoices, virtualsOf } from './virtuals.ts';

/** Members that must tell each other what their clients are to hear. */
export const sharedState: Rule = {
  id: 'websocket/shared-state',
  severity: 'note',
  explanation:
    'A member sends to the clients that are connected to it. With several members a message to all, or to a user ' +
    'whose other window is elsewhere, needs something they share: a backplane for SignalR, an adapter for ' +
    'Socket.IO, the Redis engine of Grafana Live. Persistence does not replace it. Said where framework: names one ' +
    'and the pool has several members. (learn.microsoft.com, SignalR, scale; socket.io/docs/v4/redis-adapter; ' +
    'grafana.com, set up Grafana Live; DevCentral "Load Balancing WebSockets")',
  check: (subject) =>
    virtualsOf(subject).flatMap(({ at, name, pool, written }) => {
      const framework = written.framework && FRAMEWORKS[written.framework];
      if (framework?.shares === undefined || !pool || memberChoices(pool) < 2) return [];
      return [
        {
          at: [...at, 'framework'],
          message: `${name}: each member reaches its own ${framework.title} clients only, unless they share state`,
          hint: `set up ${framework.shares}`,
        },
      ];
    }),
};
