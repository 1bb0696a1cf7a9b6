import { compile } from '../objects/compile.ts';
import { isObject, type Json, type JsonObject } from '../wire/json.ts';
import type { BuiltIn, Kind, Kinds, Properties, Entry, Store } from '../objects/kind.ts';
import { nameOf, type ObjectName } from '../wire/names.ts';
import { DEFINITIONS } from './registry.ts';
import { parentKey } from '../objects/entry.ts';
import type { Tmos } from '../tmos.ts';

// A device as it leaves the factory: the objects that are there and cannot be deleted.

export const kindsOf = (tmos: Tmos): Kinds => compile(DEFINITIONS, tmos);

export function installBuiltIns(store: Store, kinds: Kinds, tmos: Tmos): void {
  for (const kind of kinds.values()) {
    for (const builtIn of kind.definition.builtIns ?? []) install(store, kind, builtIn, '', tmos);
  }
}

function install(store: Store, kind: Kind, builtIn: BuiltIn, parent: string, tmos: Tmos): void {
  if (builtIn.since && !tmos.atLeast(builtIn.since)) return;
  if (builtIn.until && tmos.atLeast(builtIn.until)) return;
  const name = builtInName(kind, builtIn.name);
  const entry: Entry = {
    kind,
    key: name.fullPath,
    parent,
    generation: kind.definition.noGeneration ? 0 : (builtIn.generation ?? 1),
    props: merged(
      inherited(store, kind, builtIn),
      known(kind.properties, builtIn.props ?? {}),
      kind.properties,
    ),
    own: new Set(Object.keys(builtIn.props ?? {})),
    hidden: builtIn.hidden ?? {},
    system: true,
  };
  store.put(kind, entry.key, parent, entry);
  for (const [word, items] of Object.entries(builtIn.children ?? {})) {
    const child = kind.children.get(word);
    if (child) for (const item of items) install(store, child, item, parentKey(entry), tmos);
  }
}

function builtInName(kind: Kind, name: string): ObjectName {
  if (kind.naming !== 'partition') return { name, partition: 'Common', fullPath: name };
  return nameOf(name.startsWith('/') ? name : `/Common/${name}`);
}

function inherited(store: Store, kind: Kind, { props = {} }: BuiltIn): Readonly<Record<string, Json>> {
  const from = typeof props.defaultsFrom === 'string' ? store.get(kind, props.defaultsFrom) : undefined;
  return from ? { ...kind.initials, ...from.props } : kind.initials;
}

/** Of what a built-in says only the properties this version has. */
function known(properties: Properties, props: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(props).filter(([name]) => properties[name] !== undefined));
}

/** Values on top of others; inside a block only those that are said. */
function merged(base: JsonObject, own: JsonObject, properties: Properties): JsonObject {
  const values: Record<string, Json> = { ...base };
  for (const [name, value] of Object.entries(own)) {
    const fields = properties[name]?.fields;
    const before = base[name];
    values[name] =
      fields && isObject(value) && isObject(before) ? merged(before, known(fields, value), fields) : value;
  }
  return values;
}
