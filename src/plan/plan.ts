import type { Diagnostic } from '../model/diagnostic.ts';
import { type ConfigObject, objectKey, type ObjectSet, parseObjectKey } from '../model/object.ts';
import type { Action, Change } from './change.ts';
import { compareObjects, creationFields } from './compare.ts';
import { ARCHIVE_KIND, type Inventory, type InventoryEntry } from './inventory.ts';
import { type Impact, impactOf, type Kinds, referencedKeys, worstImpact } from './kind.ts';
import { orderChanges } from './order.ts';
import { type Phase, phasesOf } from './phases.ts';
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
  const cascaded = cascadeReplaces(input, wanted);
  const gone = [...input.inventory]
    .filter(([key, entry]) => entry.specs.includes(input.spec) && !input.wanted.has(key))
    .filter(([key]) => parseObjectKey(key).kind !== ARCHIVE_KIND)
    .map(([key, entry]) => ({ key, entry, found: input.found.get(key) }));
  const unwanted = planUnwanted(input, gone);
  const results = [...cascaded, ...unwanted];
  const changes = orderChanges(
    input.kinds,
    results.flatMap((result) => result.change ?? []),
  );
  return {
    spec: input.spec,
    changes,
    phases: phasesOf(input, changes),
    refusals: results.flatMap((result) => result.refusal ?? []),
    warnings: [...results.flatMap((result) => result.warning ?? []), ...foreignMembers(input)],
    inventory: input.inventory,
  };
}

interface Planned {
  readonly change?: Change;
  readonly refusal?: Diagnostic;
  readonly warning?: Diagnostic;
}

function planWanted(input: PlanInput, wanted: ConfigObject): Planned {
  const found = input.found.get(objectKey(wanted));
  const kind = input.kinds.of(wanted.kind);
  const entry = input.inventory.get(objectKey(wanted));
  if (!found)
    return kind.owned ? { change: creation(input, wanted) } : { refusal: missing(wanted, kind.label) };
  if (!kind.owned) return differing(input, 'update', wanted, found, undefined);
  if (entry?.specs.includes(input.spec)) return differing(input, 'update', wanted, found, entry);
  if (wanted.ambient) return {};
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
  const fields = compareObjects(input.kinds.of(wanted.kind), wanted, found, entry);
  const names = fields.map(({ field }) => field);
  if (names.length > 0) return { refusal: sharedOtherwise(wanted, entry, names) };
  const note = `shared with ${entry.specs.join(', ')}`;
  return { change: change('adopt', wanted, 'none', { fields, wanted, found, note }) };
}

function creation(input: PlanInput, wanted: ConfigObject): Change {
  const kind = input.kinds.of(wanted.kind);
  return change('create', wanted, kind.impact.create, { fields: creationFields(kind, wanted), wanted });
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
  if (fields.length === 0 && action === 'update') return {};
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
  return { change: change(replaced ? 'replace' : action, wanted, impact, { fields, wanted, found }) };
}

