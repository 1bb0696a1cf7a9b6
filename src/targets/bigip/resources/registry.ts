import { objectKey, parseObjectKey } from '../../../model/object.ts';
import { authPartition, sysFolder } from './folders.ts';
import { ltmDataGroup } from './ltm/data-group.ts';
import { ltmMonitors } from './ltm/monitor.ts';
import { ltmNode } from './ltm/node.ts';
import { ltmPool, ltmPoolMember } from './ltm/pool.ts';
import { ltmRule } from './ltm/rule.ts';
import { ltmSnatpool } from './ltm/snatpool.ts';
import { ltmVirtual } from './ltm/virtual.ts';
import { ltmVirtualAddress } from './ltm/virtual-address.ts';
import { netInterface } from './net/interface.ts';
import { netRouteDomain } from './net/route-domain.ts';
import { netRoute } from './net/route.ts';
import { netSelf } from './net/self.ts';
import { netVlan } from './net/vlan.ts';
import { ltmPersistence } from './ltm/persistence.ts';
import { ltmProfiles } from './ltm/profiles.ts';
import { sslCert, sslKey } from './sys/ssl-file.ts';
import { keysOf, type Resource } from './resource.ts';

/** Every kind of object bigip-ws manages. Adding one is its file and a line here. */
const RESOURCES: readonly Resource[] = [
  authPartition,
  sysFolder,
  netInterface,
  netVlan,
  netRouteDomain,
  netSelf,
  netRoute,
  sslKey,
  sslCert,
  ...ltmMonitors,
  ltmNode,
  ltmPool,
  ltmPoolMember,
  ltmDataGroup,
  ltmRule,
  ltmSnatpool,
  ...ltmProfiles,
  ...ltmPersistence,
  ltmVirtualAddress,
  ltmVirtual,
];

const BY_KIND = new Map(RESOURCES.map((resource) => [resource.kind, resource]));

/** All kinds in the order of their creation: a topological sort over `after`, ties as registered. */
export const resources: readonly Resource[] = sortByAfter(RESOURCES);

/** The resource of a kind that is known to be registered. */
export function resourceOf(kind: string): Resource {
  const resource = BY_KIND.get(kind);
  if (!resource) throw new Error(`no resource of kind ${kind}`);
  return resource;
}

/** Archives are listed in the inventory too, so that a spec overwrites only its own. */
const ARCHIVE_KIND = 'sys/ucs';

/** Resources and the order of their creation, as planning needs them. */
export const kinds = {
  of: resourceOf,
  has: (kind: string): boolean => BY_KIND.has(kind),
  rank: (kind: string): number => resources.indexOf(resourceOf(kind)),
  // Hundreds are known to be fine.
  largestTransaction: 1000,
  backupKey: (name: string): string => objectKey({ kind: ARCHIVE_KIND, path: name }),
  isBackup: (key: string): boolean => parseObjectKey(key).kind === ARCHIVE_KIND,
};

/** The resource of a kind, if bigip-ws manages it. */
export function findResource(kind: string): Resource | undefined {
  return BY_KIND.get(kind);
}

/** The kind of what stands under a key in the POST of an object that it is part of. */
export function partIn(kind: string, key: string): Resource | undefined {
  return RESOURCES.find(({ partOf, readFrom }) => readFrom === kind && partOf?.inline === key);
}

/** Every key of the wire that the fields of a kind, and the kinds that are part of it, stand for. */
export function wireKeysOf(kind: string): ReadonlySet<string> {
  const inside = RESOURCES.flatMap(({ partOf, readFrom }) =>
    partOf && readFrom === kind ? [partOf.inline] : [],
  );
  return new Set([...keysOf(resourceOf(kind)), ...inside]);
}

function sortByAfter(unsorted: readonly Resource[]): Resource[] {
  const sorted = new Set<Resource>();
  const visit = (resource: Resource, trail: readonly string[]): void => {
    if (sorted.has(resource)) return;
    if (trail.includes(resource.kind)) throw new Error(`kinds wait for each other: ${trail.join(' → ')}`);
    for (const kind of resource.after) {
      const before = BY_KIND.get(kind);
      if (before) visit(before, [...trail, resource.kind]);
    }
    sorted.add(resource);
  };
  for (const resource of unsorted) visit(resource, []);
  return [...sorted];
}
