import { objectKey } from '../../model/object.ts';
import type { Decision } from '../decision.ts';
import { earlyDeletes } from '../early.ts';
import type { Kinds } from '../kind.ts';
import { candidateKeys } from '../references.ts';

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
  const depth = depthIn(kinds, decisions);
  return [...decisions].sort(
    (one, other) =>
      stage(one) - stage(other) ||
      rank(one) - rank(other) ||
      (depth(one) - depth(other)) * direction(one) ||
      compareText(one.path, other.path) * direction(one),
  );
}

/** How many of its own kind each stands on, one on another. */
function depthIn(kinds: Kinds, decisions: readonly Decision[]): (decision: Decision) => number {
  const byKey = new Map(decisions.map((decision) => [objectKey(decision), decision]));
  const depth = ({ kind, desired, actual }: Decision, passed: readonly string[]): number => {
    const object = desired ?? actual;
    const own = object
      ? kinds
          .of(kind)
          .refs(object)
          .filter((one) => one.kinds.includes(kind))
      : [];
    const below = own.flatMap(candidateKeys).filter((key) => !passed.includes(key));
    return Math.max(
      0,
      ...below
        .flatMap((key) => byKey.get(key) ?? [])
        .map((other) => 1 + depth(other, [...passed, objectKey(other)])),
    );
  };
  const depths = new Map(decisions.map((decision) => [decision, depth(decision, [])]));
  return (decision) => depths.get(decision) ?? 0;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
