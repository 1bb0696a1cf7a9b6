import {
  alreadyExists,
  configurationError,
  folderNotFound,
  inUse,
  mcpd,
  notFound,
  nothingToChange,
  tmsh,
} from '../wire/errors.ts';
import { inferredCode, inferredText } from '../inferred.ts';
import { type Json, type JsonObject, sameJson } from '../wire/json.ts';
import type { Draft, Kind, Work, Entry } from './kind.ts';
import { folderOf, nameOf, type ObjectName, partitionOf } from '../wire/names.ts';
import { parseBody, normaliseInto, type ParsedBody } from './body.ts';
import { parentKey, targetsOf, valueAt } from './entry.ts';
import { inherit, inheritedBase } from './inherit.ts';
import { parseAddress, parseService, portName } from '../wire/address.ts';
import { storeChildren } from './children.ts';

// Creating, changing and deleting one object: shape first, then values, then what they refer to, then what
// the device does on its own account. Rules over several objects come at the end (check.ts).

export interface Operation extends Work {
  /** The objects whose rules over several objects must be checked at the end (check.ts). */
  readonly touched: Map<string, Entry>;
  /** The generation of everything that one command changes. */
  command: { generation: number | undefined };
}

export function create(kind: Kind, name: ObjectName, body: JsonObject, work: Operation, parent = ''): Entry {
  checkName(kind, name, work, parent);
  if (
    work.store.get(kind, name.fullPath, parent) ??
    (parent === '' && work.store.find(kind.family, name.fullPath))
  ) {
    throw alreadyExists(kind.word, errorPath(kind, name.fullPath, parent), name.partition);
  }
  const parsed = parseBody(kind, body);
  const base = inheritedBase(kind, parsed.values, name, work);
  const draft = newDraft(kind, name, parent, undefined, parsed, base.props, []);
  return store(draft, parsed, work, base.own);
}

export function modify(entry: Entry, body: JsonObject, work: Operation): Entry {
  const parsed = parseBody(entry.kind, body);
  if (Object.keys(parsed.values).length === 0 && parsed.children.size === 0) throw nothingToChange();
  const props = parsed.values.defaultsFrom === undefined ? entry.props : rebased(entry, parsed, work);
  const draft = newDraft(entry.kind, objectName(entry), entry.parent, entry, parsed, props, entry.own);
  return store(draft, parsed, work, []);
}

/** Another parent: what was not set on the object itself now comes from there. */
function rebased(entry: Entry, parsed: ParsedBody, work: Operation): JsonObject {
  const base = inheritedBase(entry.kind, parsed.values, objectName(entry), work, entry);
  return {
    ...base.props,
    ...Object.fromEntries(Object.entries(entry.props).filter(([key]) => entry.own.has(key))),
  };
}

/** PUT: what is not sent goes back to its default, except what cannot change at all. */
export function replace(entry: Entry, body: JsonObject, work: Operation): Entry {
  const parsed = parseBody(entry.kind, body);
  const kept: Record<string, Json> = {};
  for (const [key, property] of Object.entries(entry.kind.properties)) {
    const value = entry.props[key];
    if ((property.fixed || property.readOnly) && value !== undefined) kept[key] = value;
  }
  const base = inheritedBase(entry.kind, parsed.values, objectName(entry), work, entry);
  const own = Object.keys(kept).filter((key) => entry.own.has(key));
  const draft = newDraft(
    entry.kind,
    objectName(entry),
    entry.parent,
    entry,
    parsed,
    { ...base.props, ...kept },
    own,
  );
  return store(draft, parsed, work, base.own);
}

function newDraft(
  kind: Kind,
  name: ObjectName,
  parent: string,
  before: Entry | undefined,
  parsed: ParsedBody,
  props: JsonObject,
  own: Iterable<string>,
): Draft {
  const hidden = { ...before?.hidden };
  return { kind, name, parent, before, input: parsed.values, props: { ...props }, own: new Set(own), hidden };
}

