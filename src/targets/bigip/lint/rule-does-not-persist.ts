import { unmetNeeds } from './event-without-profile.ts';
import { type AttachedRule, attachedRule } from './attached-rules.ts';
import type { Hit, Rule } from './rule.ts';
import { type VirtualView, virtualsOf } from './virtuals.ts';

/** Persistence by an iRule that never says by what. */
export const ruleDoesNotPersist: Rule = {
  id: 'virtual/rule-does-not-persist',
  severity: 'warning',
  explanation:
    'Universal and hash persistence go by what their iRule says with `persist uie` or `persist hash`. An iRule ' +
    'that never says it, or that waits for an event which no profile of the virtual server raises, leaves clients ' +
    'without persistence, and nothing tells. Nothing is said of an iRule that calls procedures, or that only the ' +
    'device knows. (F5, BIG-IP Local Traffic Management: Profiles Reference, universal persistence)',
  check: (subject) =>
    virtualsOf(subject).flatMap((view): Hit[] => {
      const { persistence } = view.written;
      if (typeof persistence !== 'object' || !('rule' in persistence)) return [];
      const at = [...view.at, 'persistence', 'rule'];
      const rule = attachedRule(subject, persistence.rule, at);
      const problem = rule && problemOf(view, rule, VERBS[persistence.type]);
      return problem === undefined
        ? []
        : [{ at, message: `${view.name}: ${problem.what}`, hint: problem.hint }];
    }),
};

/** What `persist` is called with; the first is the usual one. */
const VERBS = { universal: ['uie', 'universal'], hash: ['hash', 'carp'] } as const;

function problemOf(
  view: VirtualView,
  rule: AttachedRule,
  verbs: readonly string[],
): { what: string; hint: string } | undefined {
  const { name, steps } = rule;
  const says = steps.some((step) => step.name === 'persist' && step.args.some((one) => verbs.includes(one)));
  if (!says && !steps.some((step) => step.name === 'call')) {
    const verb = verbs[0] ?? '';
    return {
      what: `${name} never calls persist ${verb}, so nothing persists`,
      hint: `call it in an event: persist ${verb} [HTTP::header value X-Client-Id]`,
    };
  }
  const [unmet] = unmetNeeds(view, rule);
  return unmet && { what: `${name} needs ${unmet.what}, which no profile here raises`, hint: unmet.hint };
}
