import { tmsh } from '../wire/errors.ts';
import { inferredText } from '../inferred.ts';
import { canonical } from './canonical.ts';
import { isObject, type Json, type JsonObject, scalarText, textAt } from '../wire/json.ts';
import type { Kind, Work, Entry } from './kind.ts';
import { nameOf, type ObjectName, partitionOf } from '../wire/names.ts';
import { resolveName } from './references.ts';
import { parentKey } from './entry.ts';

// Sub-collections given inside their parent: texts or objects. In a PATCH or PUT they replace the whole
// list, and an item that is named again goes back to its defaults (device-facts: lists-are-replaced).

export function storeChildren(parent: Entry, input: ReadonlyMap<Kind, readonly Json[]>, work: Work): void {
  for (const [kind, items] of input) {
    const wanted = items.map((item, index) => childBody(kind, parent, item, index, work));
    const names = new Set(wanted.map(({ name }) => name.fullPath));
    for (const existing of work.store.list(kind, parentKey(parent))) {
      if (!names.has(existing.key)) work.remove(existing);
    }
    for (const { name, body } of wanted) {
      const existing = work.store.get(kind, name.fullPath, parentKey(parent));
      if (existing) work.replace(existing, body);
      else work.create(kind, name, body, parentKey(parent));
    }
  }
}

interface Child {
  readonly name: ObjectName;
  readonly body: JsonObject;
}

function childBody(kind: Kind, parent: Entry, item: Json, index: number, work: Work): Child {
  const body = isObject(item) ? item : { name: scalarText(item) ?? '' };
  // LTM policies number the children of their rules; everything else must be named.
  const input =
    textAt(body, 'fullPath') ??
    scalarText(body.name) ??
    (kind.path.startsWith('ltm/policy') ? String(index) : '');
  if (input === '') throw tmsh(inferredText.missingProperty('name'));
  return { name: childName(kind, parent, input, textAt(body, 'partition'), work), body };
}

/** The name of an item: a relative one is the parent's neighbour, of a profile whatever carries the name. */
export function childName(
  kind: Kind,
  parent: Entry,
  input: string,
  partition: string | undefined,
  work: Pick<Work, 'store' | 'tmos'>,
): ObjectName {
  if (kind.naming !== 'partition') return { name: input, partition: 'Common', fullPath: input };
  if (input.startsWith('/')) return nameOf(canonical(kind, input));
  if (partition !== undefined) return nameOf(canonical(kind, `/${partition}/${input}`));
  const own = partitionOf(parent.key);
  const family = kind.definition.itemsOf;
  if (family === undefined) return nameOf(canonical(kind, `/${own}/${input}`));
  return nameOf(
    resolveName(input, family, { tmos: work.tmos, store: work.store, partition: own, property: 'name' }),
  );
}