function store(draft: Draft, parsed: ParsedBody, work: Operation, own: readonly string[]): Entry {
  for (const key of own) draft.own.add(key);
  normaliseInto(draft, work);
  draft.kind.hooks.prepare?.(draft, work);
  requireProperties(draft);
  checkReferences(draft, work);
  const { kind, name, parent, before } = draft;
  const entry: Entry = {
    kind,
    key: name.fullPath,
    parent,
    generation: kind.definition.noGeneration ? 0 : generationOf(draft, parsed, work),
    props: draft.props,
    own: draft.own,
    hidden: draft.hidden,
    system: before?.system ?? false,
  };
  rememberDetached(before, entry, work);
  put(work, entry);
  kind.hooks.stored?.(entry, before, work);
  storeChildren(entry, parsed.children, work);
  kind.hooks.childrenStored?.(entry, work);
  if (before) inherit(entry, work);
  return work.store.get(kind, entry.key, parent) ?? entry;
}

/** A write that changes nothing leaves the generation as it was (device-facts: generation). */
function generationOf(draft: Draft, parsed: ParsedBody, work: Operation): number {
  const { before } = draft;
  const same = before && sameJson(before.props, draft.props) && Object.keys(parsed.children).length === 0;
  return same ? before.generation : (work.command.generation ??= work.store.nextGeneration());
}

function put(work: Operation, entry: Entry): void {
  work.store.put(entry.kind, entry.key, entry.parent, entry);
  work.touched.set(`${entry.kind.path}@${entry.parent}@${entry.key}`, entry);
}

function checkName(kind: Kind, name: ObjectName, work: Work, parent: string): void {
  if (kind.naming !== 'partition') return;
  if (!isName(kind, name.name, parent)) {
    throw mcpd('01070088', `The requested object name (${name.fullPath}) is invalid.`);
  }
  if (parent !== '' && kind.path !== 'ltm/pool/members') return;
  const folder = folderOf(name.fullPath);
  // A folder made in a transaction is not there yet for its other commands (device-facts: outside-transactions).
  const exists = work.transaction?.folders.has(folder) ?? work.store.find('sys/folder', folder) !== undefined;
  if (!exists && kind.path === 'ltm/pool/members') {
    throw configurationError(
      `Can't associate Pool Member (${memberByName(name, parent)}) folder does not exist`,
    );
  }
  if (!exists && !(kind.path === 'ltm/policy' && folder.endsWith('/Drafts'))) throw folderNotFound(folder);
}

/** This one message names the port as a service: `/P/pool /P/10.0.0.1 http` (captured). */
function memberByName({ fullPath, name }: ObjectName, pool: string): string {
  const service = parseService(name);
  return service
    ? `${pool} ${folderOf(fullPath)}/${service.host} ${portName(service.port)}`
    : `${pool} ${fullPath}`;
}

