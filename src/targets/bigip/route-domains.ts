import {
  asText,
  type ConfigObject,
  isList,
  objectKey,
  type ObjectSet,
  type Value,
} from '../../model/object.ts';
import { joinPath, parsePath, partitionOf } from './resources/object-path.ts';
import { spelled } from './resources/route-domain.ts';

/** The default route domain of each partition that has another than 0. */
export type RouteDomains = ReadonlyMap<string, number>;

export function routeDomainsOf(actual: ObjectSet): RouteDomains {
  const partitions = [...actual.values()].filter(({ kind }) => kind === 'auth/partition');
  return new Map(
    partitions.flatMap(({ path, reply }) => {
      const id = reply?.defaultRouteDomain;
      return typeof id === 'number' && id !== 0 ? [[path, id] as const] : [];
    }),
  );
}

/** Fields with an address, and whether a port follows it. */
const ADDRESS_FIELDS: Readonly<Record<string, boolean>> = {
  address: false,
  destination: true,
  source: false,
  network: false,
};

/**
 * What is desired, spelled as the device will print it: in a partition whose default is 10, `%10` is not
 * shown and `%0` is; elsewhere `%0` is not (device-facts: route-domain-zero). A virtual address that the
 * device makes is called by its address, so its path follows.
 */
export function spellAddresses(desired: ObjectSet, domains: RouteDomains): ObjectSet {
  const paths = new Map<string, string>();
  const spelling = [...desired].map(([before, object]) => {
    const after = spell(object, domains);
    const key = objectKey(after);
    if (key !== before) paths.set(before, key);
    return after;
  });
  const objects = paths.size === 0 ? spelling : spelling.map((object) => usesAfter(object, paths));
  return new Map(objects.map((object) => [objectKey(object), object]));
}

function usesAfter(object: ConfigObject, paths: ReadonlyMap<string, string>): ConfigObject {
  return object.uses ? { ...object, uses: object.uses.map((key) => paths.get(key) ?? key) } : object;
}

function spell(object: ConfigObject, domains: RouteDomains): ConfigObject {
  const own = domains.get(partitionOf(object.path)) ?? 0;
  const changed = Object.entries(object.fields).flatMap(([name, value]): [string, Value][] => {
    const after = spellField(object.kind, name, value, { own, domains });
    return after === value ? [] : [[name, after]];
  });
  const path = object.kind === 'ltm/virtual-address' ? spellPath(object.path, domains) : object.path;
  if (changed.length === 0 && path === object.path) return object;
  return { ...object, path, fields: { ...object.fields, ...Object.fromEntries(changed) } };
}

interface Home {
  /** The default route domain of the object's own partition. */
  readonly own: number;
  readonly domains: RouteDomains;
}

function spellField(kind: string, name: string, value: Value, { own, domains }: Home): Value {
  const hasPort = ADDRESS_FIELDS[name];
  if (hasPort !== undefined && typeof value === 'string') return spelled(value, own, own, hasPort);
  if (kind === 'net/route' && name === 'nextHop') return spellHop(asText(value), own);
  if (kind === 'ltm/snatpool' && name === 'members' && isList(value))
    return value.map((one) => spellPath(asText(one), domains));
  return value;
}

function spellHop(hop: string, own: number): string {
  const [way, address = ''] = hop.split(' ');
  return way === 'gateway' ? `gateway ${spelled(address, own, own)}` : hop;
}

function spellPath(path: string, domains: RouteDomains): string {
  const parsed = parsePath(path);
  if (!parsed) return path;
  const own = domains.get(parsed.partition) ?? 0;
  return joinPath(parsed.partition, parsed.folder, spelled(parsed.name, own, own));
}
