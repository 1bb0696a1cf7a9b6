import { type Finding, finding } from '../desired/wish.ts';
import { duplicateAddress } from './duplicate-address.ts';
import { duplicateListener } from './duplicate-listener.ts';
import type { Rule, Subject } from './rule.ts';

/** Every rule. Adding one is its file and a line here. */
const rules: readonly Rule[] = [duplicateListener, duplicateAddress];

/** What all rules have to say about a spec. */
export function checkRules(subject: Subject): Finding[] {
  return rules.flatMap(({ id, severity, check }) =>
    check(subject).map(({ at, message, hint }) => finding(id, severity, at, message, hint)),
  );
}

export function explanationOf(id: string): string | undefined {
  const rule = rules.find((one) => one.id === id);
  return rule && `${rule.id} (${rule.severity})\n\n${rule.explanation}`;
}

export function ruleIds(): string[] {
  return rules.map(({ id }) => id);
}
