import { fromRecords } from '../../src/targets/bigip/icontrol/inventory-records.ts';
import { isReply, itemsOf, type Reply } from '../../src/targets/bigip/resources/field.ts';
import { resources } from '../../src/targets/bigip/resources/registry.ts';
import type { Device } from './device.ts';

/** Every collection a spec can touch, and the inventory. */
const COLLECTIONS = [...new Set([...resources.map(({ readFrom }) => readFrom), 'ltm/data-group/internal'])];

/** What a device counts or makes up by itself. */
const VOLATILE = new Set([
  'generation',
  'selfLink',
  'link',
  'vsIndex',
  'ifIndex',
  'creationTime',
  'lastModifiedTime',
  'createTime',
  'lastUpdateTime',
]);

export type Snapshot = Readonly<Record<string, unknown>>;

/** All objects of a device by kind and full path, secrets masked, without what is volatile. */
export async function snapshot(device: Device): Promise<Snapshot> {
  const all = await Promise.all(
    COLLECTIONS.map(async (collection) =>
      itemsOf(await device.send('GET', `${collection}?expandSubcollections=true`)).map(
        (item) => [`${collection} ${String(item.fullPath)}`, stable(item)] as const,
      ),
    ),
  );
  const objects = all.flat().filter(([key]) => !isLock(key));
  return Object.fromEntries(objects.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The lock and its folder are no configuration: test/laws/lock.test.ts is about them. */
function isLock(key: string): boolean {
  return /^\S+ \/Common\/bigip-ws(\/lock)?$/.test(key);
}

/** Ids that the device chose by itself for VLANs without one depend on what was there before. */
export function withoutChosenTags(objects: Snapshot): Snapshot {
  return Object.fromEntries(
    Object.entries(objects).map(([key, value]) => [
      key,
      key.startsWith('net/vlan') && isReply(value) ? { ...value, tag: 'any' } : value,
    ]),
  );
}

/** One object, as it is on the wire; `undefined` where there is none. */
export async function find(device: Device, kind: string, path: string): Promise<Reply | undefined> {
  const items = itemsOf(await device.send('GET', `${kind}?expandSubcollections=true`));
  return items.find((item) => item.fullPath === path);
}

/** The full paths in a collection, built-in ones too. */
export async function names(device: Device, kind: string): Promise<string[]> {
  return itemsOf(await device.send('GET', kind)).map((item) => String(item.fullPath));
}

function stable(item: Reply): unknown {
  if (item.name === 'bigip-ws-inventory' && Array.isArray(item.records)) return inventory(item.records);
  // A route domain lists its VLANs in the order in which they came.
  if (String(item.kind).includes(':route-domain:') && Array.isArray(item.vlans))
    return strip({ ...item, vlans: item.vlans.map(String).sort() });
  return strip(item);
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value === 'string' && value.startsWith('$M$')) return '(secret)';
  if (!isReply(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !VOLATILE.has(key) && !(key.endsWith('Reference') && isBareLink(inner)))
      .map(([key, inner]) => [key, strip(inner)]),
  );
}

function isBareLink(value: unknown): boolean {
  return isReply(value) && !('items' in value);
}

/** Digests are salted: only that there is one can be compared. */
function inventory(records: readonly unknown[]): unknown {
  return Object.fromEntries(
    Object.entries(fromRecords(records)).map(([key, entry]) => [
      key,
      {
        ...entry,
        digests: Object.fromEntries(Object.keys(entry.digests).map((field) => [field, '(digest)'])),
      },
    ]),
  );
}
