import { attachedRules, choosesPool, hasForeignRule } from './attached-rules.ts';
import type { Rule } from './rule.ts';
import { routesChoose, websocketVirtuals } from './virtuals.ts';

/** OneConnect has nothing to share among WebSockets. */
export const oneConnect: Rule = {
  id: 'websocket/one-connect',
  severity: 'warning',
  explanation:
    'OneConnect reuses server connections between requests. A WebSocket keeps its server connection to the ' +
    'end, so nothing is saved, and reuse before the upgrade can surprise where connections differ (TLS, ' +
    'log-in by connection). Leave it out, unless routes or an iRule choose a pool for each request: then it is needed, ' +
    'and this rule says nothing, nor where only the device knows what an iRule does. (K7208)',
  check: (subject) =>
    websocketVirtuals(subject).flatMap((view) => {
      const at = view.asks('one-connect');
      const isNeeded =
        routesChoose(view.written) ||
        attachedRules(subject, view).some(({ steps }) => steps.some(choosesPool));
      if (!at || isNeeded || hasForeignRule(subject, view)) return [];
      return [
        {
          at,
          message: `${view.name}: OneConnect does nothing for WebSockets and can mix up connections before the upgrade`,
          hint: 'leave it out',
        },
      ];
    }),
};
