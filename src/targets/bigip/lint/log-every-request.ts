import type { Step } from '../../../model/rule-steps.ts';
import { attachedRules } from './attached-rules.ts';
import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** The how-to's iRule writes to the log on every request. */
export const logEveryRequest: Rule = {
  id: 'websocket/log-every-request',
  severity: 'warning',
  explanation:
    'With logging: request the iRule writes two lines to /var/log/ltm for each request, as the how-to has it. ' +
    'Under load that is slow and drowns what matters in the log. Use logging: connection (one line for each ' +
    'WebSocket) or none. Of an iRule of your own a log without any test is meant. (K14814)',
  check: (subject) =>
    virtualsOf(subject).flatMap((view) => {
      const { at, name, way, written } = view;
      const ours = way === 'irule' && written.websocket?.logging === 'request';
      return [
        ...(ours
          ? [
              {
                at: [...at, 'websocket', 'logging'],
                message: `${name}: the iRule logs every request`,
                hint: 'logging: connection, or none',
              },
            ]
          : []),
        ...attachedRules(subject, view)
          .filter(({ steps }) => steps.some(logsAlways))
          .map((rule) => ({
            at: rule.at,
            message: `${name}: ${rule.name} logs every request`,
            hint: 'log behind a test, or not at all',
          })),
      ];
    }),
};

function logsAlways({ event, name, tests }: Step): boolean {
  return name === 'log' && tests.length === 0 && /^(?:HTTP_REQUEST|HTTP_RESPONSE|WS_\w+_FRAME)$/.test(event);
}
