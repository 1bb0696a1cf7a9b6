import { type ConfigObject, parseObjectKey } from '../../model/object.ts';
import { type Decision, makeDecision } from '../decision.ts';
import type { PlanInput } from '../input.ts';
import type { InventoryEntry } from '../inventory.ts';
import { findUsers } from './users.ts';

/** An object that this spec lists and no longer names. */
interface Dropped {
  readonly key: string;
  readonly entry: InventoryEntry;
  readonly actual: ConfigObject | undefined;
}

/** What the spec dropped is deleted where we made it and nobody else needs it; else it is released. */
export function decideDropped(input: PlanInput): Decision[] {
  const dropped = Object.entries(input.inventory)
    .filter(([key, entry]) => entry.specs.includes(input.spec) && !input.desired.has(key))
    .filter(([key]) => !input.kinds.isBackup(key))
    .map(([key, entry]): Dropped => ({ key, entry, actual: input.actual.get(key) }));
  if (dropped.length === 0) return [];
  const deletable = new Map(
    dropped.flatMap(({ key, entry, actual }) => (actual && isOurs(input, entry) ? [[key, actual]] : [])),
  );
  const users = findUsers(input, deletable);
  return dropped.map((one) => {
    const user = users.get(one.key);
    return one.actual && deletable.has(one.key) && user === undefined
      ? deletion(input, one.actual)
      : release(input, one, user);
  });
}

function isOurs({ spec }: PlanInput, { origin, specs }: InventoryEntry): boolean {
  return origin === 'created' && specs.every((one) => one === spec);
}

function deletion({ kinds }: PlanInput, actual: ConfigObject): Decision {
  return makeDecision('delete', actual, kinds.of(actual.kind).impact.delete, { fields: [], actual });
}

function release(input: PlanInput, { key, entry, actual }: Dropped, user: string | undefined): Decision {
  const note = releaseReason(input, entry, actual, user);
  return makeDecision('release', parseObjectKey(key), 'none', {
    fields: [],
    note,
    ...(actual ? { actual } : {}),
  });
}

function releaseReason(
  { spec }: PlanInput,
  entry: InventoryEntry,
  actual: ConfigObject | undefined,
  user: string | undefined,
): string {
  if (!actual) return 'it is no longer on the device';
  const others = entry.specs.filter((one) => one !== spec);
  if (others.length > 0) return `the spec ${others.join(', ')} needs it`;
  if (user === undefined) return 'it was there before this spec';
  return `${parseObjectKey(user).path} needs it and stays`;
}
