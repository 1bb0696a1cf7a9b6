import { type ConfigObject, objectKey, type ObjectSet } from '../model/object.ts';
import { splitMemberPath } from '../model/path.ts';
import { nodeOfMember } from './resources/ltm-pool.ts';

/** A wanted object that is on the device under another name, which is used instead. */
export interface Renamed {
  readonly wanted: ConfigObject;
  readonly path: string;
}

interface Aligned {
  readonly objects: ObjectSet;
  readonly renamed: readonly Renamed[];
}

/**
 * What only the device can tell about a spec: a node or a virtual address that is wanted may be there
 * under another name, since an address exists once. It is used as it is, and what refers to it follows.
 * One that is ours and leaves (`leaves`) makes room instead.
 */
export function alignWithDevice(
  wanted: ObjectSet,
  found: ObjectSet,
  leaves: (key: string) => boolean,
): Aligned {
  const byAddress = new Map<string, ConfigObject>();
  for (const object of found.values()) {
    const id = addressId(object);
    if (id !== undefined && !leaves(objectKey(object))) byAddress.set(id, object);
  }
  const renamed = [...wanted.values()].flatMap((object): Renamed[] => {
    const other = byAddress.get(addressId(object) ?? '');
    return other && other.path !== object.path && !found.has(objectKey(object))
      ? [{ wanted: object, path: other.path }]
      : [];
  });
  return renamed.length === 0 ? { objects: wanted, renamed } : { objects: follow(wanted, renamed), renamed };
}

function addressId({ kind, fields }: ConfigObject): string | undefined {
  const known = kind === 'ltm/node' || kind === 'ltm/virtual-address';
  return known && typeof fields.address === 'string' ? `${kind} ${fields.address}` : undefined;
}

function follow(wanted: ObjectSet, renamed: readonly Renamed[]): ObjectSet {
  const gone = new Map(renamed.map(({ wanted: object, path }) => [objectKey(object), path]));
  const objects = [...wanted.values()].flatMap((object): ConfigObject[] => {
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
