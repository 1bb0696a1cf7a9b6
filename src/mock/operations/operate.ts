import { nothingToChange, tmsh, unsupported } from '../wire/errors.ts';
import { asAsked, type Asked, askedFor, isShort } from '../objects/asked.ts';
import { canonical } from '../objects/canonical.ts';
import { checkTouched } from '../objects/check.ts';
import { childName } from '../objects/children.ts';
import { parseBody } from '../objects/body.ts';
import { createDraft, publish } from '../collections/ltm/policy.ts';
import { type JsonObject, scalarText, shown, textAt } from '../wire/json.ts';
import type { Kind, TransactionMarks, Entry } from '../objects/kind.ts';
import { exampleText } from '../objects/example.ts';
import { kindName, link, uriOf } from '../objects/link.ts';
import { nameOf, type ObjectName } from '../wire/names.ts';
import { parseQuery, type Query } from '../wire/query.ts';
import { collectionText, itemText, textOf, viewOf } from '../objects/view.ts';
import { editedRecords } from '../objects/record-edit.ts';
import { entryAt, type Resource, resolve } from '../objects/resolve.ts';
import { allMembersText, statsText } from '../stats/stats.ts';
import type { Command } from '../unit/transactions.ts';
import type { Unit } from '../unit/unit.ts';
import { deniesCreated, deniesItems, gone, refuseUntyped } from '../objects/habits.ts';
import { create, modify, operation, type Operation, remove, replace } from '../objects/write.ts';

// One operation on the configuration, whether it came by itself or as a command of a transaction.

export function newOperation(unit: Unit, transaction?: TransactionMarks): Operation {
  const { store, tmos, kinds, now, uploads } = unit;
  const uploaded = (path: string) => {
    const name = /^\/var\/config\/rest\/downloads\/([^/]+)$/.exec(path)?.[1];
    return name === undefined ? undefined : uploads.get('uploads', name);
  };
  return operation({ store, tmos, kinds, now, transaction, uploaded });
}

/** A request of its own: done altogether or not at all. */
export function operateAlone(command: Command, unit: Unit): string {
  const work = newOperation(unit);
  const entry = unit.store.atomically(() => {
    const touched = operate(command, unit, work);
    checkTouched(work);
    return touched && unit.store.get(touched.kind, touched.key, touched.parent);
  });
  if (!entry) return '';
  if (command.method === 'POST' && deniesCreated(entry.kind, unit.tmos)) throw gone(entry.key);
  const { options, echo } = parseQuery(command.rawQuery);
  const text = options === undefined ? textOf(entry, unit) : JSON.stringify(viewOf(entry, unit, false, echo));
  return asAsked(text, askedBy(command, entry));
}

/** What a write answers about; a POST that says no partition asks for the bare name. */
function askedBy({ method, segments, body }: Command, { kind, key, parent }: Entry): Asked {
  const name = scalarText(body.name);
  const isBare = body.partition === undefined && body.subPath === undefined && name !== undefined;
  const all = method === 'POST' && isBare && parent === '' ? [...segments, name] : segments;
  return askedFor(all, { kind, key, parent });
}

export function readText({ segments, rawQuery }: Command, unit: Unit): string {
  const query = parseQuery(rawQuery);
  checkVersion(query, unit);
  const pools = unit.kinds.get('ltm/pool');
  if (pools && unit.tmos.atLeast('12.0') && segments.join('/') === 'ltm/pool/members/stats') {
    return allMembersText(unit, pools, query.echo);
  }
  const resource = resolve(segments, unit.store, unit.kinds);
  requireMethod(resource.kind, 'GET');
  const asked = askedFor(segments, resource);
  return asAsked(resourceText(resource, query, unit, isShort(asked)), asked);
}

function resourceText(resource: Resource, query: Query, unit: Unit, short: boolean): string {
  if (resource.suffix === 'stats') {
    const entry = resource.key === undefined ? undefined : entryAt(resource, unit.store, true);
    return statsText(resource.kind, resource.parent, entry, unit, { echo: query.echo, short });
  }
  if (resource.suffix === 'example') return exampleText(resource.kind, resource.parent, unit.tmos);
  if (resource.key === undefined) return collectionText(resource.kind, resource.parent, query, unit);
  if (isPhantom(resource, unit)) return phantomText(resource, resource.key, unit);
  if (deniesItems(resource.kind, unit.tmos)) throw gone(resource.key);
  return itemText(entryAt(resource, unit.store, true), query, unit);
}

/** Up to 12.x a member that is not there reads as one without an address (SDK pool.py). */
function isPhantom({ kind, key, parent }: Resource, { store, tmos }: Unit): boolean {
  return kind.path === 'ltm/pool/members' && !tmos.atLeast('13.0') && !store.get(kind, key ?? '', parent);
}

function phantomText({ kind, parent }: Resource, key: string, { tmos }: Unit): string {
  const { name, partition } = nameOf(key);
  const selfLink = link(uriOf(kind, key, parent), tmos);
  return JSON.stringify({ kind: kindName(kind, 'state'), name, partition, fullPath: key, selfLink });
}

/** `ver=` asks for the shape of another version; the mock has only its own. */
function checkVersion(query: Query, { tmos }: Unit): void {
  if (query.ver !== undefined && query.ver !== tmos.text) {
    throw tmsh(`Version ${query.ver} is not supported: this mock answers in the shape of ${tmos.text} only.`);
  }
}

function requireMethod(kind: Kind, method: string): void {
  const { methods } = kind.definition;
  if (methods && !methods.includes(method)) throw unsupported(kind.path);
}

