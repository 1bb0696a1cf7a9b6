import { CliError, EXIT } from '../../../exit.ts';
import { formatAddress, parseAddress } from '../../../model/address.ts';
import { objectKey, type ObjectSet, parseObjectKey } from '../../../model/object.ts';
import { partitionOf } from '../resources/object-path.ts';
import { parseVersion, type TmosVersion } from '../../../model/version.ts';
import type { Inventory } from '../../../plan/inventory.ts';
import type { Reply, ReadContext } from '../resources/field.ts';
import { isBuiltIn } from '../resources/built-in.ts';
import { findResource, kinds as allKinds, resourceOf, resources } from '../resources/registry.ts';
import type { Resource } from '../resources/resource.ts';
import type { Client } from './client.ts';
import { DeviceError, isAbsent, isFolderMissing, OddAnswerError } from './errors.ts';
import { INVENTORY_NAME } from '../resources/reserved.ts';
import { fromRecords, INVENTORY_PATH, refuseUnknownKinds } from './inventory-records.ts';
import { type GroupUnit, unitOf } from './group.ts';
import { readPages } from './pages.ts';
import { objectIn } from './reply.ts';

/** Objects on one page of a collection. */
const PAGE = 500;

export interface DeviceInfo {
  readonly version: TmosVersion;
  readonly hostname: string;
  /** All units of its group, itself among them. */
  readonly units: readonly GroupUnit[];
}

/** Version and name of the device, in one read. */
export async function readDevice(client: Client): Promise<DeviceInfo> {
  const items = await readPages(client, 'cm/device').catch(nothingTold);
  const own = items.find((item) => item.selfDevice === 'true') ?? items[0];
  const version = parseVersion(String(own?.version));
  if (!own || !version) {
    throw new CliError(EXIT.failed, 'the device does not tell its TMOS version', {
      hint: 'is this a BIG-IP?',
    });
  }
  return { version, hostname: String(own.hostname), units: items.map((item) => unitOf(item, item === own)) };
}

/** What is no list of devices is most likely no BIG-IP: that is said, and not what is odd about it. */
function nothingTold(error: unknown): Reply[] {
  if (error instanceof OddAnswerError) return [];
  throw error;
}

/** What the device remembers of all specs; `undefined` where none has been applied. */
export async function readInventory(client: Client): Promise<Inventory | undefined> {
  try {
    const request = `/mgmt/tm/${INVENTORY_PATH}`;
    const { body } = await client.request('GET', request);
    const { records } = objectIn(body, `/Common/${INVENTORY_NAME}`, `GET ${request}`);
    return fromRecords(Array.isArray(records) ? (records as readonly unknown[]) : []);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

export interface Scope {
  readonly spec: string;
  readonly desired: ObjectSet;
  readonly inventory: Inventory;
}

/**
 * Everything on the device that the spec names, owns or refers to: one GET for each page, collection and
 * partition, at most four at a time, whatever the number of objects.
 */
export async function readObjects(client: Client, scope: Scope): Promise<ObjectSet> {
  const { inventory, spec } = scope;
  refuseUnknownKinds(
    inventory,
    spec,
    (key) => allKinds.isBackup(key) || allKinds.has(parseObjectKey(key).kind),
  );
  const collections = collectionsOf(scope);
  const replies = new Map(
    await Promise.all(
      [...collections].map(
        async ([kind, partitions]) => [kind, await readPartitions(client, kind, [...partitions])] as const,
      ),
    ),
  );
  if (!replies.has('auth/partition') && NAMED_BY_ADDRESS.some((kind) => replies.get(kind)?.some(isElsewhere)))
    replies.set('auth/partition', await readCollection(client, 'auth/partition', []));
  const context = readContext(replies.get('ltm/virtual-address') ?? [], replies.get('auth/partition') ?? []);
  const actual = [...replies].flatMap(([kind, items]) =>
    items.flatMap((item) => resourceOf(kind).fromDevice(item, context)),
  );
  return new Map(actual.map((object) => [objectKey(object), object]));
}

/** An address in another partition is in that one's default route domain, where it says none. */
function isElsewhere(item: Reply): boolean {
  return item.partition !== 'Common';
}

/** An address exists once on the whole device, whatever partition it is in (device-facts: address-identity). */
const NAMED_BY_ADDRESS: readonly string[] = ['ltm/node', 'ltm/virtual-address'];

/** All objects of these kinds, whoever has them. */
export async function readKinds(client: Client, kinds: readonly string[]): Promise<ObjectSet> {
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const { readFrom, fromDevice, expand } = resourceOf(kind);
      const items = await readCollection(client, readFrom, expand ? ['expandSubcollections=true'] : []);
      return items.flatMap((item) => fromDevice(item, readContext([], [])));
    }),
  );
  return new Map(found.flat().map((object) => [objectKey(object), object]));
}

