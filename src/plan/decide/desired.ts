import { type ConfigObject, objectKey } from '../../model/object.ts';
import type { KindOf } from '../../model/impact.ts';
import { type Decision, makeDecision } from '../decision.ts';
import { impactOf, worstImpact } from '../impact.ts';
import type { PlanInput } from '../input.ts';
import type { InventoryEntry } from '../inventory.ts';
import { compareObjects, creationFields, unnamedLoans } from './compare.ts';
import type { Problem } from './problem.ts';
import { cannotAdopt, missing, notOwned, ownedByOther, sharedOtherwise } from './refusal.ts';

/** What is to be done with one object, and why it may not be. */
interface Verdict {
  readonly decision?: Decision;
  readonly refusal?: Problem;
}

/** What a desired object needs: nothing, to be made, changed or taken over, or a refusal. */
export function decideDesired(input: PlanInput, desired: ConfigObject): Verdict {
  const actual = input.actual.get(objectKey(desired));
  const kind = input.kinds.of(desired.kind);
  const entry = input.inventory[objectKey(desired)];
  if (!actual)
    return kind.owned ? { decision: creation(input, desired) } : { refusal: missing(desired, kind.label) };
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
): Verdict {
  const fields = desired.asFound ? [] : compareObjects(input.kinds.of(desired.kind), desired, actual, entry);
  const names = fields.map(({ field }) => field);
  if (names.length > 0) return { refusal: sharedOtherwise(desired, entry, names) };
  const note = `shared with ${entry.specs.join(', ')}`;
  return { decision: makeDecision('adopt', desired, 'none', { fields, desired, actual, note }) };
}

function creation(input: PlanInput, desired: ConfigObject): Decision {
  const kind = input.kinds.of(desired.kind);
  return makeDecision('create', desired, kind.impact.create, {
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
): Verdict {
  const kind = input.kinds.of(desired.kind);
  const fields = compareObjects(kind, desired, actual, entry, action === 'adopt');
  const forgotten = [
    ...Object.keys(entry?.remembered ?? {}).filter((key) => !desired.rawKeys?.includes(key)),
    ...unnamedLoans(desired, entry).map(([field]) => field),
    ...(entry?.attached ?? []).filter((name) => !desired.attached?.includes(name)),
  ];
  const idle = fields.length === 0 && action === 'update';
  if (idle && forgotten.length === 0) return {};
  const replaced = fields.some(({ field }) => kind.fields[field]?.immutable);
  const impacts = fields.map((change) => impactOf(kind.fields[change.field], change, kindOf(input)));
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
  const rest = { fields, desired, actual, ...note };
  return { decision: makeDecision(replaced ? 'replace' : action, desired, impact, rest) };
}

/** The kind of what a value names, among what is desired and what is there. */
function kindOf({ desired, actual }: PlanInput): KindOf {
  return (kinds, path) =>
    kinds.find((kind) => {
      const key = objectKey({ kind, path });
      return desired.has(key) || actual.has(key);
    });
}
