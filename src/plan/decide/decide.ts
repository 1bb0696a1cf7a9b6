import type { Decision } from '../decision.ts';
import type { PlanInput } from '../input.ts';
import { decideDesired } from './desired.ts';
import { decideDropped } from './dropped.ts';
import { foreignParts } from './parts.ts';
import type { Problem } from './problem.ts';
import { cascadeReplaces } from './replaces.ts';

interface Decided {
  readonly decisions: readonly Decision[];
  readonly refusals: readonly Problem[];
  readonly foreign: readonly Problem[];
}

/** What is to be done, in no order yet. */
export function decide(input: PlanInput): Decided {
  const verdicts = [...input.desired.values()].map((object) => decideDesired(input, object));
  const desired = verdicts.flatMap(({ decision }) => decision ?? []);
  const dropped = decideDropped(input);
  return {
    decisions: [...cascadeReplaces(input, desired, dropped), ...dropped],
    refusals: verdicts.flatMap(({ refusal }) => refusal ?? []),
    foreign: foreignParts(input),
  };
}
