import type { FaultId } from './faults.ts';

/** `not-tested`: nothing can be said from here. A time-out is a failure. */
export type Verdict = 'passed' | 'failed' | 'not-tested';

/** What is looked at, in this order. */
export type CheckName =
  'address' | 'tcp' | 'tls' | 'upgrade' | 'ping' | 'echo' | 'close' | 'reconnect' | 'stickiness' | 'idle';

/** How long the same thing took several times, in milliseconds. */
export interface Times {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** What one check came to. Where it did not pass: which fault, what that means and what to do next. */
export interface Finding {
  readonly check: CheckName;
  readonly verdict: Verdict;
  readonly message: string;
  readonly rule?: FaultId;
  readonly why?: string;
  readonly hint?: string;
  readonly times?: Times;
}

/** One verdict for several findings: a failure counts most, and what was not tested is not passed. */
export function verdictOf(some: readonly Pick<Finding, 'verdict'>[]): Verdict {
  const has = (verdict: Verdict): boolean => some.some((one) => one.verdict === verdict);
  if (has('failed')) return 'failed';
  return has('not-tested') || some.length === 0 ? 'not-tested' : 'passed';
}