export function operate(command: Command, unit: Unit, work: Operation): Entry | undefined {
  work.command = { generation: undefined };
  const query = parseQuery(command.rawQuery);
  const resource = resolve(command.segments, unit.store, unit.kinds);
  requireMethod(resource.kind, command.method);
  refuseTags(command);
  if (query.options !== undefined) return edit(resource, query.options, command, unit, work);
  switch (command.method) {
    case 'POST':
      return post(resource, command.body, work);
    case 'PATCH':
      if (resource.kind.path === 'ltm/policy' && command.body.createDraft === true) {
        return createDraft(targetOf(resource, unit), work);
      }
      refuseEmpty(resource, command.body);
      return modify(targetOf(resource, unit), command.body, work);
    case 'PUT':
      refuseUntyped(resource.kind, command.body, unit.tmos);
      return replace(targetOf(resource, unit), command.body, work);
    case 'DELETE':
      remove(targetOf(resource, unit), work);
      return undefined;
    default:
      throw unsupported(resource.kind.path);
  }
}

/** Edits that are given in tmsh words: single records of a data-group, a draft of a policy. */
function edit(resource: Resource, options: string, command: Command, unit: Unit, work: Operation): Entry {
  if (command.method !== 'PATCH') throw unsupported(resource.kind.path);
  const entry = targetOf(resource, unit);
  if (resource.kind.path === 'ltm/policy' && options === 'create-draft') return createDraft(entry, work);
  if (resource.kind.path !== 'ltm/data-group/internal') {
    throw tmsh(`The mock does not simulate the options "${options}" here.`);
  }
  if (Object.keys(command.body).length === 0) throw nothingToChange();
  return modify(entry, { ...command.body, records: editedRecords(entry, options) }, work);
}

function targetOf(resource: Resource, unit: Unit): Entry {
  if (resource.key === undefined || resource.suffix !== undefined) throw unsupported(resource.kind.path);
  return entryAt(resource, unit.store, false);
}

/** The property check comes before the look for the object (device-facts: empty-patch). */
function refuseEmpty({ kind }: Resource, body: JsonObject): void {
  const { values, children } = parseBody(kind, body);
  if (Object.keys(values).length === 0 && children.size === 0) throw nothingToChange();
}

function post(resource: Resource, body: JsonObject, work: Operation): Entry {
  const { kind, owner, parent } = resource;
  if (resource.key !== undefined || resource.suffix !== undefined) throw unsupported(kind.path);
  if (body.command !== undefined) return command(kind, body, work);
  const input = scalarText(body.name);
  if (input === undefined || input === '') throw unsupported(kind.path);
  if (input === 'example' || input.endsWith('/example'))
    throw tmsh('"example" is a reserved keyword and must not be used as resource name');
  const name = owner
    ? childName(kind, owner, input, textAt(body, 'partition'), work)
    : postedName(kind, input, body);
  const fullPath = kind.naming === 'partition' ? canonical(kind, name.fullPath) : name.fullPath;
  const clean = fullPath === name.fullPath ? name : nameOf(fullPath);
  const made = create(kind, clean, body, work, parent);
  if (owner) owner.kind.hooks.childrenStored?.(owner, work);
  return made;
}

/** The one command on a collection that the mock knows. */
function command(kind: Kind, body: JsonObject, work: Operation): Entry {
  if (kind.path !== 'ltm/policy' || body.command !== 'publish' || !work.tmos.atLeast('12.1')) {
    throw tmsh(`The mock does not simulate the command "${shown(body.command)}" on ${kind.path}.`);
  }
  const name = textAt(body, 'name') ?? '';
  return publish(name.startsWith('/') ? name : `/Common/${name}`, work);
}

/** Terraform sends the whole path as `name`, others `name`, `partition` and `subPath`. */
function postedName(kind: Kind, input: string, body: JsonObject): ObjectName {
  if (kind.naming === 'plain') {
    const name = input.replace(/^\/(Common\/)?/, '');
    return { name, partition: 'Common', fullPath: name };
  }
  const partition = textAt(body, 'partition');
  const subPath = textAt(body, 'subPath')?.replace(/^\/|\/$/g, '');
  if (kind.path === 'sys/folder') return folderName(input, partition, subPath);
  if (input.startsWith('/')) return nameOf(input);
  return nameOf(
    ['', partition ?? 'Common', ...(subPath === undefined || subPath === '' ? [] : [subPath]), input].join(
      '/',
    ),
  );
}

function folderName(input: string, partition: string | undefined, subPath: string | undefined): ObjectName {
  if (input.startsWith('/')) return nameOf(input);
  const above = partition === undefined || partition === '/' ? [] : [partition];
  const inside = subPath === undefined || subPath === '' || subPath === partition ? [] : [subPath];
  const fullPath = ['', ...above, ...inside, input].join('/');
  return { ...nameOf(fullPath), fullPath };
}

// Not an address in brackets: the contact that SNMP starts with has one, and goes back in a PUT.
const TAG = /<\s*\/?[a-zA-Z][\w:-]*(\s[^<>]*)?\/?>/;
const FREE_TEXT = new Set(['apiAnonymous', 'send', 'recv', 'recvDisable', 'guiSecurityBannerText']);

/** Something like an HTML tag in an address or a simple value is refused (captured); rules may hold it. */
function refuseTags({ segments, body }: Command): void {
  const values = Object.entries(body).filter(([key]) => !FREE_TEXT.has(key));
  const isTagged = [...segments, ...values.map(([, value]) => value)].some(
    (value) => typeof value === 'string' && TAG.test(value),
  );
  if (isTagged) throw tmsh('HTML Tag-like Content in the Request URL/Body');
}