/** The collections to read, each with the partitions that matter; none where all do. */
function collectionsOf({ spec, desired, inventory }: Scope): Map<string, Set<string>> {
  const collections = new Map<string, Set<string>>();
  const add = (kind: string, path: string): void => {
    const from = findResource(kind)?.readFrom;
    if (from === undefined) return;
    collections.set(from, (collections.get(from) ?? new Set()).add(partitionOf(path)));
  };
  for (const object of desired.values()) {
    add(object.kind, object.path);
    for (const { kinds, path } of resourceOf(object.kind).refs(object)) {
      const managed = kinds.filter(isReadWhenNamed);
      const ours = managed.some((kind) => desired.has(`${kind}:${path}`));
      if (!ours && !isBuiltIn(kinds, path)) managed.forEach((kind) => add(kind, path));
    }
  }
  for (const [key, entry] of Object.entries(inventory)) {
    if (!entry.specs.includes(spec)) continue;
    const { kind, path } = parseObjectKey(key);
    add(kind, path);
    if (!desired.has(key)) addUsers(kind, path, add);
  }
  if (collections.has('ltm/virtual')) addVirtualAddresses(collections);
  const wanted = new Set([...desired.values()].map(({ kind }) => kind));
  for (const kind of NAMED_BY_ADDRESS) if (wanted.has(kind)) collections.set(kind, new Set());
  return collections;
}

/** Whether all of a kind is read because something refers to it. */
export function isReadWhenNamed(kind: string): boolean {
  return findResource(kind)?.rare === false;
}

/** Before something is deleted, whoever might still use it is looked at too. */
function addUsers(kind: string, path: string, add: (kind: string, path: string) => void): void {
  const place = kind === 'auth/partition' ? `/${path}/` : path;
  for (const user of resources.filter(mayUse(kind))) add(user.kind, place);
}

/** A kind that not every version has is looked at only for what its own fields may name. */
function mayUse(kind: string): (user: Resource) => boolean {
  return ({ after, rare, fields }) =>
    rare ? Object.values(fields).some(({ refKinds }) => refKinds?.includes(kind)) : after.includes(kind);
}

/** A destination may name a virtual address that is not called by its address. */
function addVirtualAddresses(collections: Map<string, Set<string>>): void {
  const addresses = collections.get('ltm/virtual-address') ?? new Set<string>();
  for (const partition of collections.get('ltm/virtual') ?? []) addresses.add(partition);
  collections.set('ltm/virtual-address', addresses);
}

async function readPartitions(client: Client, kind: string, partitions: readonly string[]): Promise<Reply[]> {
  const { partitioned, expand } = resourceOf(kind);
  const options = expand ? ['expandSubcollections=true'] : [];
  if (!partitioned || partitions.length === 0) return readCollection(client, kind, options);
  const pages = await Promise.all(
    partitions.map((partition) =>
      readCollection(client, kind, [`$filter=partition%20eq%20${encodeURIComponent(partition)}`, ...options]),
    ),
  );
  return pages.flat();
}

/** A collection, in pages of so many objects. A partition that does not exist holds nothing. */
async function readCollection(client: Client, kind: string, options: readonly string[]): Promise<Reply[]> {
  try {
    return await readPages(client, kind, [...options, `$top=${PAGE}`]);
  } catch (error) {
    if (isFolderMissing(error)) return [];
    throw error;
  }
}

function readContext(virtualAddresses: readonly Reply[], partitions: readonly Reply[]): ReadContext {
  const defaults = new Map(partitions.map((item) => [item.name, item.defaultRouteDomain]));
  const byPath = new Map(virtualAddresses.map((item) => [String(item.fullPath), String(item.address)]));
  return {
    addressOf: (path) => {
      const text = byPath.get(path);
      const address = text === undefined ? undefined : parseAddress(text);
      return address ? formatAddress(address) : text;
    },
    routeDomainOf: (partition) => Number(defaults.get(partition) ?? 0),
  };
}

/**
 * A version or a licence may lack a whole collection: then it holds nothing. Services that are starting say the same
 * of any collection (device-facts: passing-errors), so one that every version has is asked before it is believed.
 */
export async function readPerhaps(
  client: Client,
  kind: string,
  options: readonly string[],
): Promise<Reply[]> {
  const once = (): Promise<Reply[] | undefined> =>
    readPages(client, kind, [...options, `$top=${PAGE}`], { mayLack: true }).catch(lacking);
  const found = await once();
  if (found) return found;
  await readDevice(client);
  return (await once()) ?? [];
}

function lacking(error: unknown): undefined {
  if (isFolderMissing(error)) return undefined;
  if (error instanceof DeviceError && (error.status === 404 || error.status === 400)) return undefined;
  throw error;
}