/** Names of LTM objects start with a letter, unless they are addresses (device-facts: object-names). */
function isName(kind: Kind, name: string, parent: string): boolean {
  if (parseAddress(name) !== undefined) return true;
  const mayStartWithDigit = !kind.path.startsWith('ltm/') || parent !== '';
  return /^[\w~][\w.:%\-~/*]*$/.test(name) && name !== '..' && (mayStartWithDigit || !/^\d/.test(name));
}

/** Built-in templates lack what every object made of them must have, and can be written back. */
function requireProperties({ kind, before, props }: Draft): void {
  for (const property of kind.definition.required ?? []) {
    if (before && valueAt(before.props, property) === undefined) continue;
    if (valueAt(props, property) === undefined) throw tmsh(inferredText.missingProperty(property));
  }
}

/** Everything named must exist at this point, and may cross a partition only into /Common. */
function checkReferences(draft: Draft, work: Work): void {
  const { kind, name, before } = draft;
  for (const [key, { reference }] of kind.referencing) {
    const value = valueAt(draft.props, key);
    if (value === undefined || !reference) continue;
    const already = before && sameJson(valueAt(before.props, key), value);
    if (already) continue;
    for (const target of reference.targets(value)) {
      const found = work.store.find(reference.family, target);
      const user = { word: kind.word, path: name.fullPath };
      if (!found)
        throw reference.missing?.(target, user) ?? notFound(referenceWord(work, reference.family), target);
      checkPartition(kind, name, target);
    }
  }
}

export function referenceWord(work: Work, family: string): string {
  const kind = work.kinds.get(family);
  return kind?.definition.referenceWord ?? kind?.word ?? family;
}

function checkPartition(kind: Kind, name: ObjectName, target: string): void {
  const partition = partitionOf(target);
  if (kind.naming !== 'partition' || partition === 'Common' || partition === name.partition) return;
  if (kind.path.startsWith('ltm/virtual')) {
    const text = `A virtual server may only reference rules in the same partition or the common partition`;
    throw mcpd('01070726', `${text} (${name.fullPath}:${target})`);
  }
  throw mcpd('01070726', inferredText.crossPartition(kind.word, target, name.fullPath));
}

function rememberDetached(before: Entry | undefined, entry: Entry, work: Work): void {
  if (!before || !work.transaction) return;
  const kept = new Set(targetsOf(entry).map(({ family, path }) => `${family}@${path}`));
  for (const { family, path } of targetsOf(before)) {
    const target = `${family}@${path}`;
    if (!kept.has(target) && !work.transaction.released.has(target)) work.transaction.detached.add(target);
  }
}

export function remove(entry: Entry, work: Operation): void {
  const { kind } = entry;
  const { store } = work;
  if (entry.system) throw mcpd(inferredCode.builtIn, inferredText.builtIn(kind.word, entry.key));
  kind.hooks.deleting?.(entry, work);
  const user = entry.parent === '' ? store.users(kind.family, entry.key)[0] : undefined;
  if (user) throw inUse(IN_USE_WORDS[kind.word] ?? kind.word, entry.key, userWord(user), userPath(user));
  if (work.transaction?.detached.has(`${kind.family}@${entry.key}`)) {
    const held = kind.definition.heldByTransaction?.(entry.key);
    if (held) throw held;
  }
  removeChildren(entry, work);
  store.put(kind, entry.key, entry.parent, undefined);
  if (entry.parent !== '') work.touched.set(`${kind.path}@${entry.parent}@${entry.key}`, entry);
  work.command.generation ??= store.nextGeneration();
  kind.hooks.deleted?.(entry, work);
}

export function removeChildren(entry: Entry, work: Operation): void {
  for (const child of entry.kind.children.values()) {
    for (const item of work.store.list(child, parentKey(entry))) {
      removeChildren(item, work);
      work.store.put(child, item.key, item.parent, undefined);
      child.hooks.deleted?.(item, work);
    }
  }
}

/** The word for who uses something: rules and self IPs are written in lower case there. */
export function userWord(user: Entry): string {
  if (user.parent === '') return IN_USE_WORDS[user.kind.word] ?? user.kind.word;
  if (user.kind.path.startsWith('ltm/virtual')) return 'Virtual Server';
  return user.kind.path.startsWith('net/vlan') ? 'VLAN' : user.kind.word;
}

const IN_USE_WORDS: Readonly<Record<string, string>> = { iRule: 'rule', 'Self IP': 'self IP' };

export function userPath(user: Entry): string {
  return user.parent === '' ? user.key : (user.parent.split('\n')[0] ?? user.key);
}

/** How messages name an object of a sub-collection: the keys side by side. */
export function errorPath(kind: Kind, key: string, parent: string): string {
  return (
    kind.definition.described?.(key, parent) ??
    (parent === '' ? key : `${parent.split('\n').join(' ')} ${key}`)
  );
}

export function objectName(entry: Entry): ObjectName {
  return entry.kind.naming === 'partition'
    ? nameOf(entry.key)
    : { name: entry.key, partition: 'Common', fullPath: entry.key };
}

export function operation(base: Omit<Work, 'create' | 'modify' | 'replace' | 'remove' | 'put'>): Operation {
  const work: Operation = {
    ...base,
    touched: new Map(),
    command: { generation: undefined },
    create: (kind, name, body, parent) => create(kind, name, body, work, parent),
    replace: (entry, body) => replace(entry, body, work),
    modify: (entry, changes) => modify(entry, changes, work),
    remove: (entry) => remove(entry, work),
    put: (entry, { props = {}, hidden = {} }) => {
      const next = { ...entry, props: { ...entry.props, ...props }, hidden: { ...entry.hidden, ...hidden } };
      put(work, next);
      return next;
    },
  };
  return work;
}
