import { type ConfigObject, objectKey, parseObjectKey } from '../../model/object.ts';
import { type Decision, makeDecision } from '../decision.ts';
import type { PlanInput } from '../input.ts';
import { fieldImpacts, worstImpact } from '../impact.ts';
import type { InventoryEntry } from '../inventory.ts';
import { endedLoans } from '../loans.ts';
import { parentKey } from '../references.ts';
import { unlistedParts } from './parts.ts';
import { givenBack } from './compare.ts';
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
  const goes = (key: string | undefined): boolean =>
    key !== undefined && deletable.has(key) && !users.has(key);
  const strangers = unlistedParts(input);
  return dropped.map((one) => {
    if (one.actual && goes(one.key)) return deletion(input, one.actual, strangers);
    const parent = parentKey(input.kinds, parseObjectKey(one.key));
    return one.actual && parent !== undefined && goes(parent)
      ? released(one, `it goes with ${parseObjectKey(parent).path}`)
      : release(input, one, users.get(one.key));
  });
}

function isOurs({ spec }: PlanInput, { origin, specs }: InventoryEntry): boolean {
  return origin === 'created' && specs.every((one) => one === spec);
}

/** What others added to an object goes with it, which is told. */
function deletion({ kinds }: PlanInput, actual: ConfigObject, strangers: readonly ConfigObject[]): Decision {
  const taken = strangers.filter((part) => parentKey(kinds, part) === objectKey(actual));
  const names = taken.map(({ path }) => path).join(', ');
  const note = `${names}, which no spec lists, ${taken.length === 1 ? 'goes' : 'go'} with it`;
  const rest = { fields: [], actual, ...(taken.length > 0 ? { note } : {}) };
  return makeDecision('delete', actual, kinds.of(actual.kind).impact.delete, rest);
}

/** What stays gets back what this spec borrowed of it, and with the last spec the values that raw keys had before. */
function release(input: PlanInput, one: Dropped, user: string | undefined): Decision {
  const { entry, actual } = one;
  const ended = actual ? endedLoans(input.spec, {}, actual, entry) : [];
  const raw = actual && entry.specs.length === 1 ? givenBack(entry.remembered, actual) : [];
  const rawNote = raw.map(({ field }) => `${field} is given back as it was before the spec set it`);
  const notes = [releaseReason(input, entry, actual, user), ...ended.map((loan) => loan.note), ...rawNote];
  const note = notes.join('; ');
  const fields = [...ended.flatMap(({ change }) => change ?? []), ...raw];
  const kind = input.kinds.of(parseObjectKey(one.key).kind);
  return { ...released(one, note), fields, impact: worstImpact(fieldImpacts(input, kind, fields)) };
}

function released({ key, actual }: Dropped, note: string): Decision {
  const rest = { fields: [], note, ...(actual ? { actual } : {}) };
  return makeDecision('release', parseObjectKey(key), 'none', rest);
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
