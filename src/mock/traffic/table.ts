import type { TrafficPlace } from '../api.ts';
import type { Core } from './flows/core.ts';
import type { Door } from './listeners/wanted.ts';
import type { Pool, PoolMember } from './model/pool.ts';
import { textOf } from './places/endpoint.ts';

/** The table of places: first the virtual servers, then the members. */
export async function placesOf(
  core: Core,
  doors: readonly Door[],
  failed: ReadonlyMap<string, string>,
): Promise<readonly TrafficPlace[]> {
  const virtuals = doors.map((door) => virtualPlace(door, failed));
  const members: TrafficPlace[] = [];
  for (const pool of core.model().pools.values()) {
    for (const member of pool.members) members.push(await memberPlace(core, member));
    members.push(...pool.unresolved.map((name) => unresolved(pool, name)));
  }
  return [...virtuals, ...members];
}

function virtualPlace(
  { virtual: path, real, at, why }: Door,
  failed: ReadonlyMap<string, string>,
): TrafficPlace {
  const problem = why ?? (at && failed.get(textOf(at)));
  return {
    of: 'virtual',
    path,
    ...real,
    at: problem === undefined ? at : undefined,
    ...(problem === undefined ? {} : { why: problem }),
  };
}

async function memberPlace({ places }: Core, member: PoolMember): Promise<TrafficPlace> {
  const { pool, name, address, port } = member;
  const common = { of: 'member', path: `${pool}:${name}`, address, port } as const;
  if (port === 0) return { ...common, at: undefined, why: 'takes any port: that of the client goes on' };
  const at = await places.give(member);
  const example = `${textOf(member)}=127.0.0.1:9000`;
  return at
    ? { ...common, at }
    : { ...common, at, why: `there is no route to it: map it with --map ${example}` };
}

const unresolved = ({ path }: Pool, name: string): TrafficPlace => ({
  of: 'member',
  path: `${path}:${name}`,
  address: 'any6',
  port: 0,
  at: undefined,
  why: 'is a host name, and the mock resolves none',
});
