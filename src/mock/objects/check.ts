import type { Kinds, Entry, Store } from './kind.ts';
import type { Operation } from './write.ts';

/** The object a sub-collection item belongs to, from the outermost one. */
export function ownerOf(entry: Entry, store: Store, kinds: Kinds): Entry | undefined {
  if (entry.parent === '') return undefined;
  const outer = [...kinds.values()].find((kind) => entry.kind.path.startsWith(`${kind.path}/`));
  const key = entry.parent.split('\n')[0];
  return outer && key !== undefined ? store.get(outer, key) : undefined;
}

/**
 * The rules over several objects, once, after everything of a request or transaction is in place: for what
 * was touched, for what it belongs to, and for those that refer to it.
 */
export function checkTouched(work: Operation): void {
  const toCheck = new Set<Entry>();
  for (const touched of work.touched.values()) {
    const { kind, key, parent } = touched;
    const owner = ownerOf(touched, work.store, work.kinds);
    if (owner) toCheck.add(owner);
    const entry = work.store.get(kind, key, parent);
    if (!entry) continue;
    toCheck.add(entry);
    for (const user of work.store.users(kind.family, key))
      toCheck.add(ownerOf(user, work.store, work.kinds) ?? user);
  }
  for (const entry of toCheck) entry.kind.hooks.check?.(entry, work);
}
