import { icrd, notFound, notRegistered } from '../wire/errors.ts';
import type { Kind, Kinds, Entry, Store } from './kind.ts';
import { canonical } from './canonical.ts';
import { fullPathOf, partitionOf } from '../wire/names.ts';
import { parentKey } from './entry.ts';
import { errorPath } from './write.ts';

// From an address to what it means: a collection, an object, or one inside another.

export interface Resource {
  readonly kind: Kind;
  readonly parent: string;
  /** The object above, of a sub-collection. */
  readonly owner: Entry | undefined;
  readonly key: string | undefined;
  /** `stats` or `example` at the end. */
  readonly suffix: string | undefined;
}

interface Top {
  readonly kind: Kind;
  readonly rest: readonly string[];
}

export function resolve(segments: readonly string[], store: Store, kinds: Kinds): Resource {
  const top = topOf(segments, kinds);
  if (!top) throw notRegistered(`/tm/${segments.join('/')}`);
  let { kind } = top;
  let { rest } = top;
  let owner: Entry | undefined;
  let parent = '';
  for (;;) {
    const singleton = kind.naming === 'singleton';
    const [item] = rest;
    if (isSuffix(item) && rest.length === 1)
      return { kind, parent, owner, key: singleton ? '' : undefined, suffix: item };
    const key = singleton ? '' : item === undefined ? undefined : keyOf(kind, item, owner);
    const below = singleton ? rest : rest.slice(1);
    if (below.length === 0) return { kind, parent, owner, key, suffix: undefined };
    const [word = ''] = below;
    if (isSuffix(word) && below.length === 1) return { kind, parent, owner, key, suffix: word };
    const child = kind.children.get(word);
    if (!child || key === undefined) throw notRegistered(`/tm/${segments.join('/')}`);
    owner = store.get(kind, key, parent);
    if (!owner) throw notFound(kind.definition.referenceWord ?? kind.word, key);
    parent = parentKey(owner);
    kind = child;
    rest = below.slice(1);
  }
}

const isSuffix = (word: string | undefined) => word === 'stats' || word === 'example';

/** The longest path that names a collection. */
function topOf(segments: readonly string[], kinds: Kinds): Top | undefined {
  for (let length = Math.min(segments.length, 6); length > 0; length--) {
    const kind = kinds.get(segments.slice(0, length).join('/'));
    if (kind) return { kind, rest: segments.slice(length) };
  }
  return undefined;
}

function keyOf(kind: Kind, segment: string, owner: Entry | undefined): string {
  if (kind.naming === 'plain') return segment.replaceAll('~', '/');
  if (kind.path === 'sys/folder')
    return segment.startsWith('~') ? segment.replaceAll('~', '/') : `/${segment}`;
  const isBareChild = owner !== undefined && !segment.startsWith('~');
  return canonical(kind, isBareChild ? `/${partitionOf(owner.key)}/${segment}` : fullPathOf(segment));
}

/** The object at a place; the refusal depends on what is asked (device-facts: missing-objects). */
export function entryAt(resource: Resource, store: Store, isRead: boolean): Entry {
  const { kind, key = '', parent } = resource;
  const entry = store.get(kind, key, parent);
  if (entry) return entry;
  const elsewhere = kind.family === 'monitor' && store.find('monitor', key) !== undefined;
  // Up to 12.x a missing member is answered with 200 and hardly a body (operate.ts).
  if (isRead && (parent !== '' || elsewhere)) throw icrd(`Object not found - ${key}`, 404);
  throw notFound(kind.word, errorPath(kind, key, parent));
}
