import {
  type ConfigObject,
  type Fields,
  isList,
  isMap,
  sameValue,
  toValue,
  type Value,
} from '../../model/object.ts';
import type { FieldChange } from '../change.ts';
import { matchesDigest } from '../digest.ts';
import type { InventoryEntry } from '../inventory.ts';
import { type FieldPolicy, type Kind, mustBeSent } from '../kind.ts';

/** Fields that an adoption must not empty without the spec naming them. */
function leftAlone(
  desired: ConfigObject,
  entry: InventoryEntry | undefined,
  adopting: boolean,
): readonly string[] {
  if (adopting) return desired.keepIfUnnamed ?? [];
  return (entry?.kept ?? []).filter((field) => desired.keepIfUnnamed?.includes(field));
}

/**
 * The fields in which an actual object differs from a desired one. Only what the spec manages is looked at:
 * the fields of `desired`, and raw keys it once set and no longer does, which get back what they had before.
 */
export function compareObjects(
  kind: Kind,
  desired: ConfigObject,
  actual: ConfigObject,
  entry: InventoryEntry | undefined,
  adopting = false,
): FieldChange[] {
  const skipped = leftAlone(desired, entry, adopting);
  const own = Object.entries(desired.fields)
    .filter(([field]) => !skipped.includes(field))
    .flatMap(([field, after]) => compareField(kind.fields[field], field, after, actual, entry));
  return [...own, ...givenBack(removedKeys(desired, entry), actual)];
}

function removedKeys(desired: ConfigObject, entry: InventoryEntry | undefined): Fields {
  const removed = Object.entries(entry?.remembered ?? {}).filter(
    ([key]) => !Object.hasOwn(desired.fields, key),
  );
  return Object.fromEntries(removed);
}

/** What sets raw keys back to the values that were found before. A list that was not there is an empty one. */
export function givenBack(remembered: Fields, actual: ConfigObject): FieldChange[] {
  return Object.entries(remembered).flatMap(([field, value]) => {
    const before = toValue(actual.reply?.[field]);
    const after = value === null && isList(before) ? [] : value;
    return sameValue(after, before) ? [] : [{ field, before, after }];
  });
}

function compareField(
  policy: FieldPolicy | undefined,
  field: string,
  after: Value,
  actual: ConfigObject,
  entry: InventoryEntry | undefined,
): FieldChange[] {
  if (policy?.secret && !policy.same) {
    const known = entry?.digests[field];
    const same = after === null ? known === undefined : matchesDigest(after, known);
    return same ? [] : [{ field, before: null, after, secret: true }];
  }
  const before = policy ? (actual.fields[field] ?? null) : toValue(actual.reply?.[field]);
  const same = policy ? (policy.same ?? sameValue) : says;
  return same(after, before) ? [] : [{ field, before, after, ...(policy?.secret ? { secret: true } : {}) }];
}

/** Whether a raw value is as it was set; to the maps in it a device may add what nobody said. */
function says(desired: Value, actual: Value): boolean {
  if (isMap(desired) && isMap(actual))
    return Object.entries(desired).every(([key, value]) => says(value, actual[key] ?? null));
  if (isList(desired) && isList(actual))
    return (
      desired.length === actual.length && desired.every((one, index) => says(one, actual[index] ?? null))
    );
  return sameValue(desired, actual);
}

/** What creating an object sets: every desired field that has a value, or none where the device would choose one. */
export function creationFields(kind: Kind, desired: ConfigObject): FieldChange[] {
  return Object.entries(desired.fields)
    .filter(([field, after]) => mustBeSent(kind, field, after))
    .map(([field, after]) => {
      const { secret, defaultValue } = kind.fields[field] ?? {};
      return {
        field,
        before: null,
        after,
        ...(secret ? { secret: true as const } : {}),
        ...(defaultValue !== undefined && sameValue(defaultValue, after) ? { atDefault: true as const } : {}),
      };
    });
}
