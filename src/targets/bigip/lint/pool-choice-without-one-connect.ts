import { attachedRules, choosesPool } from './attached-rules.ts';
import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** An iRule that chooses a pool for each request, on connections that stay with the first choice. */
export const poolChoiceWithoutOneConnect: Rule = {
  id: 'virtual/pool-choice-without-one-connect',
  severity: 'note',
  explanation:
    'An iRule that chooses a pool by path or header does so for each request, but without OneConnect the ' +
    'requests of one kept-alive connection can stay with the member of the first. Write oneConnect: true; a ' +
    'WebSocket keeps its own connection all the same. (K9800; F5Networks/k8s-bigip-ctlr#3371, #3654)',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ http, has }) => http && has('one-connect') === false)
      .flatMap((view) =>
        attachedRules(subject, view)
          .filter(({ steps }) => steps.some(choosesPool))
          .map(({ at, name }) => ({
            at,
            message: `${view.name}: ${name} chooses a pool for each request, and later ones of a connection may stay with the first`,
            hint: 'write oneConnect: true',
          })),
      ),
};
