import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import type { Properties, Property } from '../kind.ts';
import type { Tmos } from '../tmos.ts';
import {
  block,
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
  yesNo,
} from '../values.ts';

/**
 * Properties out of captured defaults: the spelling of a default tells its type (N4 to N6). Words whose
 * other values are known are given as `exact`; an `undefined` there only keeps the place in the order.
 */
export function fromDefaults(defaults: JsonObject, exact: Properties = {}): Properties {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, exact[name] ?? propertyFor(value)]),
  );
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
  if (value === 'indefinite') return number(value, { words: INDEFINITE });
  if (/^\d+$/.test(value)) return quoted(value, { words: INDEFINITE });
  return rawText(value);
}

/** A value that is there from a version on, or up to one. */
export const since = (version: string, property: Property): Property => ({ ...property, since: version });
export const until = (version: string, property: Property): Property => ({ ...property, until: version });

export const valueSince = (version: string, before: Json, after: Json) => (tmos: Tmos) =>
  tmos.atLeast(version) ? after : before;
