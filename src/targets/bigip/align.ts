import { asText, type ConfigObject, objectKey, type ObjectSet } from '../../model/object.ts';
import { partitionOf, splitMemberPath } from './resources/object-path.ts';
import { nodeOfMember } from './resources/ltm/pool.ts';

/** A desired object that is on the device under another name, which is used instead. */
export interface Renamed {
  readonly desired: ConfigObject;
  readonly path: string;
}

interface Aligned {
  readonly objects: ObjectSet;
  readonly renamed: readonly Renamed[];
}

/**
 * What only the device can tell about a spec: a node or a virtual address that is desired may be there
 * under another name, since an address exists once. It is used as it is, and what refers to it follows.
 * One that is ours and leaves (`leaves`) makes room instead.
 */
export function alignWithDevice(
  asked: ObjectSet,
  actual: ObjectSet,
  leaves: (key: string) => boolean,
): Aligned {
  const desired = hideDefaultRouteDomains(asked, actual);
  const byAddress = new Map<string, ConfigObject>();
  for (const object of actual.values()) {
    const id = addressId(object);
    if (id !== undefined && !leaves(objectKey(object)) && !moves(desired, object)) byAddress.set(id, object);
  }
  const renamed = [...desired.values()].flatMap((object): Renamed[] => {
    const other = byAddress.get(addressId(object) ?? '');
    return other && other.path !== object.path && !actual.has(objectKey(object))
      ? [{ desired: object, path: other.path }]
      : [];
  });
  return renamed.length === 0
    ? { objects: desired, renamed }
    : { objects: follow(desired, renamed), renamed };
}

const ADDRESS_FIELDS = ['address', 'destination', 'source', 'network', 'nextHop'];

/** In a partition with a default route domain of its own the device shows addresses without it. */
function hideDefaultRouteDomains(desired: ObjectSet, actual: ObjectSet): ObjectSet {
  const defaults = new Map<string, unknown>();
  for (const { kind, path, reply } of actual.values()) {
    const id = reply?.defaultRouteDomain;
    if (kind === 'auth/partition' && id !== undefined && id !== 0) defaults.set(path, id);
  }
  if (defaults.size === 0) return desired;
  return new Map(
    [...desired].map(([key, object]) => [
      key,
      hideRouteDomain(object, defaults.get(partitionOf(object.path))),
    ]),
  );
}

function hideRouteDomain(object: ConfigObject, id: unknown): ConfigObject {
  if (typeof id !== 'number') return object;
  const suffix = new RegExp(`%${id}(?![0-9])`);
  const fields = ADDRESS_FIELDS.filter((name) => typeof object.fields[name] === 'string');
  const hidden = fields.map((name): [string, string] => [
    name,
    asText(object.fields[name]).replace(suffix, ''),
  ]);
  return { ...object, fields: { ...object.fields, ...Object.fromEntries(hidden) } };
}

/** Whether an object is desired under its own name with another address: it makes room too. */
function moves(desired: ObjectSet, actual: ConfigObject): boolean {
  const own = desired.get(objectKey(actual));
  return own !== undefined && addressId(own) !== addressId(actual);
}

function addressId({ kind, fields }: ConfigObject): string | undefined {
  const known = kind === 'ltm/node' || kind === 'ltm/virtual-address';
  return known && typeof fields.address === 'string' ? `${kind} ${fields.address}` : undefined;
}

function follow(desired: ObjectSet, renamed: readonly Renamed[]): ObjectSet {
  const gone = new Map(renamed.map(({ desired: object, path }) => [objectKey(object), path]));
  const objects = [...desired.values()].flatMap((object): ConfigObject[] => {
    if (gone.has(objectKey(object))) return [];
    if (object.kind === 'ltm/pool/members') return [followNode(object, gone)];
    const uses = object.uses?.map((key) => useAfter(key, gone));
    return [uses ? { ...object, uses } : object];
  });
  return new Map(objects.map((object) => [objectKey(object), object]));
}

function useAfter(key: string, gone: ReadonlyMap<string, string>): string {
  const path = gone.get(key);
  return path === undefined ? key : `${key.slice(0, key.indexOf(':'))}:${path}`;
}

function followNode(member: ConfigObject, gone: ReadonlyMap<string, string>): ConfigObject {
  const { pool, member: name } = splitMemberPath(member.path);
  const node = nodeOfMember(name);
  const path = gone.get(`ltm/node:${node}`);
  if (path === undefined) return member;
  const port = /\d+$/.exec(name)?.[0] ?? '0';
  return { ...member, path: `${pool}:${path}${path.includes(':') ? '.' : ':'}${port}` };
}