/** What belongs to a replaced object by its very name (a member to its node) is replaced with it. */
function cascadeReplaces(input: PlanInput, planned: readonly Planned[]): Planned[] {
  const replaced = new Set(
    planned.flatMap(({ change: one }) => (one?.action === 'replace' ? [objectKey(one)] : [])),
  );
  if (replaced.size === 0) return [...planned];
  const touched = new Set(planned.flatMap(({ change: one }) => (one ? [objectKey(one)] : [])));
  const extra = [...input.wanted.values()].flatMap((wanted): Planned[] => {
    const found = input.found.get(objectKey(wanted));
    const kind = input.kinds.of(wanted.kind);
    if (!found || touched.has(objectKey(wanted))) return [];
    const cause = causeOfReplace(input, wanted, replaced);
    if (cause === undefined) return [];
    const note = `with ${parseObjectKey(cause).path}`;
    return [{ change: change('replace', wanted, kind.impact.delete, { fields: [], wanted, found, note }) }];
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

interface Gone {
  readonly key: string;
  readonly entry: InventoryEntry;
  readonly found: ConfigObject | undefined;
}

/** Objects this spec lists and no longer names: deleted where we made them and nobody else needs them. */
function planUnwanted(input: PlanInput, gone: readonly Gone[]): Planned[] {
  if (gone.length === 0) return [];
  const deletable = new Map(
    gone.flatMap((one) => (one.found && isOurs(input, one) ? [[one.key, one.found]] : [])),
  );
  const users = usersOf(input, deletable);
  return gone.map(({ key, entry, found }) => {
    const { kind, path } = parseObjectKey(key);
    const user = users.get(key);
    const deleted = found && deletable.has(key) && user === undefined;
    if (deleted)
      return { change: change('delete', found, input.kinds.of(kind).impact.delete, { fields: [], found }) };
    const note = releaseReason(input, entry, found, user);
    const released = change('release', { kind, path }, 'none', {
      fields: [],
      note,
      ...(found ? { found } : {}),
    });
    return { change: released };
  });
}

function isOurs(input: PlanInput, { entry }: Gone): boolean {
  return entry.origin === 'created' && entry.specs.every((spec) => spec === input.spec);
}

function releaseReason(
  input: PlanInput,
  entry: InventoryEntry,
  found: ConfigObject | undefined,
  user: string | undefined,
): string {
  if (!found) return 'it is no longer on the device';
  const others = entry.specs.filter((spec) => spec !== input.spec);
  if (others.length > 0) return `the spec ${others.join(', ')} needs it`;
  return user === undefined
    ? 'it was there before this spec'
    : `${parseObjectKey(user).path} uses it and is not of this spec`;
}

/** For each object to be deleted, one that stays and refers to it, if there is one. */
function usersOf(input: PlanInput, deletable: Map<string, ConfigObject>): Map<string, string> {
  const users = new Map<string, string>();
  for (const [key, found] of input.found) {
    if (deletable.has(key) || parentIn(deletable, found)) continue;
    const wanted = input.wanted.get(key);
    const after = wanted ? { ...found, ...wanted, fields: { ...found.fields, ...wanted.fields } } : found;
    for (const used of stillNeeded(input, after, deletable)) users.set(used, key);
  }
  return users;
}

/** What it refers to among those that go, unless another wanted object of that name takes its place. */
function stillNeeded(
  { kinds, wanted }: PlanInput,
  user: ConfigObject,
  going: ReadonlyMap<string, ConfigObject>,
): string[] {
  const references = kinds.of(user.kind).refs(user);
  return references
    .map(({ kinds: candidates, path }) => candidates.map((kind) => `${kind}:${path}`))
    .filter((keys) => !keys.some((key) => wanted.has(key)))
    .flatMap((keys) => keys.filter((key) => going.has(key)));
}

/** A member of a pool that goes, goes too. */
function parentIn(deletable: ReadonlyMap<string, ConfigObject>, found: ConfigObject): boolean {
  const parent = found.path.split(':/')[0];
  return found.kind.endsWith('/members') && deletable.has(`ltm/pool:${parent ?? ''}`);
}

function foreignMembers(input: PlanInput): Diagnostic[] {
  return [...input.found].flatMap(([key, found]) => {
    const parent = input.kinds.of(found.kind).inlineIn;
    if (!parent || input.wanted.has(key) || input.inventory.has(key)) return [];
    const owner = `${parent.kind}:${found.path.split(':/')[0] ?? ''}`;
    if (!input.wanted.has(owner)) return [];
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

function change(
  action: Action,
  object: Pick<ConfigObject, 'kind' | 'path' | 'at'>,
  impact: Impact,
  rest: Pick<Change, 'fields'> & Partial<Change>,
): Change {
  return {
    action,
    kind: object.kind,
    path: object.path,
    impact,
    ...(object.at ? { at: object.at } : {}),
    ...rest,
  };
}
