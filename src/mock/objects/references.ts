import type { DeviceError } from '../wire/errors.ts';
import { isList, isObject, type Json, type JsonObject, scalarText, textAt } from '../wire/json.ts';
import type { ValueContext, Property, Reference } from './kind.ts';
import { nameOf } from '../wire/names.ts';
import { listOfTexts, invalid } from './values.ts';
import type { Tmos } from '../tmos.ts';

// Values that name another object. A relative name is looked for in the object's own partition, then in
// /Common (device-facts: references). Whether the target exists is checked when the object is stored.

interface ReferenceOptions {
  readonly link?: boolean;
  readonly weak?: boolean;
  readonly initial?: Json | ((tmos: Tmos) => Json | undefined);
  readonly missing?: (target: string, user: { word: string; path: string }) => DeviceError;
  readonly fixed?: boolean;
  readonly ownOnly?: boolean;
  readonly since?: string;
  readonly until?: string;
  /** Relative names are not looked up in /Common (traffic groups: f5-ansible#229). */
  readonly ownPartitionOnly?: boolean;
}

interface ListOptions extends ReferenceOptions {
  readonly sorted?: boolean;
  /** The targets have no partition. */
  readonly plain?: boolean;
}

export function resolveName(input: string, family: string, context: ValueContext, ownOnly = false): string {
  if (input.startsWith('/')) return input;
  const own = `/${context.partition}/${input}`;
  if (ownOnly || context.partition === 'Common' || context.store.find(family, own)) return own;
  return context.store.find(family, `/Common/${input}`) ? `/Common/${input}` : own;
}

/** What a reference has in common with other properties. */
function basics({ initial, fixed, ownOnly, since, until }: ReferenceOptions): Omit<Property, 'normalise'> {
  return {
    ...(initial === undefined ? {} : { initial }),
    ...(fixed === undefined ? {} : { fixed }),
    ...(ownOnly === undefined ? {} : { ownOnly }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}

function reference(
  family: string,
  { link = true, weak = false, missing }: ReferenceOptions,
): Omit<Reference, 'targets'> {
  return { family, link, weak, ...(missing ? { missing } : {}) };
}

export function refersTo(family: string, options: ReferenceOptions = {}): Property {
  return {
    ...basics(options),
    normalise: (value, context) => {
      if (typeof value !== 'string') throw invalid(context.property, value);
      if (value === '' || value === 'none') return undefined;
      return resolveName(value, family, context, options.ownPartitionOnly);
    },
    reference: {
      ...reference(family, options),
      targets: (value) => (typeof value === 'string' && value.startsWith('/') ? [value] : []),
    },
  };
}

export function refersToEach(family: string, options: ListOptions = {}): Property {
  const { ownPartitionOnly = false, sorted = false, plain = false } = options;
  return {
    ...basics(options),
    normalise: (value, context) => {
      const full = (name: string) => (plain ? name : resolveName(name, family, context, ownPartitionOnly));
      const paths = [...new Set(listOfTexts(value, context.property).map(full))];
      if (paths.length === 0) return undefined;
      return sorted ? paths.toSorted() : paths;
    },
    reference: {
      ...reference(family, options),
      targets: (value) => (isList(value) ? value.filter((item) => typeof item === 'string') : []),
    },
  };
}

interface NamedOptions extends ReferenceOptions {
  readonly sorted?: boolean;
  /** What an item has beside its name and partition. */
  readonly more?: (item: Json, context: ValueContext) => JsonObject;
}

/** A list of `{name, partition}`, given so or as names alone, and printed with a link each. */
export function refersToNamed(family: string, options: NamedOptions = {}): Property {
  const { sorted = false, more = () => ({}) } = options;
  return {
    ...basics(options),
    normalise: (value, context) => {
      const input = isList(value) ? value : value === '' || value === 'none' ? [] : [value];
      const items = new Map(input.map((item) => [inputPath(item, family, context), more(item, context)]));
      const paths = sorted ? [...items.keys()].toSorted() : [...items.keys()];
      if (paths.length === 0) return undefined;
      return paths.map((path) => {
        const { name, partition, subPath } = nameOf(path);
        return { name, partition, ...(subPath === undefined ? {} : { subPath }), ...items.get(path) };
      });
    },
    reference: {
      ...reference(family, { ...options, link: false }),
      named: true,
      targets: (value) => (isList(value) ? value.filter(isObject).map(pathOfNamed) : []),
    },
  };
}

function inputPath(item: Json, family: string, context: ValueContext): string {
  const input = isObject(item) ? textAt(item, 'name') : scalarText(item);
  if (input === undefined) throw invalid(context.property, item);
  const partition = isObject(item) ? textAt(item, 'partition') : undefined;
  return partition === undefined || input.startsWith('/')
    ? resolveName(input, family, context)
    : `/${partition}/${input}`;
}

export function pathOfNamed(item: JsonObject): string {
  const folder = textAt(item, 'subPath');
  const folders = folder === undefined ? '' : `/${folder}`;
  return `/${textAt(item, 'partition') ?? 'Common'}${folders}/${textAt(item, 'name') ?? ''}`;
}
