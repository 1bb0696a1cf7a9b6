import { type ConfigObject, objectKey, type ObjectSet } from '../../../model/object.ts';
import { PROFILE_KINDS } from '../resources/attached-kinds.ts';
import { isBuiltIn } from '../resources/built-in.ts';
import { isReply } from '../resources/field.ts';
import { partitionOf } from '../resources/object-path.ts';
import { resourceOf } from '../resources/registry.ts';
import type { Client } from './client.ts';
import { isReadWhenNamed, readPerhaps } from './read.ts';

/** A reference that leads nowhere. */
export interface Dangling {
  readonly object: ConfigObject;
  readonly path: string;
  readonly kinds: readonly string[];
}

/** References of the spec to objects that neither it nor the device has. What was read needs no further look. */
export async function findDangling(
  client: Client,
  desired: ObjectSet,
  actual: ObjectSet,
): Promise<readonly Dangling[]> {
  const open = [...desired.values()].flatMap((object) => openReferences(object, desired, actual));
  const groups = new Map<string, readonly string[]>(open.map(({ kinds }) => [kinds.join(), kinds]));
  const found = new Set<string>();
  for (const [group, kinds] of groups) {
    const paths = open.filter((one) => one.kinds.join() === group).map(({ path }) => path);
    for (const path of (await findAnywhere(client, kinds, [...new Set(paths)])).keys())
      found.add(`${group} ${path}`);
  }
  return open.filter(({ kinds, path }) => !found.has(`${kinds.join()} ${path}`));
}

function openReferences(object: ConfigObject, desired: ObjectSet, actual: ObjectSet): Dangling[] {
  const { refs } = resourceOf(object.kind);
  const there = actual.get(objectKey(object));
  // A device keeps no reference that leads nowhere: what it has attached already is there, whatever its kind.
  const attached = new Set(there ? refs(there).map(({ path }) => path) : []);
  const isKnown = (key: string): boolean => desired.has(key) || actual.has(key);
  return refs(object)
    .filter(({ kinds, path }) => !isBuiltIn(kinds, path) && !kinds.some((kind) => isKnown(`${kind}:${path}`)))
    .filter(({ path }) => !attached.has(path))
    .map(({ kinds, path }) => ({ object, path, kinds }));
}

/** The kind of each path that is found: first among those that are known, then among all that the device has. */
async function findAnywhere(
  client: Client,
  kinds: readonly string[],
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const places = [
    () => Promise.resolve(kinds.filter((kind) => !isReadWhenNamed(kind))),
    () => otherKinds(client, kinds),
    () => (kinds === PROFILE_KINDS ? kindsOfModules(client) : Promise.resolve([])),
  ];
  for (const place of places) {
    const rest = paths.filter((path) => !found.has(path));
    if (rest.length === 0) break;
    for (const [path, kind] of await findKinds(client, await place(), rest)) found.set(path, kind);
  }
  return found;
}

/** In which of these kinds each path is, by name only: one collection after the other until nothing is open. */
export async function findKinds(
  client: Client,
  kinds: readonly string[],
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const kind of likeliestFirst(kinds, paths)) {
    const rest = paths.filter((path) => !found.has(path));
    if (rest.length === 0) break;
    const names = await readNames(client, kind, rest);
    for (const path of rest) if (names.has(path)) found.set(path, kind);
  }
  return found;
}

/** A profile is mostly called like its type: `/Common/request-log`. */
function likeliestFirst(kinds: readonly string[], paths: readonly string[]): string[] {
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, '');
  const isLike = (kind: string): boolean =>
    paths.some((path) => bare(path).includes(bare(kind.slice(kind.lastIndexOf('/') + 1))));
  return [...kinds.filter(isLike), ...kinds.filter((kind) => !isLike(kind))];
}

/** What several kinds lie under: `ltm/profile`, whose types the device lists. */
export function familyOf([first = '', ...others]: readonly string[]): string | undefined {
  const family = first.slice(0, first.lastIndexOf('/'));
  const isOne = family.includes('/') && others.length > 0;
  return isOne && others.every((kind) => kind.startsWith(`${family}/`)) ? family : undefined;
}

/** Kinds of the same family that only the device knows. */
async function otherKinds(client: Client, kinds: readonly string[]): Promise<string[]> {
  const family = familyOf(kinds);
  const all = family === undefined ? [] : await kindsUnder(client, family);
  return all.filter((kind) => !kinds.includes(kind));
}

async function kindsUnder(client: Client, family: string): Promise<string[]> {
  const types = await readPerhaps(client, family, []);
  return types.flatMap(({ reference }) => {
    const link = isReply(reference) && typeof reference.link === 'string' ? reference.link : '';
    const kind = /\/mgmt\/tm\/([^?]+)/.exec(link)?.[1] ?? '';
    return kind.startsWith(`${family}/`) ? [kind] : [];
  });
}

/** Profiles of modules are no types of `ltm/profile` (device-facts: profiles-of-modules). */
async function kindsOfModules(client: Client): Promise<string[]> {
  const modules = await readPerhaps(client, 'sys/provision', []);
  const has = (name: string): boolean =>
    modules.some((module) => module.name === name && module.level !== 'none');
  return [
    ...(has('apm') ? await kindsUnder(client, 'apm/profile') : []),
    ...(has('asm') || has('afm') ? ['security/bot-defense/profile', 'security/dos/profile'] : []),
  ];
}

async function readNames(client: Client, kind: string, paths: readonly string[]): Promise<Set<string>> {
  const partitions = [
    ...new Set(paths.map((path) => (path.startsWith('/') ? partitionOf(path) : undefined))),
  ];
  const pages = await Promise.all(
    partitions.map((partition) => {
      const filter =
        partition === undefined ? [] : [`$filter=partition%20eq%20${encodeURIComponent(partition)}`];
      return readPerhaps(client, kind, [...filter, '$select=fullPath']);
    }),
  );
  return new Set(pages.flat().map((item) => String(item.fullPath)));
}
