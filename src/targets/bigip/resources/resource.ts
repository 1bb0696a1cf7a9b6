import {
  type ConfigObject,
  type Fields,
  isList,
  isMap,
  parseObjectKey,
  type Value,
} from '../../../model/object.ts';
import type { Kind, Reference } from '../../../plan/kind.ts';
import { parsePath, partitionOf } from './object-path.ts';
import type { Field, Reply, ReadContext } from './field.ts';
import type { TmshForm } from './tmsh-form.ts';

/** Where an object lives in iControl REST, below `/mgmt/tm`, and what its POST says of its name. */
export interface Location {
  readonly collection: string;
  readonly item: string;
  readonly identity: Fields;
}

/** Everything bigip-ws knows of one kind of object: what planning asks for, and how it is read and written. */
export interface Resource extends Kind {
  /** What one is good for, in a sentence. */
  readonly purpose: string;
  /** Where the how-to makes one by hand: `step 7`. */
  readonly howTo?: string;
  /** What tmsh calls one, where that is not its path. */
  readonly tmshName?: (path: string) => string;
  /** Keys of the wire that tmsh takes only when one is made. */
  readonly tmshFixed?: readonly string[];
  /** Kinds that are created before it and deleted after it: those its fields refer to, and more. */
  readonly after: readonly string[];
  readonly fields: Readonly<Record<string, Field>>;
  /** Names in /Common that every BIG-IP has and nobody can delete. */
  readonly builtIn: readonly string[];
  /** The collection it is read from; a member comes with its pool. */
  readonly readFrom: string;
  /** Read with `expandSubcollections=true`. */
  readonly expand: boolean;
  /**
   * Seldom what a reference means, and not on every version: read in full where a spec has one or had one, else
   * looked for by name, after the others.
   */
  readonly rare: boolean;
  /** Read with `$filter=partition eq …`; interfaces and partitions are in none. */
  readonly partitioned: boolean;
  /** The field whose text is uploaded as a file, of which the object is then made (device-facts: file-transfer). */
  readonly uploads?: string;
  readonly partOf?: Required<Kind>['partOf'] & {
    /** Where it stands in the POST of the object that it is part of. */
    readonly inline: string;
  };
  readonly locate: (path: string) => Location;
  /** The objects one item of the collection stands for; none for what is not to be managed. */
  readonly fromDevice: (raw: Reply, context: ReadContext) => readonly ConfigObject[];
}

type Defaults =
  | 'builtIn'
  | 'readFrom'
  | 'expand'
  | 'rare'
  | 'partitioned'
  | 'owned'
  | 'shared'
  | 'outsideTransaction'
  | 'madeSeparately'
  | 'deletedSeparately'
  | 'namedByContent'
  | 'carried'
  | 'impact'
  | 'claims'
  | 'refs'
  | 'locate'
  | 'fromDevice';

type Definition = Omit<Resource, Defaults> & Partial<Pick<Resource, Defaults>>;

/** Completes a definition with what holds for nearly every kind. */
export function defineResource(definition: Definition): Resource {
  const { kind, fields } = definition;
  return {
    builtIn: [],
    readFrom: kind,
    expand: false,
    rare: false,
    partitioned: true,
    owned: true,
    shared: false,
    outsideTransaction: false,
    madeSeparately: false,
    deletedSeparately: false,
    namedByContent: false,
    carried: {},
    impact: { create: 'none', delete: 'none' },
    claims: () => [],
    refs: (object) => references(fields, object),
    locate: (path) => locateByPath(kind, path),
    fromDevice: (raw, context) => readObject(kind, fields, raw, context),
    ...definition,
    after: [...new Set([...definition.after, ...referredKinds(definition)])],
  };
}

/** The kinds that the fields of an object refer to; one of its own kind is none to wait for. */
function referredKinds({ kind, fields }: Definition): string[] {
  return Object.values(fields)
    .flatMap(({ refKinds }) => refKinds ?? [])
    .filter((one) => one !== kind);
}

/** All references of an object: in its fields, and what it uses without a field naming it. */
export function references(fields: Resource['fields'], object: ConfigObject): Reference[] {
  const named = Object.entries(object.fields).flatMap(([name, value]) => fields[name]?.refs?.(value) ?? []);
  const used = (object.uses ?? []).map(parseObjectKey).map(({ kind, path }) => ({ kinds: [kind], path }));
  return [...named, ...used];
}

/** Reads every known field of a reply under its `fullPath`. */
export function readObject(
  kind: string,
  fields: Resource['fields'],
  raw: Reply,
  context: ReadContext,
): ConfigObject[] {
  const path = raw.fullPath;
  return typeof path === 'string'
    ? [{ kind, path, fields: readFields(fields, raw, context), reply: raw }]
    : [];
}

export function readFields(fields: Resource['fields'], raw: Reply, context: ReadContext): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.read(raw, context)]));
}

/** What the fields of a kind are called, here and on the wire: whatever they look for in a reply. */
export function keysOf({ fields }: Resource): string[] {
  const asked = new Set(Object.keys(fields));
  const reply: Reply = new Proxy(
    {},
    {
      get: (_, key) => {
        asked.add(String(key));
      },
    },
  );
  for (const field of Object.values(fields)) field.read(reply, { addressOf: () => undefined });
  return [...asked];
}

/** The body that sets these fields; raw `properties:` keys go as they are. */
export function writeFields(resource: Resource, fields: Fields): Record<string, Value> {
  const body: Record<string, Value> = {};
  for (const [name, value] of Object.entries(fields)) {
    // A raw key that was not set before is a text: `none` unsets it (device-facts: unset-values).
    mergeInto(body, resource.fields[name]?.write(value) ?? { [name]: value ?? 'none' });
  }
  return body;
}

/** How tmsh writes the keys of the wire that it writes in a way of its own. */
export function tmshFormsOf({ fields }: Resource): ReadonlyMap<string, TmshForm> {
  return new Map(
    Object.values(fields).flatMap(({ tmsh, write }) =>
      tmsh ? Object.keys(write('')).map((key) => [key, tmsh] as const) : [],
    ),
  );
}

/** Two fields may share one key of the wire (`fqdn`, `certKeyChain`): their maps are merged. */
function mergeInto(body: Record<string, Value>, part: Readonly<Record<string, Value>>): void {
  for (const [key, value] of Object.entries(part)) body[key] = merged(body[key], value);
}

function merged(one: Value | undefined, other: Value): Value {
  if (isMap(one) && isMap(other)) return { ...one, ...other };
  const isOfMaps = isList(one) && isList(other) && one.every(isMap) && other.every(isMap);
  return isOfMaps ? one.map((item, index) => merged(item, other[index] ?? {})) : other;
}

/** `~Common~web`; `%` of a route domain must travel as `%25`. */
export function urlName(path: string): string {
  return encodeURIComponent(path.replaceAll('/', '~')).replaceAll('%3A', ':');
}

export function locateByPath(kind: string, path: string): Location {
  return { collection: kind, item: `${kind}/${urlName(path)}`, identity: identityOf(path) };
}

/** `name`, `partition` and, inside a folder, `subPath`. */
export function identityOf(path: string): Fields {
  const parsed = parsePath(path);
  if (!parsed) return { name: path };
  const place = { name: parsed.name, partition: partitionOf(path) };
  return parsed.folder === '' ? place : { ...place, subPath: parsed.folder };
}
