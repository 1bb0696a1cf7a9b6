import { isList, isObject, type Json, scalarText } from '../../wire/json.ts';
import type { Property } from '../../objects/kind.ts';
import { byText } from '../../wire/names.ts';
import { invalid, text } from '../../objects/values.ts';

/** `metadata`: entries sorted by name, `persist` a text (captured 12.0.0; device-facts: order). */
export const metadata: Property = {
  since: '12.0',
  normalise: (value, { property }) => {
    if (value === 'none' || value === '') return undefined;
    if (!isList(value)) throw invalid(property, value);
    const entries = value.map((item) => entryOf(item, property));
    return entries.length === 0 ? undefined : entries.toSorted((one, other) => byText(one.name, other.name));
  },
};

function entryOf(item: Json, property: string) {
  const name = isObject(item) ? scalarText(item.name) : undefined;
  if (!isObject(item) || name === undefined) throw invalid(property, item);
  const value = scalarText(item.value);
  return { name, persist: scalarText(item.persist) ?? 'true', ...(value === undefined ? {} : { value }) };
}

/** Keys that nearly every object has and that nothing depends on. */
export const described = { appService: text(), description: text() };
