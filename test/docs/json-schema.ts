/** The part of JSON Schema that the spec's schema uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/**
 * What a schema comes to when unions are taken apart: one for each thing that may be written. That a
 * variable, `${name}`, may stand for any value is not said at each.
 */
export function alternatives(schema: JsonSchema): JsonSchema[] {
  const union = schema.anyOf ?? schema.oneOf;
  const all = union ? union.flatMap(alternatives) : [schema];
  return all.filter(({ pattern }) => pattern !== '\\$\\{');
}

/** The schema of the values of a map with free keys, if it is one. */
export function valuesOf(schema: JsonSchema): JsonSchema | undefined {
  const values = schema.additionalProperties;
  return typeof values === 'object' ? values : undefined;
}
