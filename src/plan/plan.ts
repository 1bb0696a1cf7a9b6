import type { Diagnostic } from '../model/diagnostic.ts';
import { type ConfigObject, objectKey, type ObjectSet, parseObjectKey } from '../model/object.ts';
import { type Change, makeChange } from './change.ts';
import { compareObjects, creationFields } from './compare.ts';
import { parentKey } from './implicit.ts';
import type { Inventory, InventoryEntry } from './inventory.ts';
import { impactOf, type Kinds, referencedKeys, worstImpact } from './kind.ts';
import { earlyDeletes, orderChanges } from './order.ts';
import { type Phase, phasesOf } from './phases.ts';
import { planUnwanted } from './unwanted.ts';
import { cannotAdopt, missing, notOwned, ownedByOther, sharedOtherwise } from './refusal.ts';

/** What one spec needs done on one device, in the order it would be done. */
export interface Plan {
  readonly spec: string;
  readonly changes: readonly Change[];
  readonly phases: readonly Phase[];
  /** Reasons not to apply it: ownership. An empty list means it may be applied. */
  readonly refusals: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  /** What the inventory holds when it was computed. */
  readonly inventory: Inventory;
}

export interface PlanInput {
  readonly spec: string;
  readonly wanted: ObjectSet;
  readonly found: ObjectSet;
  readonly inventory: Inventory;
  readonly kinds: Kinds;
  /** Whether objects that exist and are not listed may be taken over. */
  readonly adopt: boolean;
  /** The archive this spec makes of the finished state. */
  readonly archive?: string | undefined;
}

/** Whether there is nothing to do on the device and nothing to write into the inventory. */
export function isEmpty(plan: Plan): boolean {
  return plan.changes.length === 0;
}

/** Compares what is wanted with what is found. Pure: the same input gives the same plan. */
export function makePlan(input: PlanInput): Plan {
  const wanted = [...input.wanted.values()].map((object) => planWanted(input, object));
  const unwanted = planUnwanted(input);
  const results = cascadeReplaces(input, wanted, unwanted);
  const changes = orderChanges(input.kinds, [...results.flatMap(({ change }) => change ?? []), ...unwanted]);
  return {
    spec: input.spec,
    changes,
    phases: phasesOf(input, changes),
    refusals: results.flatMap(({ refusal }) => refusal ?? []),
    warnings: foreignMembers(input),
    inventory: input.inventory,
  };
}

interface Planned {
  readonly change?: Change;
  readonly refusal?: Diagnostic;
}

function planWanted(input: PlanInput, wanted: ConfigObject): Planned {
  const found = input.found.get(objectKey(wanted));
  const kind = input.kinds.of(wanted.kind);
  const entry = input.inventory.get(objectKey(wanted));
  if (!found)
    return kind.owned ? { change: creation(input, wanted) } : { refusal: missing(wanted, kind.label) };
  if (!kind.owned) return differing(input, 'update', wanted, found, undefined);
  if (entry?.specs.includes(input.spec)) {
    // What is used as it is follows the spec that has settings for it.
    return wanted.ambient && entry.specs.length > 1 ? {} : differing(input, 'update', wanted, found, entry);
  }
  if (wanted.ambient && !entry) return {};
  if (entry)
    return kind.shared || wanted.shared
      ? joining(input, wanted, found, entry)
      : { refusal: ownedByOther(wanted, entry) };
  const adoption = differing(input, 'adopt', wanted, found, entry);
  return input.adopt ? adoption : { ...adoption, refusal: notOwned(wanted) };
}

/** What another spec lists may be used by this one too, as long as both want the same of it. */
function joining(
  input: PlanInput,
  wanted: ConfigObject,
  found: ConfigObject,
  entry: InventoryEntry,
): Planned {
  const fields = wanted.ambient ? [] : compareObjects(input.kinds.of(wanted.kind), wanted, found, entry);
  const names = fields.map(({ field }) => field);
  if (names.length > 0) return { refusal: sharedOtherwise(wanted, entry, names) };
  const note = `shared with ${entry.specs.join(', ')}`;
  return { change: makeChange('adopt', wanted, 'none', { fields, wanted, found, note }) };
}

