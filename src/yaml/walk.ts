import * as z from 'zod';

type Schema = z.core.$ZodType;
type Issue = z.core.$ZodIssue;

type Path = readonly (string | number)[];

/**
 * The schemas that may apply at a path of the input: several where unions branch, none where none does. Where the
 * value is known, those of its form: what it says itself (`type: cookie`) tells the forms of a map apart.
 */
export function schemasAt(schema: Schema, path: Path, value?: unknown): Schema[] {
  return path.reduce<Schema[]>(
    (schemas, segment, depth) =>
      meant(
        schemas.flatMap((candidate) => inside(candidate, segment)),
        valueAt(value, path.slice(0, depth + 1)),
      ),
    meant(unwrap(schema), value),
  );
}

/** The schemas that contradict a value the least. */
function meant(schemas: readonly Schema[], value: unknown): Schema[] {
  const wrong = schemas.map((one) => contradictions(one, value));
  const least = Math.min(...wrong);
  return schemas.filter((_, index) => wrong[index] === least);
}

/** How many words of a value are not among those that a map asks for in their place; a map is nothing but a map. */
function contradictions(schema: Schema, value: unknown): number {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap || schema instanceof z.core.$ZodRecord) return 0;
  if (!(schema instanceof z.core.$ZodObject)) return Infinity;
  const asked = Object.entries(schema._zod.propValues);
  return asked.filter(([key, words]) => {
    const said = valueAt(value, [key]);
    return typeof said === 'string' && !words.has(said);
  }).length;
}

/** The keys that a schema names at a path of a value; none where any name will do. */
export function keysAt(schema: Schema, path: Path, value?: unknown): string[] {
  return schemasAt(schema, path, value).flatMap((candidate) => {
    if (candidate instanceof z.core.$ZodObject) return Object.keys(candidate._zod.def.shape);
    if (!(candidate instanceof z.core.$ZodRecord)) return [];
    return [...(candidate._zod.def.keyType._zod.values ?? [])].map(String);
  });
}

/** What a schema says of a value at a path, where its map says only that it does not take the name. */
export function issuesOfEntry(schema: Schema, path: readonly (string | number)[], value: unknown): Issue[] {
  const maps = schemasAt(schema, path.slice(0, -1)).filter((one) => one instanceof z.core.$ZodRecord);
  const [map] = maps;
  if (!map || maps.length > 1) return [];
  return z.safeParse(map._zod.def.valueType, value).error?.issues ?? [];
}

/** The value at a path of plain data; undefined where there is none. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((current, segment) => {
    if (typeof current !== 'object' || current === null) return undefined;
    const own: { value?: unknown } | undefined = Object.getOwnPropertyDescriptor(current, segment);
    return own?.value;
  }, value);
}

function inside(schema: Schema, segment: string | number): Schema[] {
  if (schema instanceof z.core.$ZodObject) {
    const { shape, catchall } = schema._zod.def;
    const field = Object.hasOwn(shape, segment) ? shape[segment] : catchall;
    return field ? unwrap(field) : [];
  }
  if (schema instanceof z.core.$ZodRecord) return unwrap(schema._zod.def.valueType);
  if (schema instanceof z.core.$ZodArray) return unwrap(schema._zod.def.element);
  if (!(schema instanceof z.core.$ZodTuple)) return [];
  const item = schema._zod.def.items[Number(segment)] ?? schema._zod.def.rest;
  return item ? unwrap(item) : [];
}

/** The schemas of the input, without what is wrapped around them. */
function unwrap(schema: Schema): Schema[] {
  if (schema instanceof z.core.$ZodUnion) return schema._zod.def.options.flatMap(unwrap);
  if (schema instanceof z.core.$ZodLazy) return unwrap(schema._zod.innerType);
  if (schema instanceof z.core.$ZodIntersection)
    return [schema._zod.def.left, schema._zod.def.right].flatMap(unwrap);
  if (schema instanceof z.core.$ZodPipe) {
    const { in: before, out } = schema._zod.def;
    return unwrap(before instanceof z.core.$ZodTransform ? out : before);
  }
  return isWrapper(schema) ? unwrap(schema._zod.def.innerType) : [schema];
}

type Wrapper =
  | z.core.$ZodOptional
  | z.core.$ZodNullable
  | z.core.$ZodDefault
  | z.core.$ZodPrefault
  | z.core.$ZodNonOptional
  | z.core.$ZodReadonly
  | z.core.$ZodCatch;

function isWrapper(schema: Schema): schema is Wrapper {
  return (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodPrefault ||
    schema instanceof z.core.$ZodNonOptional ||
    schema instanceof z.core.$ZodReadonly ||
    schema instanceof z.core.$ZodCatch
  );
}
