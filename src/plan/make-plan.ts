import type { Diagnostic } from '../model/diagnostic.ts';
import { type ConfigObject, objectKey, type ObjectSet, parseObjectKey } from '../model/object.ts';
import { type Change, makeChange } from './change.ts';
import { compareObjects, creationFields } from './decide/compare.ts';
import { parentKey } from './schedule/implicit.ts';
import type { Inventory, InventoryEntry } from './inventory.ts';
import { impactOf, type Kinds, referencedKeys, worstImpact } from './kind.ts';
import { earlyDeletes, orderChanges } from './schedule/order.ts';
import { type Phase, phasesOf } from './schedule/phases.ts';
import { planUnwanted } from './decide/dropped.ts';
import { cannotAdopt, missing, notOwned, ownedByOther, sharedOtherwise } from './decide/refusal.ts';

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
  readonly desired: ObjectSet;
  readonly actual: ObjectSet;
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

/** Compares what is desired with what is found. Pure: the same input gives the same plan. */
export function makePlan(input: PlanInput): Plan {
  const desired = [...input.desired.values()].map((object) => planDesired(input, object));
  const unwanted = planUnwanted(input);
  const results = cascadeReplaces(input, desired, unwanted);
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

function planDesired(input: PlanInput, desired: ConfigObject): Planned {
  const actual = input.actual.get(objectKey(desired));
  const kind = input.kinds.of(desired.kind);
  const entry = input.inventory.get(objectKey(desired));
  if (!actual)
    return kind.owned ? { change: creation(input, desired) } : { refusal: missing(desired, kind.label) };
  if (!kind.owned) return differing(input, 'update', desired, actual, undefined);
  if (entry?.specs.includes(input.spec)) {
    // What is used as it is follows the spec that has settings for it.
    return desired.asFound && entry.specs.length > 1
      ? {}
      : differing(input, 'update', desired, actual, entry);
  }
  if (desired.asFound && !entry) return {};
  if (entry)
    return kind.shared || desired.shared
      ? joining(input, desired, actual, entry)
      : { refusal: ownedByOther(desired, entry) };
  const adoption = differing(input, 'adopt', desired, actual, entry);
  return input.adopt ? adoption : { ...adoption, refusal: notOwned(desired) };
}

/** What another spec lists may be used by this one too, as long as both want the same of it. */
function joining(
  input: PlanInput,
  desired: ConfigObject,
  actual: ConfigObject,
  entry: InventoryEntry,
): Planned {
  const fields = desired.asFound ? [] : compareObjects(input.kinds.of(desired.kind), desired, actual, entry);
  const names = fields.map(({ field }) => field);
  if (names.length > 0) return { refusal: sharedOtherwise(desired, entry, names) };
  const note = `shared with ${entry.specs.join(', ')}`;
  return { change: makeChange('adopt', desired, 'none', { fields, desired, actual, note }) };
}

function creation(input: PlanInput, desired: ConfigObject): Change {
  const kind = input.kinds.of(desired.kind);
  return makeChange('create', desired, kind.impact.create, {
    fields: creationFields(kind, desired),
    desired,
  });
}

function differing(
  input: PlanInput,
  action: 'update' | 'adopt',
  desired: ConfigObject,
  actual: ConfigObject,
  entry: InventoryEntry | undefined,
): Planned {
  const kind = input.kinds.of(desired.kind);
  const fields = compareObjects(kind, desired, actual, entry, action === 'adopt');
  const forgotten = Object.keys(entry?.remembered ?? {}).filter((key) => !desired.rawKeys?.includes(key));
  const idle = fields.length === 0 && action === 'update';
  if (idle && forgotten.length === 0) return {};
  const replaced = fields.some(({ field }) => kind.fields[field]?.immutable);
  const impacts = fields.map(({ field, after }) => impactOf(kind.fields[field], after));
  if (replaced && action === 'adopt')
    return {
      refusal: cannotAdopt(
        desired,
        fields.map(({ field }) => field),
      ),
    };
  const impact = worstImpact(replaced ? [...impacts, kind.impact.delete] : impacts);
  // Nothing changes on the object itself; only the inventory must no longer remember the value.
  const note = idle ? { note: `${forgotten.join(', ')} is no longer managed` } : {};
  return {
    change: makeChange(replaced ? 'replace' : action, desired, impact, { fields, desired, actual, ...note }),
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
  const extra = [...input.desired.values()].flatMap((desired): Planned[] => {
    const actual = input.actual.get(objectKey(desired));
    const kind = input.kinds.of(desired.kind);
    if (!actual || touched.has(objectKey(desired))) return [];
    const cause = causeOfReplace(input, desired, replaced);
    if (cause === undefined) return [];
    const note = `with ${parseObjectKey(cause).path}`;
    return [
      { change: makeChange('replace', desired, kind.impact.delete, { fields: [], desired, actual, note }) },
    ];
  });
  const promoted = planned.map((one) => promote(input, one, replaced));
  return [...promoted, ...extra];
}

function promote(input: PlanInput, planned: Planned, replaced: ReadonlySet<string>): Planned {
  const { change: one } = planned;
  if (one?.action !== 'update' || !one.desired) return planned;
  const cause = causeOfReplace(input, one.desired, replaced);
  return cause === undefined ? planned : { ...planned, change: { ...one, action: 'replace' } };
}

/** The key of a replaced object that this one belongs to by its name, or leans on. */
function causeOfReplace(
  { kinds, desired: all, actual }: PlanInput,
  desired: ConfigObject,
  replaced: ReadonlySet<string>,
): string | undefined {
  const { inlineIn, dependsOn } = kinds.of(desired.kind);
  if (inlineIn) return referencedKeys(kinds, desired, all).find((key) => replaced.has(key));
  if (!dependsOn) return undefined;
  return [...replaced].find((key) => {
    const other = actual.get(key);
    return other !== undefined && dependsOn(desired, other);
  });
}

function foreignMembers(input: PlanInput): Diagnostic[] {
  return [...input.actual].flatMap(([key, actual]) => {
    const parent = input.kinds.of(actual.kind).inlineIn;
    if (!parent || input.desired.has(key) || input.inventory.has(key)) return [];
    if (!input.desired.has(parentKey(parent.kind, actual.path))) return [];
    return [
      {
        rule: 'plan/foreign-member',
        severity: 'warning' as const,
        message: `${actual.path} is on the device and not in the spec; it is left alone and takes traffic`,
        hint: 'write it into the spec (with --adopt), or remove it on the device',
        object: `${actual.kind} ${actual.path}`,
      },
    ];
  });
}
