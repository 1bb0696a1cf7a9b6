import { objectKey } from '../../model/object.ts';
import type { Change } from '../change.ts';
import { type Kinds, referencedKeys } from '../kind.ts';
import { type Operation, update } from './operations.ts';
import type { PlanInput } from '../make-plan.ts';

/**
 * Tells of each of these changes whether the device itself does what it says: it makes a virtual address
 * with the first virtual server on it and, unless auto-delete is off, removes it with the last; members go
 * with their pool.
 */
export function implicitIn(kinds: Kinds, changes: ReadonlyMap<string, Change>): (change: Change) => boolean {
  const losing = new Set(
    [...changes.values()].flatMap(({ actual }) => (actual ? referencedKeys(kinds, actual, changes) : [])),
  );
  return (change) => {
    const { inlineIn, goesWithItsUsers } = kinds.of(change.kind);
    if (change.action === 'create') return goesWithItsUsers && change.desired?.asFound === true;
    if (change.action !== 'delete' || !change.actual) return false;
    if (inlineIn) return changes.get(parentKey(inlineIn.kind, change.path))?.action === 'delete';
    return goesWithItsUsers && change.actual.fields.autoDelete === 'true' && losing.has(objectKey(change));
  };
}

/** The object in whose POST another is made: the pool of a member. */
export function parentKey(parentKind: string, path: string): string {
  return `${parentKind}:${path.split(':/')[0] ?? ''}`;
}

/**
 * Virtual addresses that would vanish with a virtual server that makes room for its successor or moves to
 * another address, and come back with default settings: their auto-delete is off meanwhile. `leavers` are
 * the changes that go before anything is made, and those that change what they use.
 */
export function holdAddresses(
  input: PlanInput,
  leavers: readonly Change[],
): { hold: Operation[]; free: Operation[] } {
  const needed = new Map(
    [...input.desired].filter(([, object]) => input.kinds.of(object.kind).goesWithItsUsers),
  );
  const leaving = leavers.flatMap(({ actual }) =>
    actual ? referencedKeys(input.kinds, actual, needed) : [],
  );
  const held = [...new Set(leaving)]
    .map((key) => input.actual.get(key))
    .filter((actual) => actual !== undefined)
    .filter((actual) => actual.fields.autoDelete === 'true');
  return {
    hold: held.map((actual) => update(actual, { autoDelete: 'false' })),
    free: held.map((actual) => update(actual, { autoDelete: 'true' })),
  };
}
