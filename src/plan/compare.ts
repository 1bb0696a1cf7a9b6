import { type ConfigObject, type Fields, sameValue, toValue, type Value } from '../model/object.ts';
import type { FieldChange } from './change.ts';
import { type InventoryEntry, matchesDigest } from './inventory.ts';
import type { FieldPolicy, Kind } from './kind.ts';

/** Fields that an adoption must not empty without the spec naming them. */
function leftAlone(
  wanted: ConfigObject,
  entry: InventoryEntry | undefined,
  adopting: boolean,
): readonly string[] {
  if (adopting) return wanted.unnamed ?? [];
  return (entry?.kept ?? []).filter((field) => wanted.unnamed?.includes(field));
}

/**
 * The fields in which a found object differs from a wanted one. Only what the spec manages is looked at:
 * the fields of `wanted`, and raw keys it once set and no longer does, which get back what was found before.
 */
export function compareObjects(
  kind: Kind,
  wanted: ConfigObject,
  found: ConfigObject,
  entry: InventoryEntry | undefined,
  adopting = false,
): FieldChange[] {
  const skipped = leftAlone(wanted, entry, adopting);
  const all = { ...restoredFields(wanted, entry), ...wanted.fields };
  return Object.entries(all)
    .filter(([field]) => !skipped.includes(field))
    .flatMap(([field, after]) => compareField(kind.fields[field], field, after, found, entry));
}

function restoredFields(wanted: ConfigObject, entry: InventoryEntry | undefined): Fields {
  const removed = Object.entries(entry?.remembered ?? {}).filter(([key]) => !wanted.raw?.includes(key));
  return Object.fromEntries(removed);
}

function compareField(
  policy: FieldPolicy | undefined,
  field: string,
  after: Value,
  found: ConfigObject,
  entry: InventoryEntry | undefined,
): FieldChange[] {
  if (policy?.secret) {
    const known = entry?.digests[field];
    const same = after === null ? known === undefined : matchesDigest(after, known);
    return same ? [] : [{ field, before: null, after, secret: true }];
  }
  const before = policy ? (found.fields[field] ?? null) : toValue(found.reply?.[field]);
  const same = policy?.same ?? sameValue;
  return same(after, before) ? [] : [{ field, before, after }];
}

/** What creating an object sets: every wanted field that has a value, or none where the device would choose one. */
export function creationFields(kind: Kind, wanted: ConfigObject): FieldChange[] {
  return Object.entries(wanted.fields)
    .filter(([field, after]) => mustBeSent(kind, field, after))
    .map(([field, after]) => {
      const { secret, standard } = kind.fields[field] ?? {};
      return {
        field,
        before: null,
        after,
        ...(secret ? { secret: true as const } : {}),
        ...(standard !== undefined && sameValue(standard, after) ? { standard: true as const } : {}),
      };
    });
}

/** A field that is wanted unset needs no word at creation, unless the device would set it by itself. */
export function mustBeSent(kind: Kind, field: string, after: Value): boolean {
  return after !== null || (kind.fields[field]?.standard ?? null) !== null;
}
