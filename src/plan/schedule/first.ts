import { objectKey } from '../../model/object.ts';
import type { Decision } from '../decision.ts';
import type { Kinds } from '../kind.ts';
import { candidateKeys, referencedKeys } from '../references.ts';

/**
 * New objects on which others can stand only after a commit (`madeSeparately`), with what they name that is new. One
 * that takes over what is there already, or waits until room is made for it, stays where it is.
 */
export function madeFirst(kinds: Kinds, decisions: readonly Decision[]): Decision[] {
  const made = new Map(
    decisions.filter(({ action }) => action === 'create').map((decision) => [objectKey(decision), decision]),
  );
  const left = new Set(
    decisions.flatMap(({ kind, actual }) => (actual ? kinds.of(kind).claims(actual) : [])),
  );
  const isFree = ({ kind, desired }: Decision): boolean =>
    desired !== undefined &&
    kinds
      .of(kind)
      .claims(desired)
      .every((claim) => !left.has(claim));
  const first = new Set<Decision>();
  for (const decision of made.values()) {
    if (!kinds.of(decision.kind).madeSeparately || takesOver(kinds, made, decision)) continue;
    const needed = withNeeded(kinds, made, decision);
    if (needed.every(isFree)) for (const one of needed) first.add(one);
  }
  return decisions.filter((decision) => first.has(decision));
}

type Made = ReadonlyMap<string, Decision>;

/** Whether it names something of another kind that is not new. */
function takesOver(kinds: Kinds, made: Made, { kind, desired }: Decision): boolean {
  const named = desired ? kinds.of(kind).refs(desired) : [];
  return named
    .filter((one) => !one.kinds.includes(kind))
    .some((one) => !candidateKeys(one).some((key) => made.has(key)));
}

function withNeeded(kinds: Kinds, made: Made, decision: Decision): Decision[] {
  const named = decision.desired ? referencedKeys(kinds, decision.desired, made) : [];
  const needed = named.flatMap((key) => made.get(key) ?? []);
  return [decision, ...needed.flatMap((one) => withNeeded(kinds, made, one))];
}
