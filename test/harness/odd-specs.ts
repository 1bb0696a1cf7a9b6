import fc from 'fast-check';
import * as z from 'zod';
import { specSchema } from '../../src/spec/schema/schema.ts';
import { schemasAt, valueAt } from '../../src/yaml/walk.ts';
import { RULE_TEXTS, NAMES, TEXTS } from './odd-texts.ts';

// Specs as fast-check arbitraries: the reference spec, which uses every field of the vocabulary, with some of
// its values, names and entries changed to what the schema has to say there and to what people write.

type Path = readonly (string | number)[];
export type SpecValue = Readonly<Record<string, unknown>>;

/** One change of a spec, and what it is called where a law does not hold. */
export interface Change {
  readonly words: string;
  readonly of: (spec: SpecValue) => SpecValue;
}

/** A spec with up to so many changes; a counterexample shrinks to fewer. */
export function oddSpecs(reference: SpecValue, most = 4): fc.Arbitrary<readonly Change[]> {
  const places = placesOf(reference);
  const valued = places.map((path) => placeAt(reference, path)).filter(({ values }) => values.length > 0);
  const change = fc.oneof(
    { weight: 6, arbitrary: some(valued).chain(anotherValue) },
    { weight: 2, arbitrary: some(namesOf(reference)).chain(renamed) },
    { weight: 1, arbitrary: some(places.filter((path) => path.length > 1)).map(without) },
    { weight: 1, arbitrary: some(places.filter(isEntry)).map(repeated) },
  );
  return fc.array(change, { minLength: 1, maxLength: most });
}

export function changed(reference: SpecValue, changes: readonly Change[]): SpecValue {
  return changes.reduce((spec, { of }) => of(spec), reference);
}

/** Keys whose values say nothing of the device, or that only a device can judge. */
const LEFT_ALONE = new Set(['version', 'name', 'description', 'vars', 'publicEnv']);
const isOfTheDevice = (path: Path): boolean => path.includes('properties');

function placesOf(value: unknown, path: Path = []): Path[] {
  if (path.length === 1 && LEFT_ALONE.has(String(path[0]))) return [];
  if (isOfTheDevice(path)) return [path];
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]: [string, unknown]) =>
          placesOf(one, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return path.length === 0 ? inside : [path, ...inside];
}

const isEntry = (path: Path): boolean => typeof path.at(-1) === 'number';

interface Place {
  readonly path: Path;
  /** Values that the schema names there, its bounds, or texts of the kind that is written there. */
  readonly values: readonly unknown[];
  /** Those of them that the schema takes. */
  readonly taken: readonly unknown[];
}

/** A place of any form: where a map stands there may be a short form too. */
function placeAt(reference: SpecValue, path: Path): Place {
  const schemas = schemasAt(specSchema, path);
  const texts = isRuleText(path) ? RULE_TEXTS : [...TEXTS, ...NAMES, ...namesNear(reference)];
  const values = [...new Set(schemas.flatMap((schema) => valuesOf(schema, texts)))];
  const taken = values.filter((value) => schemas.some((schema) => z.safeParse(schema, value).success));
  return { path, values, taken };
}

function anotherValue({ path, values, taken }: Place): fc.Arbitrary<Change> {
  const weighed = [taken, taken, taken, values].filter((list) => list.length > 0).map(some);
  return fc.oneof(...weighed).map((value) => ({
    words: `${path.join('|')} = ${JSON.stringify(value).slice(0, 60)}`,
    of: (spec) => put(spec, path, value),
  }));
}

const isRuleText = (path: Path): boolean => path[0] === 'rules' && path.at(-1) === 'text';

const some = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

function valuesOf(schema: z.core.$ZodType, texts: readonly string[]): unknown[] {
  if (schema instanceof z.core.$ZodEnum) return Object.values(schema._zod.def.entries);
  if (schema instanceof z.core.$ZodLiteral) return [...schema._zod.def.values];
  if (schema instanceof z.core.$ZodBoolean) return [true, false];
  if (schema instanceof z.core.$ZodNumber) return numbersOf(schema);
  return schema instanceof z.core.$ZodString ? [...texts] : [];
}

function numbersOf(schema: z.core.$ZodNumber): number[] {
  const { minimum = 0, maximum = 0 } = schema._zod.bag;
  return [minimum, minimum + 1, 2, 80, maximum - 1, maximum];
}

/** Everything of the spec that has a name can stand where one is asked for. */
function namesNear(reference: SpecValue): string[] {
  return namesOf(reference).flatMap((path) => [
    String(path.at(-1)),
    `/Common/realtime/${String(path.at(-1))}`,
  ]);
}

const MAPS = ['nodes', 'monitors', 'pools', 'dataGroups', 'rules', 'snatPools', 'virtualServers'].map(
  (map): Path => [map],
);
const NETWORK = ['vlans', 'selfIps', 'routes'].map((map): Path => ['network', map]);

function namesOf(reference: SpecValue): Path[] {
  return [...MAPS, ...NETWORK].flatMap((map) =>
    Object.keys(valueAt(reference, map) ?? {}).map((name): Path => [...map, name]),
  );
}

/** Another name for something, and for whatever refers to it. */
function renamed(path: Path): fc.Arbitrary<Change> {
  const name = String(path.at(-1));
  const follow = (value: unknown, to: string): unknown => {
    if (value === name) return to;
    if (Array.isArray(value)) return value.map((one) => follow(one, to));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key === name ? to : key, follow(one, to)]),
    );
  };
  return some(NAMES).map((to) => ({
    words: `${path.join('|')} is called ${JSON.stringify(to).slice(0, 60)}`,
    of: (spec) => follow(spec, to) as SpecValue,
  }));
}

function without(path: Path): Change {
  return { words: `without ${path.join('|')}`, of: (spec) => edit(spec, path, () => []) };
}

function repeated(path: Path): Change {
  return { words: `${path.join('|')} twice`, of: (spec) => edit(spec, path, (value) => [value, value]) };
}

function put(spec: SpecValue, path: Path, value: unknown): SpecValue {
  return edit(spec, path, () => [value]);
}

/** What stands at a path replaced by none, one or, in a list, several; a path that is no longer there is left. */
function edit(spec: SpecValue, path: Path, by: (value: unknown) => readonly unknown[]): SpecValue {
  return valueAt(spec, path) === undefined ? spec : (edited(spec, path, by) as SpecValue);
}

function edited(
  value: unknown,
  [segment, ...rest]: Path,
  by: (value: unknown) => readonly unknown[],
): unknown {
  const next = (one: unknown): readonly unknown[] => (rest.length === 0 ? by(one) : [edited(one, rest, by)]);
  if (Array.isArray(value)) return value.flatMap((one, index) => (index === segment ? next(one) : [one]));
  return Object.fromEntries(
    Object.entries(value ?? {}).flatMap(([key, one]) =>
      key === segment ? next(one).map((after) => [key, after]) : [[key, one]],
    ),
  );
}
