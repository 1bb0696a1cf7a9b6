import { objectKey } from '../model/object.ts';
import type { Change } from './change.ts';
import type { Kinds } from './kind.ts';
import { type Operation, update } from './operation.ts';
import type { PlanInput } from './plan.ts';

/**
 * What one transaction cannot hold. A monitor that loses its last reference cannot be deleted in the same
 * transaction, and a name that it frees cannot be taken in the one that deletes it (icontrol: AS3 #2, #110
 * and the remarks on delete and create of one object).
 */
export interface Sorted {
  /** Before all transactions: partitions and folders that are needed. */
  readonly prepare: readonly Change[];
  readonly main: readonly Change[];
  /** Deleted in a second transaction. */
  readonly apart: readonly Change[];
  /** Made in a third one, under a name that the second has freed. */
  readonly returning: readonly Change[];
  /** After all transactions: partitions and folders that go. */
  readonly cleanUp: readonly Change[];
}

export function sortOut(kinds: Kinds, changes: readonly Change[]): Sorted {
  const outside = changes.filter(
    ({ kind, action }) => kinds.of(kind).outsideTransaction && action !== 'release',
  );
  const inside = changes.filter((change) => !outside.includes(change));
  const goes = ({ action }: Change): boolean => action === 'delete' || action === 'replace';
  const apart = inside.filter((change) => kinds.of(change.kind).deletedApart && goes(change));
  const freed = new Set(apart.flatMap(({ kind, found }) => (found ? kinds.of(kind).claims(found) : [])));
  const returning = inside.filter(
    ({ kind, wanted }) =>
      wanted &&
      kinds.of(kind).deletedApart &&
      kinds
        .of(kind)
        .claims(wanted)
        .some((one) => freed.has(one)),
  );
  const elsewhere = new Set([...apart, ...returning]);
  return {
    prepare: outside.filter(({ action }) => action !== 'delete'),
    main: inside.filter((change) => !elsewhere.has(change)),
    apart,
    returning,
    cleanUp: outside.filter(({ action }) => action === 'delete'),
  };
}

/**
 * Objects that stay and name a monitor that goes and comes back: they let go of it first (`detach`) and
 * take it again at the end (`attach`).
 */
export function letGo(
  input: PlanInput,
  returning: readonly Change[],
): { detach: Operation[]; attach: Operation[] } {
  const names = new Set(returning.map(({ path }) => path));
  const holders = [...input.wanted.values()].filter((wanted) => {
    const monitor = wanted.fields.monitor;
    const holds = typeof monitor === 'string' && monitor.split(' ').some((part) => names.has(part));
    return holds && input.found.has(objectKey(wanted));
  });
  return {
    detach: holders.map((holder) => update(holder, { monitor: null })),
    attach: holders.map((holder) => update(holder, { monitor: holder.fields.monitor ?? null })),
  };
}
