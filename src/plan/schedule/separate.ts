import { objectKey } from '../../model/object.ts';
import type { Change } from '../change.ts';
import type { Kinds } from '../kind.ts';
import { type Operation, update } from './operations.ts';
import type { PlanInput } from '../make-plan.ts';

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
  const apart = inside.filter((change) => kinds.of(change.kind).deletedSeparately && goes(change));
  const freed = new Set(apart.flatMap(({ kind, actual }) => (actual ? kinds.of(kind).claims(actual) : [])));
  const returning = inside.filter(
    ({ kind, desired }) =>
      desired &&
      kinds.of(kind).deletedSeparately &&
      kinds
        .of(kind)
        .claims(desired)
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
 * What names a monitor that goes and comes back lets go of it first (`detach`) and takes it again at the
 * end (`attach`); what is made or changed in between (`main`) does not name it yet.
 */
export function letGo(
  input: PlanInput,
  { main, returning }: Sorted,
): { detach: Operation[]; main: Change[]; attach: Operation[] } {
  const names = new Set(returning.map(({ path }) => path));
  const holders = [...input.desired.values()].filter(({ fields: { monitor } }) =>
    typeof monitor === 'string' ? monitor.split(' ').some((part) => names.has(part)) : false,
  );
  const waiting = new Set(holders.map(objectKey));
  return {
    detach: holders
      .filter((holder) => input.actual.has(objectKey(holder)))
      .map((holder) => update(holder, { monitor: null })),
    main: main.map((change) => (waiting.has(objectKey(change)) ? withoutMonitor(change) : change)),
    attach: holders.map((holder) => update(holder, { monitor: holder.fields.monitor ?? null })),
  };
}

function withoutMonitor(change: Change): Change {
  const { desired } = change;
  const rest = Object.entries(desired?.fields ?? {}).filter(([field]) => field !== 'monitor');
  return {
    ...change,
    fields: change.fields.filter(({ field }) => field !== 'monitor'),
    ...(desired ? { desired: { ...desired, fields: Object.fromEntries(rest) } } : {}),
  };
}
