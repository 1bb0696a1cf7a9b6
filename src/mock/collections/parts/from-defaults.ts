import { isList, isObject, type Json } from '../../wire/json.ts';
import type { Properties, Property } from '../../objects/kind.ts';
import {
  block,
  byVersion,
  emptySince13,
  enabled,
  INDEFINITE,
  noneSince13,
  number,
  quoted,
  rawText,
  text,
  texts,
  trueFalse,
  word,
  yesNo,
} from '../../objects/values.ts';

/** A table of keys in the order of the wire: each a default, whose spelling tells its type, or a property. */
export type Keys = Readonly<Record<string, Json | Property>>;

/** Properties out of a table; a new key is one line (device-facts: numbers-as-text, numbers-as-words, booleans). */
export function fromDefaults(keys: Keys): Properties {
  return Object.fromEntries(Object.entries(keys).map(([name, value]) => [name, asProperty(value)]));
}

function asProperty(value: Json | Property): Property {
  return isProperty(value) ? value : propertyFor(value);
}

function isProperty(value: Json | Property): value is Property {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'normalise') === 'function';
}

function propertyFor(value: Json): Property {
  if (isList(value)) return texts(value.length === 0 ? emptySince13 : value);
  if (isObject(value)) return block(fromDefaults(value));
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean' || value === null) throw new Error('no such default on a device');
  if (value === 'enabled' || value === 'disabled') return enabled(value);
  if (value === 'true' || value === 'false') return trueFalse(value);
  if (value === 'yes' || value === 'no') return yesNo(value);
  if (value === 'none') return text(noneSince13);
  // A number instead of `indefinite` is printed as text (captured 14.1.2.1; AS3 asserts the same).
  if (value === 'indefinite' || /^\d+$/.test(value)) return quoted(value, { words: INDEFINITE });
  return rawText(value);
}

/** A key that is there from a version on. */
export const since = (version: string, value: Json | Property): Property => ({
  ...asProperty(value),
  since: version,
});

/** A default that changed: the first one, and the others with the versions they came with. */
export const changed = (first: Json, ...later: readonly (readonly [string, Json])[]): Property => ({
  ...propertyFor(first),
  initial: byVersion(['0', first], ...later),
});

/** One of a few words, the first of which is the default. */
export function oneOf(words: string, initial = words.split(' ')[0]): Property {
  return word(words.split(' '), initial);
}

/** The keys of a nested block, some of which may be of some versions only. */
export const nested = (keys: Keys): Property => block(fromDefaults(keys));
