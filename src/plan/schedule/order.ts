import { objectKey } from '../../model/object.ts';
import type { Decision } from '../decision.ts';
import { earlyDeletes } from '../early.ts';
import type { Kinds } from '../kind.ts';

/** Sorts decisions as they will be carried out: what must make room, then making and changing, then removing. */
export function orderDecisions(kinds: Kinds, decisions: readonly Decision[]): Decision[] {
  const early = earlyDeletes(kinds, decisions);
  const stage = (decision: Decision): number => {
    if (decision.action === 'release') return 3;
    if (decision.action !== 'delete') return 1;
    return early.has(objectKey(decision)) ? 0 : 2;
  };
  // A container is removed after those in it, so paths go backwards too.
  const direction = ({ action }: Decision): number => (action === 'delete' ? -1 : 1);
  const rank = (decision: Decision): number => kinds.rank(decision.kind) * direction(decision);
  return [...decisions].sort(
    (one, other) =>
      stage(one) - stage(other) ||
      rank(one) - rank(other) ||
      compareText(one.path, other.path) * direction(one),
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
