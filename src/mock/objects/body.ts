import { configurationError, tmsh } from '../wire/errors.ts';
import { inferredText } from '../inferred.ts';
import { isList, isObject, type Json, type JsonObject, own, sameJson } from '../wire/json.ts';
import type { Draft, Kind, ValueContext, Properties, Work } from './kind.ts';
import { initialsOf } from './compile.ts';

/** A body, sorted into what it says about the object and about its sub-collections. */
export interface ParsedBody {
  readonly values: Readonly<Record<string, Json>>;
  readonly children: ReadonlyMap<Kind, readonly Json[]>;
}

/** Keys of the envelope: a client that writes back what it read sends them, and they are ignored. */
const ENVELOPE = new Set(
  'kind name partition subPath fullPath generation selfLink isSubcollection apiRawValues'.split(' '),
);

/** tmsh words that JSON spells with a prefix (device-facts: key-spelling). */
const RESERVED: Readonly<Record<string, string>> = {
  interface: 'tmInterface',
  options: 'tmOptions',
  target: 'tmTarget',
  default: 'tmDefault',
};

export function parseBody(kind: Kind, body: JsonObject): ParsedBody {
  const values: Record<string, Json> = {};
  const children = new Map<Kind, readonly Json[]>();
  for (const [key, value] of Object.entries(body)) {
    const name = jsonName(key, kind.properties);
    const child = kind.children.get(name) ?? kind.children.get(name.replace(/Reference$/, ''));
    if (child) {
      const items = itemsOf(value);
      if (items) children.set(child, items);
    } else if (own(kind.properties, name)) values[name] = value;
    else if (isListReference(key, value, kind.properties))
      values[key.replace(/Reference$/, '')] = value.items;
    else if (!isIgnored(key, value) && !kind.definition.ignores?.includes(key)) {
      throw tmsh(inferredText.unknownProperty(key));
    }
  }
  return { values: resolvePairs(kind, values), children };
}

/**
 * A list may be sent in the form of a sub-collection: Terraform does so with the origins of a SNAT, and its
 * acceptance tests make them on devices.
 */
function isListReference(
  key: string,
  value: Json,
  properties: Properties,
): value is { readonly items: readonly Json[] } {
  const name = key.replace(/Reference$/, '');
  return name !== key && own(properties, name) !== undefined && isObject(value) && isList(value.items);
}

/** The list inside `members: […]`, `members: {items}`, `membersReference: {items}`; a mere link says nothing. */
function itemsOf(value: Json): readonly Json[] | undefined {
  if (isList(value)) return value;
  if (isObject(value)) return isList(value.items) ? value.items : undefined;
  if (value === null || value === 'none' || value === '') return [];
  return typeof value === 'string' ? value.trim().split(/\s+/) : undefined;
}

function isIgnored(key: string, value: Json): boolean {
  return value === null || ENVELOPE.has(key) || key.endsWith('Reference');
}

/** A real 12.1.2 takes tmsh spelling too: `traffic-group`, `fin-wait-2-timeout` (device-facts: tmsh-keys). */
function jsonName(key: string, properties: Properties): string {
  if (own(properties, key)) return key;
  const camel = key
    .replace(/-(\d)/g, '_$1')
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return own(properties, camel) ? camel : (own(RESERVED, key) ?? camel);
}

const isTrue = (value: Json | undefined) => value === true || value === 'true' || value === 'yes';
const isFalse = (value: Json | undefined) => value === false || value === 'false' || value === 'no';

/** One is true, the other absent; the other one sent as `true` switches (device-facts: exclusive-pairs). */
function resolvePairs(kind: Kind, input: Record<string, Json>): Record<string, Json> {
  let values = input;
  for (const [one, other] of kind.definition.pairs ?? []) {
    if (isTrue(values[one]) && isTrue(values[other])) throw tmsh(inferredText.exclusive(one, other));
    const { [one]: oneGiven, [other]: otherGiven, ...rest } = values;
    if (isTrue(oneGiven) || isFalse(otherGiven)) values = { ...rest, [one]: true, [other]: false };
    else if (isTrue(otherGiven) || isFalse(oneGiven)) values = { ...rest, [one]: false, [other]: true };
  }
  return values;
}

/** Puts the given values into the draft, each as its property keeps it. */
export function normaliseInto(draft: Draft, work: Work): void {
  const { kind, props } = draft;
  for (const [name, value] of Object.entries(draft.input)) {
    const property = own(kind.properties, name);
    if (!property || property.readOnly) continue;
    const context = { tmos: work.tmos, store: work.store, partition: draft.name.partition, property: name };
    const before = props[name];
    const next = property.fields
      ? mergeBlock(property.fields, before, value, context)
      : value === null
        ? emptied(kind.initials[name], work)
        : property.normalise(value, context);
    // A flag that is switched off is gone, also where an object starts with it (device-facts: exclusive-pairs).
    const kept = next ?? (value === false ? undefined : kind.initials[name]);
    if (property.fixed && draft.before && !sameJson(kept, before)) {
      throw configurationError(inferredText.cannotChange(name, kind.word, draft.name.fullPath));
    }
    if (kept === undefined) Reflect.deleteProperty(props, name);
    else props[name] = kept;
    if (value === null && next === undefined) draft.own.delete(name);
    else draft.own.add(name);
  }
}

/**
 * `null` empties a list of words, also one that starts with some: Terraform sends it for every server-ssl
 * profile (`c3dCertExtensionIncludes`) and then reads no more of them.
 */
function emptied(initial: Json | undefined, { tmos }: Work): Json | undefined {
  const isListOfWords = isList(initial) && initial.every((item) => typeof item === 'string');
  return isListOfWords && initial.length > 0 && tmos.atLeast('13.0') ? [] : undefined;
}

/**
 * go-bigip, and with it Terraform, sends `ExcessClientHeaders: ""` and `MaxRequests: 0` beside the real keys of
 * `enforcement`, and works on devices; they say nothing, as long as they are empty.
 */
function isUnsetTwin(key: string, value: Json, fields: Properties): boolean {
  const twin = `${key.charAt(0).toLowerCase()}${key.slice(1)}`;
  return twin !== key && own(fields, twin) !== undefined && (value === '' || value === 0);
}

function mergeBlock(
  fields: Properties,
  before: Json | undefined,
  value: Json,
  context: ValueContext,
): Json | undefined {
  const merged: Record<string, Json> = { ...initialsOf(fields), ...(isObject(before) ? before : {}) };
  if (value === null || value === 'none') return undefined;
  if (!isObject(value)) throw tmsh(inferredText.invalidValue(JSON.stringify(value), context.property));
  for (const [key, input] of Object.entries(value)) {
    const name = jsonName(key, fields);
    const field = own(fields, name);
    if (!field) {
      if (isIgnored(key, input) || isUnsetTwin(key, input, fields)) continue;
      throw tmsh(inferredText.unknownProperty(`${context.property}.${key}`));
    }
    if (field.readOnly) continue;
    const initial = typeof field.initial === 'function' ? undefined : field.initial;
    const next =
      (input === null ? undefined : field.normalise(input, { ...context, property: name })) ?? initial;
    if (next === undefined) Reflect.deleteProperty(merged, name);
    else merged[name] = next;
  }
  return Object.keys(merged).length === 0 ? undefined : merged;
}
