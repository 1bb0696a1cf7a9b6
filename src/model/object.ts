/**
 * A canonical field value: what a current TMOS prints, cleaned of every spelling that differs between
 * versions. `null` means "not set on the device" (the key absent, `""` or `"none"`, all alike).
 */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
export type Fields = Readonly<Record<string, Value>>;

/** A place inside a spec: the keys and list positions that lead to it. */
export type SpecPath = readonly (string | number)[];

/**
 * One object of a device, desired or actual; both sides of a diff have this type. The fields of a desired
 * object are what is managed; an actual object may carry more.
 */
export interface ConfigObject {
  /** As the target calls it: `ltm/pool`. It has no colon. */
  readonly kind: string;
  /** What tells it from others of its kind: `/Common/web`. */
  readonly path: string;
  readonly fields: Fields;
  /** Where the spec asks for it. */
  readonly at?: SpecPath;
  /** Needed, but used as it is where it exists already and is not ours. */
  readonly asFound?: boolean;
  /** Several specs may list it, as long as they want the same of it. */
  readonly shared?: boolean;
  /** Others add parts to it that no spec lists; that is no difference. */
  readonly filledByOthers?: boolean;
  /** Raw iControl keys that `properties:` of the spec sets; they stand in `fields` under the same names. */
  readonly rawKeys?: readonly string[];
  /** Fields that stand at a default because the spec does not name them and that an adoption must not empty. */
  readonly keepIfUnnamed?: readonly string[];
  /** What it has attached by name, of such as others may attach to it too: desired by a spec, or found. */
  readonly attached?: readonly string[];
  /** Keys of objects it needs that no field names. */
  readonly uses?: readonly string[];
  /** What the device said, for an actual object. */
  readonly reply?: Readonly<Record<string, unknown>>;
}

export type ObjectSet = ReadonlyMap<string, ConfigObject>;

/** Identity of an object across specs and devices, `ltm/pool:/Common/web`; also the key of the inventory. */
export function objectKey(object: { readonly kind: string; readonly path: string }): string {
  return `${object.kind}:${object.path}`;
}

/** The inverse of `objectKey`. A kind has no colon, so the first one parts them. */
export function parseObjectKey(key: string): { kind: string; path: string } {
  const colon = key.indexOf(':');
  return { kind: key.slice(0, colon), path: key.slice(colon + 1) };
}

/** A value of a device's JSON as a canonical one; an absent one is `null`. */
export function toValue(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(toValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toValue(inner)]));
  }
  return null;
}

/** Whether a value is a list; `Array.isArray` forgets what is in a read-only one. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value is a map of others. */
export function isMap(value: Value | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as text: a scalar as it is, anything else as JSON. */
export function asText(value: Value | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Deep equality of canonical values; the order of keys in a map does not count, the order of a list does. */
export function sameValue(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return false;
  if (isList(one) || isList(other)) return sameList(one, other);
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && sameValue(one[key] ?? null, other[key] ?? null));
}

function sameList(one: Value, other: Value): boolean {
  if (!isList(one) || !isList(other) || one.length !== other.length) return false;
  return one.every((item, index) => sameValue(item, other[index] ?? null));
}
