import type { Severity } from '../../../model/diagnostic.ts';
import type { SpecPath } from '../../../model/object.ts';
import type { Spec } from '../../../spec/schema/schema.ts';
import { type Finding, finding } from '../desired/draft.ts';

/** Stands in the message of what is suppressed, before the reason. */
export const SUPPRESSED = '; suppressed: ';

/** One entry of `suppress:`: a rule, where it does not count, and why. */
interface Entry {
  readonly rule: string;
  readonly at: SpecPath;
  /** An object as `virtualServers.web`; the whole spec without one. */
  readonly object?: string;
  readonly reason: string;
}

/** The findings, with those that the spec suppresses turned into notes that give its reason. */
export function suppressed(
  spec: Spec,
  findings: readonly Finding[],
  severities: ReadonlyMap<string, Severity>,
): Finding[] {
  const entries = entriesOf(spec);
  const all = findings.map((one) => {
    const entry = one.severity === 'error' ? undefined : entries.find((each) => covers(each, one));
    if (!entry) return one;
    return finding(one.rule, 'note', one.at, `${one.message}${SUPPRESSED}${entry.reason}`);
  });
  return [...all, ...entries.flatMap((entry) => problemOf(entry, findings, severities))];
}

function entriesOf({ suppress }: Spec): Entry[] {
  return Object.entries(suppress).flatMap(([rule, said]): Entry[] =>
    typeof said === 'string'
      ? [{ rule, at: ['suppress', rule], reason: said }]
      : Object.entries(said).map(([object, reason]) => ({
          rule,
          at: ['suppress', rule, object],
          object,
          reason,
        })),
  );
}

function covers({ rule, object }: Entry, { rule: found, at }: Finding): boolean {
  if (rule !== found) return false;
  return object === undefined || at.some((_, index) => at.slice(0, index + 1).join('.') === object);
}

function problemOf(
  entry: Entry,
  findings: readonly Finding[],
  severities: ReadonlyMap<string, Severity>,
): Finding[] {
  const severity = severities.get(entry.rule);
  const problem = (how: Severity, message: string, hint: string): Finding[] => [
    finding('spec/suppress', how, entry.at, message, hint),
  ];
  if (severity === undefined)
    return problem('error', `there is no rule ${entry.rule}`, 'docs/lint.md lists them');
  if (severity === 'error')
    return problem('error', `${entry.rule} is what the device refuses`, 'mend it: it cannot be suppressed');
  return findings.some((one) => covers(entry, one))
    ? []
    : problem('note', `${entry.rule} finds nothing here that could be suppressed`, 'remove the line');
}
