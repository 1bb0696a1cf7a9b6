import { alternatives, type JsonSchema, valuesOf } from './json-schema.ts';

/**
 * Every field of a schema as a path, `pools.*.members.*.port`: `*` is any name of a map and any place in a
 * list. The free content of `properties:` ends at its name.
 */
export function fieldsOf(schema: JsonSchema, prefix = ''): string[] {
  const found = alternatives(schema).flatMap((one) => [
    ...Object.entries(one.properties ?? {}).flatMap(([name, inner]) => [
      `${prefix}${name}`,
      ...fieldsOf(inner, `${prefix}${name}.`),
    ]),
    ...[valuesOf(one), one.items].flatMap((inner) => (inner ? fieldsOf(inner, `${prefix}*.`) : [])),
  ]);
  return [...new Set(found)];
}

/** The fields of a schema that a value uses, as the same paths. */
export function fieldsIn(schema: JsonSchema, value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = alternatives(schema).flatMap((one) =>
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
      if (Array.isArray(value)) return one.items ? fieldsIn(one.items, inner, `${prefix}*.`) : [];
      const field = one.properties?.[key];
      if (field) return [`${prefix}${key}`, ...fieldsIn(field, inner, `${prefix}${key}.`)];
      const values = valuesOf(one);
      return values ? fieldsIn(values, inner, `${prefix}*.`) : [];
    }),
  );
  return [...new Set(found)];
}
