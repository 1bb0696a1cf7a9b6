import type { Source } from '../../model/diagnostic.ts';
import type { Finding, Verdict } from '../../probe/finding.ts';

/** Something that is tried: a virtual server, or one of its members without it. */
export interface Tried {
  readonly virtualServer: string;
  /** `Gateway-1:8001`; absent for the virtual server itself. */
  readonly member?: string;
  /** As a client writes it. */
  readonly url: string;
  /** What is connected to; absent where that is not known. */
  readonly address?: string;
  readonly source: Source;
}

/** What became of it. */
export interface Tested extends Tried {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** What was assumed, since the spec does not say. */
  readonly notes: readonly string[];
}

/** One rung of the ladder that leads to the cause of a failure. */
export interface Rung {
  readonly step: 'reach' | 'device' | 'members';
  readonly verdict: Verdict;
  readonly message: string;
  readonly hint?: string;
}

/** What is known of a virtual server that failed, and what follows from it. */
export interface Ladder {
  readonly virtualServer: string;
  readonly rungs: readonly Rung[];
  readonly conclusion: string;
}

/** All that was tried for a spec. */
export interface Verification {
  readonly verdict: Verdict;
  readonly tested: readonly Tested[];
  readonly ladders: readonly Ladder[];
}

/** Told while it goes on. */
export type VerifyEvent =
  | {
      readonly type: 'checked';
      readonly tried: Tried;
      readonly finding: Finding;
      readonly done: number;
      readonly of: number;
    }
  | { readonly type: 'tested'; readonly tested: Tested; readonly done: number; readonly of: number }
  | { readonly type: 'waiting'; readonly members: readonly string[]; readonly seconds: number };
