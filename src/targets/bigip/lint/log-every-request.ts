import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** The how-to's iRule writes to the log on every request. */
export const logEveryRequest: Rule = {
  id: 'websocket/log-every-request',
  severity: 'warning',
  explanation:
    'With logging: request the iRule writes two lines to /var/log/ltm for each request, as the how-to has it. ' +
    'Under load that is slow and drowns what matters in the log. Use logging: connection (one line for each ' +
    'WebSocket) or none.',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ way, written }) => way === 'irule' && written.websocket?.logging === 'request')
      .map(({ at, name }) => ({
        at: [...at, 'websocket', 'logging'],
        message: `${name}: the iRule logs every request`,
        hint: 'logging: connection, or none',
      })),
};
