import type { Decision } from '../decision.ts';
import type { PlanInput } from '../input.ts';
import type { Operation } from '../operation.ts';
import { referencedKeys } from '../references.ts';
import { update } from './operations.ts';

/**
 * Objects that the device would remove with a user that makes room for its successor or moves to another of
 * their kind, to make them again with default settings: they are held meanwhile. `leavers` are the decisions
 * that go before anything is made, and those that change what they use.
 */
export function holdBetweenUsers(
  { kinds, desired, actual }: PlanInput,
  leavers: readonly Decision[],
): { hold: Operation[]; free: Operation[] } {
  const needed = new Map([...desired].filter(([, { kind }]) => kinds.of(kind).goesWithItsUsers));
  const leaving = leavers.flatMap((one) => (one.actual ? referencedKeys(kinds, one.actual, needed) : []));
  const held = [...new Set(leaving)].flatMap((key) => {
    const object = actual.get(key);
    const bound = object && kinds.of(object.kind).goesWithItsUsers;
    return bound && object.fields[bound.field] === bound.on ? [{ object, bound }] : [];
  });
  return {
    hold: held.map(({ object, bound: { field, off } }) => update(object, { [field]: off })),
    free: held.map(({ object, bound: { field, on } }) => update(object, { [field]: on })),
  };
}
