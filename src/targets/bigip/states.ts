import { type ConfigObject, objectKey, type ObjectSet } from '../../model/object.ts';
import { atLeast, version } from '../../model/version.ts';
import type { Carrier, Carriers, Connections, State } from '../../run/status/state.ts';
import type { Client } from './icontrol/client.ts';
import { readStats, type StatsRow } from './icontrol/stats.ts';
import { splitMemberPath } from './resources/object-path.ts';
import { nodeOfMember } from './resources/ltm/pool.ts';
import { urlName } from './resources/resource.ts';

const MEMBERS = 'ltm/pool/members';

/** How what a spec asks for is on a device now. The number of reads does not grow with the number of objects. */
export async function readStates(
  client: Client,
  device: { readonly version: string },
  desired: ObjectSet,
): Promise<Carriers> {
  const of = (kind: string): ConfigObject[] => [...desired.values()].filter((one) => one.kind === kind);
  const [virtuals, pools] = await Promise.all([
    readStats(client, 'ltm/virtual').then(byPath),
    readStats(client, 'ltm/pool').then(byPath),
  ]);
  const isThere = ({ path }: ConfigObject): boolean => pools.has(path);
  const members = byPool(await readMembers(client, device, of('ltm/pool').filter(isThere)));
  const own = byPool(of(MEMBERS));
  return {
    virtualServers: of('ltm/virtual').map((one) => carrierOf(one, virtuals, 'clientside')),
    pools: of('ltm/pool').map((pool) => ({
      ...carrierOf(pool, pools, 'serverside'),
      members: membersOf(own.get(pool.path) ?? [], members.get(pool.path) ?? [], desired),
    })),
  };
}

function byPath(rows: readonly StatsRow[]): ReadonlyMap<string, StatsRow> {
  return new Map(rows.map((row) => [row.path, row]));
}

function byPool<T extends { readonly path: string }>(
  members: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const pools = new Map<string, T[]>();
  for (const member of members) {
    const { pool } = splitMemberPath(member.path);
    const others = pools.get(pool);
    if (others) others.push(member);
    else pools.set(pool, [member]);
  }
  return pools;
}

/** Of all pools at once from 12.0 on; before that a read for each pool (device-facts: stats-addresses). */
async function readMembers(
  client: Client,
  device: { readonly version: string },
  pools: readonly ConfigObject[],
): Promise<readonly StatsRow[]> {
  if (atLeast(version(device.version), '12.0')) return readStats(client, MEMBERS);
  const rows = pools.map(({ path }) => readStats(client, MEMBERS, `ltm/pool/${urlName(path)}/members`));
  return (await Promise.all(rows)).flat();
}

function carrierOf({ path, at }: ConfigObject, rows: ReadonlyMap<string, StatsRow>, side: Side): Carrier {
  const row = rows.get(path);
  return { name: path, ...(at ? { at } : {}), ...(row ? { state: stateIn(row, side) } : {}) };
}

/** Those of the spec, then those that somebody else added. */
function membersOf(
  wanted: readonly ConfigObject[],
  rows: readonly StatsRow[],
  desired: ObjectSet,
): Carrier[] {
  const left = [...rows];
  const take = (row: StatsRow | undefined): StatsRow | undefined =>
    row && left.splice(left.indexOf(row), 1)[0];
  const own = wanted.map(({ path, at }) => {
    const { member } = splitMemberPath(path);
    const address = addressOf(member, desired);
    const row = take(
      left.find((one) => one.path === path) ?? left.find((one) => isAt(one, address, portOf(member))),
    );
    return { name: member, ...(at ? { at } : {}), ...(row ? { state: stateIn(row, 'serverside') } : {}) };
  });
  const others = left.map((row) => ({
    name: splitMemberPath(row.path).member,
    state: stateIn(row, 'serverside'),
  }));
  return [...own, ...others];
}

/** A node that the device has under another name is used as it is, and its members have that name. */
function isAt(row: StatsRow, address: string | undefined, port: number): boolean {
  return address !== undefined && row.text('addr') === address && row.number('port') === port;
}

function addressOf(member: string, desired: ObjectSet): string | undefined {
  const address = desired.get(objectKey({ kind: 'ltm/node', path: nodeOfMember(member) }))?.fields.address;
  return typeof address === 'string' ? address : undefined;
}

function portOf(member: string): number {
  return Number(/\d+$/.exec(member)?.[0]);
}

type Side = 'clientside' | 'serverside';

function stateIn(row: StatsRow, side: Side): State {
  const connections = connectionsIn(row, side);
  return {
    availability: row.text('status.availabilityState') ?? 'unknown',
    enabled: !row.text('status.enabledState')?.startsWith('disabled'),
    reason: row.text('status.statusReason') ?? '',
    ...(connections ? { connections } : {}),
  };
}

/** All three or none: half of them would be a guess. */
function connectionsIn({ number }: StatsRow, side: Side): Connections | undefined {
  const [current, most, total] = ['curConns', 'maxConns', 'totConns'].map((name) =>
    number(`${side}.${name}`),
  );
  if (current === undefined || most === undefined || total === undefined) return undefined;
  return { current, most, total };
}
