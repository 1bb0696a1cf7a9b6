import type { JsonObject } from '../../wire/json.ts';
import type { RuleEffect } from '../contract.ts';
import type { PolicyRuleView, PolicyView } from '../view.ts';
import { type Message, perform } from './actions.ts';
import { fit } from './condition.ts';
import type { PolicyFacts } from './facts.ts';

export interface PolicyOutcome {
  readonly effects: readonly RuleEffect[];
  /** What this mock cannot play of the policies, in words for the log. */
  readonly unplayed: readonly string[];
}

/**
 * What the policies of a virtual server do with a request, before any rule sees it (device-facts: policies),
 * or with a response. A pure function.
 */
export function evaluate(policies: readonly PolicyView[], facts: PolicyFacts): PolicyOutcome {
  const isResponse = facts.response !== undefined;
  const { uri } = facts.request;
  const message: Message = {
    facts,
    isResponse,
    uri,
    headers: facts.response?.headers ?? facts.request.headers,
  };
  const effects: RuleEffect[] = [];
  const unplayed: string[] = [];
  for (const policy of policies) {
    const say = (rule: PolicyRuleView, what: string) =>
      unplayed.push(`${policy.path}, rule ${rule.name}: ${what} is not simulated`);
    for (const rule of chosen(policy, facts, say)) {
      for (const action of rule.actions.filter((one) => happensAt(one, isResponse))) {
        const done = perform(action, message);
        if (done) effects.push(...done);
        else say(rule, `an action (${flagsOf(action)})`);
      }
    }
  }
  return { effects, unplayed };
}

const MOMENTS = ['wsResponse', 'sslClientHello', 'sslServerHello', 'sslServerHandshake', 'clientAccepted'];

function happensAt(part: JsonObject, isResponse: boolean): boolean {
  if (MOMENTS.some((moment) => part[moment] === true)) return false;
  return (part.response === true) === isResponse;
}

/** The rules whose actions happen. */
function chosen(
  { strategy, rules }: PolicyView,
  facts: PolicyFacts,
  say: (rule: PolicyRuleView, what: string) => void,
): readonly PolicyRuleView[] {
  const fitting = [...rules]
    .sort((one, other) => one.ordinal - other.ordinal)
    .map((rule) => ({ rule, fits: fitOfRule(rule, facts, say) }))
    .filter(({ fits }) => fits > 0);
  if (strategy === 'all-match') return fitting.map(({ rule }) => rule);
  const best =
    strategy === 'best-match' ? Math.max(0, ...fitting.map(({ fits }) => fits)) : (fitting[0]?.fits ?? 0);
  const first = fitting.find(({ fits }) => fits === best);
  return first ? [first.rule] : [];
}

/** 0: it does not match. A rule without conditions matches always, and worse than any other. */
function fitOfRule(
  rule: PolicyRuleView,
  facts: PolicyFacts,
  say: (rule: PolicyRuleView, what: string) => void,
): number {
  let sum = 1;
  for (const condition of rule.conditions) {
    if (!facts.response && (condition.response === true || condition.httpStatus === true)) return 0;
    const fits = fit(condition, facts);
    if (fits === undefined) say(rule, `a condition (${flagsOf(condition)})`);
    if (!fits) return 0;
    sum += fits;
  }
  return sum;
}

const flagsOf = (part: JsonObject) =>
  Object.entries(part)
    .filter(([, value]) => value === true)
    .map(([name]) => name)
    .join(' ');
