import { isObject, type Json, type JsonObject } from '../../wire/json.ts';
import type { Property } from '../../objects/kind.ts';
import { custom, invalid } from '../../objects/values.ts';

/**
 * Variables of a monitor: `userDefined NAME` inside `apiRawValues`, or `user-defined NAME` where the name ends in a
 * dash (recorded 13.0.0). They are set by `tmsh modify … user-defined NAME value`.
 */
export const userDefined: Property = custom(
  (value, { property }) => {
    if (!isObject(value)) throw invalid(property, value);
    return Object.keys(value).length === 0 ? undefined : value;
  },
  undefined,
  { ownOnly: true },
);

/** The variables with one more or less; `none` takes it away. */
export function withVariable(values: Json | undefined, name: string, value: string): JsonObject {
  const known = isObject(values) ? values : {};
  const key = `userDefined ${name}`;
  const others = Object.fromEntries(Object.entries(known).filter(([one]) => one !== key));
  return value === 'none' ? others : { ...others, [key]: value };
}
