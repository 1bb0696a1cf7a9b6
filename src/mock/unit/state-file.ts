import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { MockStateError } from '../api.ts';
import { isList, isObject, type Json, type JsonObject, scalarText, textAt } from '../wire/json.ts';
import type { Kind, Kinds, Entry } from '../objects/kind.ts';
import type { Unit } from './unit.ts';

// The state of a mock as text: in its state file, and inside the archives it writes.

const FORMAT = 1;

function entryJson(entry: Entry): JsonObject {
  const { kind, key, parent, generation, props, own, hidden, system } = entry;
  return {
    kind: kind.path,
    key,
    ...(parent === '' ? {} : { parent }),
    generation,
    props,
    ...(own.size === 0 ? {} : { own: [...own] }),
    ...(Object.keys(hidden).length === 0 ? {} : { hidden }),
    ...(system ? { system } : {}),
  };
}

export function entriesText(entries: readonly Entry[]): string {
  return JSON.stringify(entries.map(entryJson));
}

export function entriesOf(list: Json | undefined, kinds: Kinds): readonly Entry[] {
  if (!isList(list)) throw new MockStateError('the state holds no list of objects');
  const byPath = new Map([...kinds.values()].flatMap(withChildren).map((kind) => [kind.path, kind]));
  return list.map((item) => entryOf(item, byPath));
}

const withChildren = (kind: Kind): readonly Kind[] => [
  kind,
  ...[...kind.children.values()].flatMap(withChildren),
];

function entryOf(item: Json, kinds: ReadonlyMap<string, Kind>): Entry {
  const kind = isObject(item) ? kinds.get(textAt(item, 'kind') ?? '') : undefined;
  const key = isObject(item) ? textAt(item, 'key') : undefined;
  if (!isObject(item) || !kind || key === undefined) {
    throw new MockStateError(
      `the state holds an object this mock does not know: ${JSON.stringify(item).slice(0, 80)}`,
    );
  }
  const hidden = isObject(item.hidden) ? item.hidden : {};
  return {
    kind,
    key,
    parent: textAt(item, 'parent') ?? '',
    generation: typeof item.generation === 'number' ? item.generation : 1,
    props: isObject(item.props) ? item.props : {},
    own: new Set(isList(item.own) ? item.own.filter((name) => typeof name === 'string') : []),
    hidden: Object.fromEntries(
      Object.entries(hidden).map(([name, value]) => [name, scalarText(value) ?? '']),
    ),
    system: item.system === true,
  };
}

/** What a state file says, before it is put in place. */
export interface StateFile {
  readonly tmos: string;
  readonly generation: number;
  readonly running: Json;
  readonly saved: Json;
  readonly archives: readonly { name: string; created: number; bytes: Buffer; encrypted: boolean }[];
}

export function readState(path: string): StateFile | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new MockStateError(
      `${path}: cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  return parseState(text, path);
}

function parseState(text: string, path: string): StateFile {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    throw new MockStateError(`${path}: is not JSON`);
  }
  if (!isObject(state) || state.format !== FORMAT)
    throw new MockStateError(`${path}: is no state of this mock`);
  const running = state.running ?? [];
  return {
    tmos: textAt(state, 'tmos') ?? '',
    generation: typeof state.generation === 'number' ? state.generation : 1,
    running,
    saved: state.saved ?? running,
    archives: (isList(state.archives) ? state.archives.filter(isObject) : []).map((archive) => ({
      name: textAt(archive, 'name') ?? '',
      created: typeof archive.created === 'number' ? archive.created : 0,
      bytes: Buffer.from(textAt(archive, 'bytes') ?? '', 'base64'),
      encrypted: archive.encrypted === true,
    })),
  };
}

/** Written beside and moved into place, so that a crash leaves the old state whole; at once, so that it is in order. */
export function writeState(path: string, unit: Unit): void {
  const running = unit.store.snapshot();
  const isSaved =
    running.length === unit.saved.length &&
    new Set(unit.saved).size === new Set([...unit.saved, ...running]).size;
  const parts = [
    `"format":${FORMAT}`,
    `"tmos":${JSON.stringify(unit.tmos.text)}`,
    `"generation":${unit.store.generation}`,
    `"running":${entriesText(running)}`,
    ...(isSaved ? [] : [`"saved":${entriesText(unit.saved)}`]),
    `"archives":${JSON.stringify(
      unit.archives.list().map(({ name, created, bytes, encrypted }) => ({
        name,
        created,
        encrypted,
        bytes: bytes.toString('base64'),
      })),
    )}`,
  ];
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    writeWhole(beside, `{${parts.join(',\n')}}\n`);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function writeWhole(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
