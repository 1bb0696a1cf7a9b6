import { folderNotFound } from '../wire/errors.ts';
import { isList, isObject, type Json, type JsonObject } from '../wire/json.ts';
import type { Kind, Kinds, Properties, Entry, Store } from './kind.ts';
import { kindName, link, linkTo, uriOf } from './link.ts';
import { nameOf, type ObjectName } from '../wire/names.ts';
import type { Query } from '../wire/query.ts';
import { pathOfNamed } from './references.ts';
import { parentKey } from './entry.ts';
import type { Tmos } from '../tmos.ts';
import { printsEmptyItems } from './habits.ts';

// Objects and collections as JSON: the envelope, references, inline sub-collections, pages.

export interface ViewContext {
  readonly store: Store;
  readonly kinds: Kinds;
  readonly tmos: Tmos;
}

export function viewOf(entry: Entry, context: ViewContext, expand = false, echo = ''): JsonObject {
  const { kind } = entry;
  const view: Record<string, Json> = { kind: kindName(kind, 'state') };
  if (kind.naming === 'partition') {
    const { name, partition, subPath }: Partial<ObjectName> = kind.hooks.naming?.(entry) ?? nameOf(entry.key);
    view.name = name;
    if (partition !== undefined) view.partition = partition;
    if (subPath !== undefined) view.subPath = subPath;
    view.fullPath = entry.key;
  } else if (kind.naming === 'plain') Object.assign(view, { name: entry.key, fullPath: entry.key });
  if (kind.naming !== 'singleton') view.generation = entry.generation;
  view.selfLink = link(uriOf(kind, entry.key, entry.parent), context.tmos, echo);
  const props = kind.hooks.view?.(entry.props, entry, context.store, context.tmos) ?? entry.props;
  const tail = new Set(kind.definition.tail);
  addProperties(view, kind.properties, props, context, (name) => !tail.has(name));
  for (const [name, child] of kind.children) {
    view[`${camel(name)}Reference`] = childReference(child, entry, context, expand);
  }
  // What a view tells beyond its properties, such as the reference behind a name.
  for (const [name, value] of Object.entries(props))
    if (!Object.hasOwn(kind.properties, name)) view[name] = value;
  if (tail.size > 0) addProperties(view, kind.properties, props, context, (name) => tail.has(name));
  return view;
}

/** Words of a path as keys: `bundle-certificates` is `bundleCertificatesReference`. */
const camel = (word: string) => word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function addProperties(
  view: Record<string, Json>,
  properties: Properties,
  props: JsonObject,
  context: ViewContext,
  wanted: (name: string) => boolean,
): void {
  for (const [name, property] of Object.entries(properties)) {
    const value = props[name];
    if (value === undefined || !wanted(name)) continue;
    if (property.fields && isObject(value)) {
      const inner: Record<string, Json> = {};
      addProperties(inner, property.fields, value, context, () => true);
      view[name] = inner;
      continue;
    }
    const { reference } = property;
    view[name] = reference?.named ? linked(value, reference.family, context) : value;
    if (!reference?.link) continue;
    const links = reference
      .targets(value)
      .map((target) => linkTo(reference.family, target, context.store, context.tmos));
    const [first] = links;
    if (first) view[`${name}Reference`] = Array.isArray(value) ? links : first;
  }
}

/** Each item of a list of names with the link to what it names. */
function linked(value: Json, family: string, { store, tmos }: ViewContext): Json {
  if (!isList(value)) return value;
  return value
    .filter(isObject)
    .map((item) => ({ ...item, nameReference: linkTo(family, pathOfNamed(item), store, tmos) }));
}

/** An empty sub-collection has no `items`, also when it is expanded (device-facts: empty-collections). */
function childReference(child: Kind, entry: Entry, context: ViewContext, expand: boolean): JsonObject {
  const parent = parentKey(entry);
  const items = expand ? context.store.list(child, parent).map((item) => viewOf(item, context, expand)) : [];
  return {
    link: link(uriOf(child, undefined, parent), context.tmos),
    isSubcollection: true,
    ...(items.length > 0 ? { items } : {}),
  };
}