function creation(input: PlanInput, wanted: ConfigObject): Change {
  const kind = input.kinds.of(wanted.kind);
  return makeChange('create', wanted, kind.impact.create, { fields: creationFields(kind, wanted), wanted });
}

function differing(
  input: PlanInput,
  action: 'update' | 'adopt',
  wanted: ConfigObject,
  found: ConfigObject,
  entry: InventoryEntry | undefined,
): Planned {
  const kind = input.kinds.of(wanted.kind);
  const fields = compareObjects(kind, wanted, found, entry, action === 'adopt');
  const forgotten = Object.keys(entry?.remembered ?? {}).filter((key) => !wanted.raw?.includes(key));
  const idle = fields.length === 0 && action === 'update';
  if (idle && forgotten.length === 0) return {};
  const replaced = fields.some(({ field }) => kind.fields[field]?.immutable);
  const impacts = fields.map(({ field, after }) => impactOf(kind.fields[field], after));
  if (replaced && action === 'adopt')
    return {
      refusal: cannotAdopt(
        wanted,
        fields.map(({ field }) => field),
      ),
    };
  const impact = worstImpact(replaced ? [...impacts, kind.impact.delete] : impacts);
  // Nothing changes on the object itself; only the inventory must no longer remember the value.
  const note = idle ? { note: `${forgotten.join(', ')} is no longer managed` } : {};
  return {
    change: makeChange(replaced ? 'replace' : action, wanted, impact, { fields, wanted, found, ...note }),
  };
}

/**
 * What belongs by its very name to an object that goes before its successor comes (a member to its node), or
 * cannot be without it, is replaced with it.
 */
function cascadeReplaces(
  input: PlanInput,
  planned: readonly Planned[],
  unwanted: readonly Change[],
): Planned[] {
  const changes = [...planned.flatMap(({ change: one }) => one ?? []), ...unwanted];
  const replaced = new Set(earlyDeletes(input.kinds, changes).keys());
  if (replaced.size === 0) return [...planned];
  const touched = new Set(planned.flatMap(({ change: one }) => (one ? [objectKey(one)] : [])));
  const extra = [...input.wanted.values()].flatMap((wanted): Planned[] => {
    const found = input.found.get(objectKey(wanted));
    const kind = input.kinds.of(wanted.kind);
    if (!found || touched.has(objectKey(wanted))) return [];
    const cause = causeOfReplace(input, wanted, replaced);
    if (cause === undefined) return [];
    const note = `with ${parseObjectKey(cause).path}`;
    return [
      { change: makeChange('replace', wanted, kind.impact.delete, { fields: [], wanted, found, note }) },
    ];
  });
  const promoted = planned.map((one) => promote(input, one, replaced));
  return [...promoted, ...extra];
}

function promote(input: PlanInput, planned: Planned, replaced: ReadonlySet<string>): Planned {
  const { change: one } = planned;
  if (one?.action !== 'update' || !one.wanted) return planned;
  const cause = causeOfReplace(input, one.wanted, replaced);
  return cause === undefined ? planned : { ...planned, change: { ...one, action: 'replace' } };
}

/** The key of a replaced object that this one belongs to by its name, or leans on. */
function causeOfReplace(
  { kinds, wanted: all, found }: PlanInput,
  wanted: ConfigObject,
  replaced: ReadonlySet<string>,
): string | undefined {
  const { inlineIn, leansOn } = kinds.of(wanted.kind);
  if (inlineIn) return referencedKeys(kinds, wanted, all).find((key) => replaced.has(key));
  if (!leansOn) return undefined;
  return [...replaced].find((key) => {
    const other = found.get(key);
    return other !== undefined && leansOn(wanted, other);
  });
}

function foreignMembers(input: PlanInput): Diagnostic[] {
  return [...input.found].flatMap(([key, found]) => {
    const parent = input.kinds.of(found.kind).inlineIn;
    if (!parent || input.wanted.has(key) || input.inventory.has(key)) return [];
    if (!input.wanted.has(parentKey(parent.kind, found.path))) return [];
    return [
      {
        rule: 'plan/foreign-member',
        severity: 'warning' as const,
        message: `${found.path} is on the device and not in the spec; it is left alone and takes traffic`,
        hint: 'write it into the spec (with --adopt), or remove it on the device',
        object: `${found.kind} ${found.path}`,
      },
    ];
  });
}
