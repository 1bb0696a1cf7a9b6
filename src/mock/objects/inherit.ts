import type { Json, JsonObject } from '../wire/json.ts';
import type { Kind, Work, Entry } from './kind.ts';
import type { ObjectName } from '../wire/names.ts';
import { resolveName } from './references.ts';

// Profiles, monitors and persistence take what is not said from `defaultsFrom`. A GET shows the values
// expanded (device-facts: inherited-values); a later change of the parent moves its children.

export interface Base {
  readonly props: JsonObject;
  readonly own: readonly string[];
}

/** What an object has before anything is said: the initial values, or its parent's. */
export function inheritedBase(
  kind: Kind,
  input: JsonObject,
  name: ObjectName,
  work: Work,
  before?: Entry,
): Base {
  const root = kind.definition.inherits;
  if (root === undefined) return { props: kind.initials, own: [] };
  const context = { tmos: work.tmos, store: work.store, partition: name.partition, property: 'defaultsFrom' };
  const wanted = input.defaultsFrom ?? before?.props.defaultsFrom;
  const isNamed = typeof wanted === 'string' && wanted !== 'none' && wanted !== '';
  // A built-in without a parent stays so (http-explicit, captured on 14.1.2.1).
  const { defaultsFrom: former = 'none' } = before?.props ?? {};
  if (before && !isNamed && former === 'none') return { props: kind.initials, own: [] };
  const path = isNamed ? resolveName(wanted, kind.family, context) : `/Common/${root}`;
  const parent = work.store.get(kind, path);
  if (!parent || path === name.fullPath) return { props: kind.initials, own: [] };
  return {
    props: { ...kind.initials, ...inheritable(kind, parent), defaultsFrom: path },
    own: ['defaultsFrom'],
  };
}

function inheritable(kind: Kind, parent: Entry): JsonObject {
  const values: Record<string, Json> = {};
  for (const [name, value] of Object.entries(parent.props)) {
    if (!kind.properties[name]?.ownOnly) values[name] = value;
  }
  return values;
}

/** Hands changed values down to those that did not set their own. */
export function inherit(parent: Entry, work: Work): void {
  if (parent.kind.definition.inherits === undefined) return;
  const values = inheritable(parent.kind, parent);
  for (const user of work.store.users(parent.kind.family, parent.key)) {
    if (user.kind !== parent.kind || user.props.defaultsFrom !== parent.key) continue;
    const taken = Object.fromEntries(Object.entries(values).filter(([name]) => !user.own.has(name)));
    inherit(work.put(user, { props: taken }), work);
  }
}