// Entries never change, so their text can be kept as long as they live; not so where it tells about others.
const TEXTS = new WeakMap<Entry, string>();

export function textOf(entry: Entry, context: ViewContext): string {
  const known = TEXTS.get(entry);
  if (known !== undefined) return known;
  const text = JSON.stringify(viewOf(entry, context));
  if (!entry.kind.definition.volatile) TEXTS.set(entry, text);
  return text;
}

export function itemText(entry: Entry, query: Query, context: ViewContext): string {
  if (query.echo === '') return textOf(entry, context);
  const view = viewOf(entry, context, query.expand, query.echo);
  return JSON.stringify(query.select ? selected(view, [...query.select, 'kind', 'selfLink']) : view);
}

function selected(view: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(view).filter(([key]) => keys.includes(key)));
}

export function collectionText(kind: Kind, parent: string, query: Query, context: ViewContext): string {
  const all = filtered(kind, context.store.list(kind, parent), query, context.store);
  const textsOf = (from: number, to: number) =>
    all.slice(from, to).map((entry) => {
      if (!query.expand && !query.select) return textOf(entry, context);
      const view = viewOf(entry, context, query.expand);
      return JSON.stringify(query.select ? selected(view, query.select) : view);
    });
  return listText(
    kindName(kind, 'collectionstate'),
    uriOf(kind, undefined, parent),
    all.length,
    textsOf,
    query,
    context.tmos,
  );
}

/** A list as a device prints it, whole or a page of it. */
export function listText(
  kind: string,
  uri: string,
  total: number,
  textsOf: (from: number, to: number) => readonly string[],
  query: Query,
  tmos: Tmos,
): string {
  const page = pageOf(total, query);
  const items = page ? textsOf(page.skip, page.skip + page.top) : textsOf(0, total);
  const head = JSON.stringify({ kind, selfLink: link(uri, tmos, query.echo), ...page?.fields });
  // Without paging an empty collection has no `items` at all; a page always has it (clients.md).
  const list = items.length > 0 || page || printsEmptyItems(tmos) ? `,"items":[${items.join(',')}]` : '';
  const next = page && page.skip + page.top < total ? nextLink(uri, query, page, tmos) : '';
  return `${head.slice(0, -1)}${list}${next}}`;
}

function filtered(kind: Kind, entries: readonly Entry[], query: Query, store: Store): readonly Entry[] {
  const { partition } = query;
  if (partition === undefined || kind.naming !== 'partition') return entries;
  if (!store.find('sys/folder', `/${partition}`)) throw folderNotFound(`/${partition}`);
  return entries.filter(({ key }) => key.startsWith(`/${partition}/`));
}

interface Page {
  readonly skip: number;
  readonly top: number;
  readonly fields: JsonObject;
}

function pageOf(total: number, query: Query): Page | undefined {
  if (query.top === undefined && query.skip === undefined) return undefined;
  const skip = query.skip ?? 0;
  const top = query.top === undefined || query.top === 0 ? Math.max(total, 1) : query.top;
  return {
    skip,
    top,
    fields: {
      currentItemCount: Math.max(0, Math.min(top, total - skip)),
      itemsPerPage: top,
      pageIndex: Math.floor(skip / top) + 1,
      startIndex: skip + 1,
      totalItems: total,
      totalPages: Math.ceil(total / top),
    },
  };
}

function nextLink(uri: string, query: Query, page: Page, tmos: Tmos): string {
  const kept = query.echo.split('&').filter((pair) => !/^\$(top|skip)=/.test(pair));
  const echo = [...kept, `$top=${page.top}`, `$skip=${page.skip + page.top}`].join('&');
  return `,"nextLink":${JSON.stringify(link(uri, tmos, echo))}`;
}
