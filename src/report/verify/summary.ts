import type { Verdict } from '../../probe/finding.ts';
import type { Tested } from '../../run/verify/result.ts';

/** How many targets came to which verdict. */
export function countVerdicts(tested: readonly Tested[]): Readonly<Record<Verdict, number>> {
  const count = (verdict: Verdict): number => tested.filter((one) => one.verdict === verdict).length;
  return { passed: count('passed'), failed: count('failed'), 'not-tested': count('not-tested') };
}

export function summaryText(tested: readonly Tested[]): string {
  const { passed, failed, 'not-tested': untested } = countVerdicts(tested);
  const parts = [`${passed} passed`, `${failed} failed`, ...(untested > 0 ? [`${untested} not tested`] : [])];
  return `${tested.length} ${tested.length === 1 ? 'target' : 'targets'}: ${parts.join(', ')}.`;
}
