import { parseAddress } from '../../model/address.ts';
import { asText, type ConfigObject, objectKey, type ObjectSet } from '../../model/object.ts';
import { partitionOf, splitMemberPath } from './resources/object-path.ts';
import { memberOfNode, nodeOfMember } from './resources/ltm/pool.ts';
import { resourceOf } from './resources/registry.ts';
import { routeDomainOf, spelled } from './resources/route-domain.ts';
import { type RouteDomains, routeDomainsOf, spellAddresses } from './route-domains.ts';

/** A desired object whose address is there under another name, which is used instead. */
export interface Renamed {
  readonly desired: ConfigObject;
  readonly path: string;
  /** Whether the device has it already, or this spec makes it. */
  readonly onDevice: boolean;
}

interface Aligned {
  readonly objects: ObjectSet;
  readonly renamed: readonly Renamed[];
  /** Those whose address is in a partition that they cannot refer to. */
  readonly outOfReach: readonly Renamed[];
}

/**
 * What only the device can tell about a spec: an address exists once in a route domain, whatever it is
 * called and whichever partition it is in (device-facts: address-identity). A node or a virtual address that
 * is there is used as it is, and what refers to it follows. One that is ours and leaves (`leaves`) makes
 * room instead, unless somebody who stays needs it.
 */
export function alignWithDevice(
  asked: ObjectSet,
  actual: ObjectSet,
  leaves: (key: string) => boolean,
): Aligned {
  const domains = routeDomainsOf(actual);
  const desired = spellAddresses(asked, domains);
  const homes = homesOf(desired, actual, leaves, domains);
  const renamed = [...desired.values()].flatMap((object): Renamed[] => {
    const home = homes.get(addressId(object, domains) ?? '');
    return home && home.path !== object.path && !actual.has(objectKey(object))
      ? [{ desired: object, path: home.path, onDevice: actual.has(objectKey(home)) }]
      : [];
  });
  return {
    objects: renamed.length === 0 ? desired : follow(desired, renamed, domains),
    renamed,
    outOfReach: renamed.filter(({ desired: object, path }) => !reaches(object.path, path)),
  };
}

/** An object refers to what is in its own partition and in /Common (device-facts: partitions). */
function reaches(from: string, to: string): boolean {
  return partitionOf(to) === 'Common' || partitionOf(to) === partitionOf(from);
}

/** For each address the one object that has it: that of the device, else one in /Common, which all can use. */
function homesOf(
  desired: ObjectSet,
  actual: ObjectSet,
  leaves: (key: string) => boolean,
  domains: RouteDomains,
): ReadonlyMap<string, ConfigObject> {
  const needed = neededByWhatStays(desired, actual, leaves);
  const makesRoom = (object: ConfigObject): boolean =>
    (leaves(objectKey(object)) && !needed.has(objectKey(object))) || moves(desired, object, domains);
  const there = [...actual.values()].filter((object) => !makesRoom(object));
  const common = [...desired.values()].filter(({ path }) => partitionOf(path) === 'Common');
  const homes = new Map<string, ConfigObject>();
  for (const object of [...there, ...common, ...desired.values()]) {
    const id = addressId(object, domains);
    if (id !== undefined && !homes.has(id)) homes.set(id, object);
  }
  return homes;
}

/** Keys that an object refers to which stays as it is: nobody's, or a virtual server that keeps its address. */
function neededByWhatStays(
  desired: ObjectSet,
  actual: ObjectSet,
  leaves: (key: string) => boolean,
): ReadonlySet<string> {
  const staying = [...actual].filter(([key, object]) => {
    if (leaves(key)) return false;
    const { partOf } = resourceOf(object.kind);
    if (partOf && leaves(partOf.key(object.path))) return false;
    const wish = desired.get(key);
    return wish === undefined || wish.fields.destination === object.fields.destination;
  });
  return new Set(
    staying.flatMap(([, object]) =>
      resourceOf(object.kind)
        .refs(object)
        .flatMap(({ kinds, path }) => kinds.map((kind) => `${kind}:${path}`)),
    ),
  );
}

/** Whether an object is desired under its own name with another address: it makes room too. */
function moves(desired: ObjectSet, actual: ConfigObject, domains: RouteDomains): boolean {
  const own = desired.get(objectKey(actual));
  return own !== undefined && addressId(own, domains) !== addressId(actual, domains);
}

/** Kind, address and route domain; the default of the partition where none is said. */
function addressId({ kind, path, fields }: ConfigObject, domains: RouteDomains): string | undefined {
  if (kind !== 'ltm/node' && kind !== 'ltm/virtual-address') return undefined;
  const address = parseAddress(asText(fields.address));
  if (!address) return undefined;
  return `${kind} ${address.ip}%${routeDomainOf(address, domains.get(partitionOf(path)) ?? 0)}`;
}

function follow(desired: ObjectSet, renamed: readonly Renamed[], domains: RouteDomains): ObjectSet {
  const moved = new Map(renamed.map(({ desired: object, path }) => [objectKey(object), path]));
  const objects = new Map<string, ConfigObject>();
  for (const object of desired.values()) {
    const path = moved.get(objectKey(object));
    const after =
      path === undefined
        ? following(object, moved)
        : object.kind === 'ltm/node'
          ? undefined
          : movedTo(object, path, domains);
    if (after === undefined) continue;
    const there = objects.get(objectKey(after));
    // Of two that are one, the one that says how it is to be set counts.
    if (!there || there.asFound) objects.set(objectKey(after), after);
  }
  for (const { desired: object, path, onDevice } of renamed) {
    const home = objects.get(objectKey({ kind: object.kind, path }));
    if (home && !onDevice) objects.set(objectKey(home), madeByName(home));
  }
  return objects;
}

/** Several partitions use it: left to the device, it would be in that of whoever comes first. */
function madeByName(object: ConfigObject): ConfigObject {
  return { ...object, asFound: false };
}

function movedTo(object: ConfigObject, path: string, domains: RouteDomains): ConfigObject {
  const [from, to] = [object.path, path].map((one) => domains.get(partitionOf(one)) ?? 0);
  return {
    ...object,
    path,
    fields: { ...object.fields, address: spelled(asText(object.fields.address), from ?? 0, to ?? 0) },
  };
}

function following(object: ConfigObject, moved: ReadonlyMap<string, string>): ConfigObject {
  if (object.kind === 'ltm/pool/members') return followNode(object, moved);
  return object.uses ? { ...object, uses: object.uses.map((key) => useAfter(key, moved)) } : object;
}

function useAfter(key: string, moved: ReadonlyMap<string, string>): string {
  const path = moved.get(key);
  return path === undefined ? key : `${key.slice(0, key.indexOf(':'))}:${path}`;
}

function followNode(member: ConfigObject, moved: ReadonlyMap<string, string>): ConfigObject {
  const { pool, member: name } = splitMemberPath(member.path);
  const path = moved.get(`ltm/node:${nodeOfMember(name)}`);
  if (path === undefined) return member;
  return { ...member, path: `${pool}:${memberOfNode(path, Number(/\d+$/.exec(name)?.[0] ?? 0))}` };
}
