import { targetsOf } from './entry.ts';
import type { Entry, Kind, Live, Store } from './kind.ts';
import { byText } from '../wire/names.ts';

interface Table {
  readonly entries: Map<string, Entry>;
  /** The keys in order; stands as long as none comes or goes. */
  order: readonly string[] | undefined;
  sorted: readonly Entry[] | undefined;
}

const NOTHING: readonly Entry[] = [];

/**
 * All objects, with the indexes that make reference checks cheap. Writes go through `put`, which keeps a
 * journal while one is open: a failed transaction is played back, a successful one costs nothing more.
 */
export class ObjectStore implements Store {
  generation = 0;
  /** Moves with every write, also with those that are played back; what is cached hangs on it. */
  version = 0;
  /** Told after each write, also of those that are played back. */
  onWrite: (() => void) | undefined;
  live: Live | undefined;
  readonly #tables = new Map<string, Table>();
  readonly #names = new Map<string, Entry>();
  readonly #aliases = new Map<string, Set<Entry>>();
  readonly #users = new Map<string, Set<Entry>>();
  #journal: (() => void)[] | undefined;
  #serial = 1;

  get(kind: Kind, key: string, parent = ''): Entry | undefined {
    return this.#tables.get(`${kind.path}@${parent}`)?.entries.get(key);
  }

  /** An object by name, whichever kind of the family it is. */
  find(family: string, key: string): Entry | undefined {
    return this.#names.get(`${family}@${key}`);
  }

  /** Objects by their second name, e.g. nodes by address. */
  withAlias(kind: Kind, alias: string): readonly Entry[] {
    return [...(this.#aliases.get(`${kind.path}@${alias}`) ?? NOTHING)];
  }

  /** Who refers to an object. */
  users(family: string, key: string): readonly Entry[] {
    return [...(this.#users.get(`${family}@${key}`) ?? NOTHING)];
  }

  /** The objects of a collection in the order of their names. */
  list(kind: Kind, parent = ''): readonly Entry[] {
    const table = this.#tables.get(`${kind.path}@${parent}`);
    if (!table) return NOTHING;
    table.order ??= [...table.entries.keys()].sort(byText);
    table.sorted ??= table.order.flatMap((key) => table.entries.get(key) ?? []);
    return table.sorted;
  }

  count(kind: Kind, parent = ''): number {
    return this.#tables.get(`${kind.path}@${parent}`)?.entries.size ?? 0;
  }

  *all(): Generator<Entry> {
    for (const table of this.#tables.values()) yield* table.entries.values();
  }

  /** A running number for what the device counts itself, such as `vsIndex`. */
  nextSerial(): number {
    return ++this.#serial;
  }

  nextGeneration(): number {
    return ++this.generation;
  }

  put(kind: Kind, key: string, parent: string, entry: Entry | undefined): void {
    const id = `${kind.path}@${parent}`;
    const table = this.#tables.get(id) ?? {
      entries: new Map<string, Entry>(),
      order: undefined,
      sorted: undefined,
    };
    this.#tables.set(id, table);
    const before = table.entries.get(key);
    if (before) this.#unindex(before);
    if (entry) table.entries.set(key, entry);
    else table.entries.delete(key);
    if (entry) this.#index(entry);
    table.sorted = undefined;
    if (!before || !entry) table.order = undefined;
    if (table.entries.size === 0) this.#tables.delete(id);
    this.version++;
    this.#journal?.push(() => this.put(kind, key, parent, before));
    this.onWrite?.();
  }

  /** What the device itself found out about an object has changed: whatever was said of it is old. */
  touch(entry: Entry): void {
    const now = this.get(entry.kind, entry.key, entry.parent);
    if (now) this.put(now.kind, now.key, now.parent, { ...now });
  }

  /** Runs `work`; what it wrote is taken back when it throws, or when it says so itself. */
  atomically<T>(work: () => T, keep = true): T {
    if (this.#journal) return work();
    const generation = this.generation;
    this.#journal = [];
    let done = false;
    try {
      const result = work();
      done = keep;
      return result;
    } finally {
      const journal = this.#journal;
      this.#journal = undefined;
      if (!done) {
        for (const undo of journal.reverse()) undo();
        this.generation = generation;
      }
    }
  }

  snapshot(): readonly Entry[] {
    return [...this.all()];
  }

  /** Puts the objects of a snapshot in place of all there are; the generation only ever grows. */
  restore(entries: readonly Entry[]): void {
    this.version++;
    this.#tables.clear();
    this.#names.clear();
    this.#aliases.clear();
    this.#users.clear();
    for (const entry of entries) this.put(entry.kind, entry.key, entry.parent, entry);
    this.onWrite?.();
  }

  #index(entry: Entry): void {
    if (entry.parent === '') this.#names.set(`${entry.kind.family}@${entry.key}`, entry);
    if (typeof entry.props.vsIndex === 'number') this.#serial = Math.max(this.#serial, entry.props.vsIndex);
    const alias = entry.kind.definition.alias?.(entry);
    if (alias !== undefined) add(this.#aliases, `${entry.kind.path}@${alias}`, entry);
    for (const { family, path } of targetsOf(entry)) add(this.#users, `${family}@${path}`, entry);
  }

  #unindex(entry: Entry): void {
    if (entry.parent === '') this.#names.delete(`${entry.kind.family}@${entry.key}`);
    const alias = entry.kind.definition.alias?.(entry);
    if (alias !== undefined) drop(this.#aliases, `${entry.kind.path}@${alias}`, entry);
    for (const { family, path } of targetsOf(entry)) drop(this.#users, `${family}@${path}`, entry);
  }
}

function add(index: Map<string, Set<Entry>>, key: string, entry: Entry): void {
  const set = index.get(key);
  if (set) set.add(entry);
  else index.set(key, new Set([entry]));
}

function drop(index: Map<string, Set<Entry>>, key: string, entry: Entry): void {
  const set = index.get(key);
  set?.delete(entry);
  if (set?.size === 0) index.delete(key);
}
