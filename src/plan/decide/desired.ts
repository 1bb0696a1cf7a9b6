import { type ConfigObject, objectKey } from '../../model/object.ts';
import { type Decision, makeDecision } from '../decision.ts';
import { fieldImpacts, worstImpact } from '../impact.ts';
import type { PlanInput } from '../input.ts';
import type { InventoryEntry } from '../inventory.ts';
import { endedLoans } from '../loans.ts';
import { compareObjects, creationFields } from './compare.ts';
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
  const ended = endedLoans(input.spec, desired.fields, actual, entry);
  const fields = [
    ...compareObjects(kind, desired, actual, entry, action === 'adopt'),
    ...ended.flatMap(({ change }) => change ?? []),
  ];
  const idle = fields.length === 0 && action === 'update';
  // Where nothing changes on the object itself, the inventory must still no longer remember a value.
  const notes = [...ended.map(({ note }) => note), ...(idle ? forgottenKeys(desired, entry) : [])];
  if (idle && notes.length === 0) return {};
  const replaced = fields.some(({ field }) => kind.fields[field]?.immutable);
  const impacts = fieldImpacts(input, kind, fields);
  if (replaced && action === 'adopt')
    return {
      refusal: cannotAdopt(
        desired,
        fields.map(({ field }) => field),
      ),
    };
  const impact = worstImpact(replaced ? [...impacts, kind.impact.delete] : impacts);
  const rest = { fields, desired, actual, ...(notes.length > 0 ? { note: notes.join('; ') } : {}) };
  return { decision: makeDecision(replaced ? 'replace' : action, desired, impact, rest) };
}

function forgottenKeys({ rawKeys, attached }: ConfigObject, entry: InventoryEntry | undefined): string[] {
  const keys = [
    ...Object.keys(entry?.remembered ?? {}).filter((key) => !rawKeys?.includes(key)),
    ...(entry?.attached ?? []).filter((name) => !attached?.includes(name)),
  ];
  return keys.length === 0 ? [] : [`${keys.join(', ')} is no longer managed`];
}
