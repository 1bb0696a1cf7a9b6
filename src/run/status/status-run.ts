import { CliError, EXIT } from '../../exit.ts';
import { desiredState } from '../desired.ts';
import type { LoadedSpec } from '../job.ts';
import type { Connection, Target } from '../target.ts';
import type { Seen, SeenPool, Skew, Status } from './result.ts';
import type { Carrier, Pool } from './state.ts';

export interface StatusRun {
  readonly target: Target;
  readonly connection: Connection;
  readonly loaded: LoadedSpec;
}

/** Finds out what to look at; each look then tells the rates since the one before. Only GET requests are sent. */
export async function prepareStatus({
  target,
  connection,
  loaded,
}: StatusRun): Promise<() => Promise<Status>> {
  const { states } = connection;
  if (!states) throw new CliError(EXIT.usage, `${target.name} tells nothing of connections`);
  const device = await connection.facts();
  const { objects } = desiredState(target, loaded, device.version);
  let before: Look | undefined;
  return async () => {
    const { virtualServers, pools } = await states(device, objects);
    const now = performance.now();
    const look: Look = { now, totals: new Map() };
    const seconds = before && (now - before.now) / 1000;
    const seen = (key: string, carrier: Carrier): Seen => seenOf(key, carrier, { loaded, look, before });
    const status: Status = {
      device,
      time: new Date().toISOString(),
      ...(seconds === undefined ? {} : { since: tenths(seconds) }),
      virtualServers: virtualServers.map((one) => seen(`virtual server ${one.name}`, one)),
      pools: pools.map((pool) => seenPool(pool, seen)),
    };
    before = look;
    return status;
  };
}

/** What rates are counted from. */
interface Look {
  /** Milliseconds, as `performance.now()` counts. */
  readonly now: number;
  /** All connections so far, by what had them. */
  readonly totals: Map<string, number>;
}

interface Looks {
  readonly loaded: LoadedSpec;
  readonly look: Look;
  readonly before: Look | undefined;
}

function seenOf(key: string, { name, at, state }: Carrier, { loaded, look, before }: Looks): Seen {
  const total = state?.connections?.total;
  if (total !== undefined) look.totals.set(key, total);
  const rate = before && total !== undefined ? rateOf(key, total, look.now, before) : undefined;
  return {
    name,
    ...(at ? { source: loaded.locate(at) } : {}),
    ...(state ? { state } : {}),
    ...(rate === undefined ? {} : { rate }),
  };
}

/** Unknown where it was not there before, and where somebody reset the counters meanwhile. */
function rateOf(key: string, total: number, now: number, before: Look): number | undefined {
  const earlier = before.totals.get(key);
  if (earlier === undefined || earlier > total || now <= before.now) return undefined;
  return tenths(((total - earlier) * 1000) / (now - before.now));
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function seenPool(pool: Pool, seen: (key: string, carrier: Carrier) => Seen): SeenPool {
  const skew = skewOf(pool.members);
  return {
    ...seen(`pool ${pool.name}`, pool),
    members: pool.members.map((member) => seen(`member ${pool.name} ${member.name}`, member)),
    ...(skew ? { skew } : {}),
  };
}

/** A member that takes no connections has few for a reason, and says nothing about how they are spread. */
function skewOf(members: readonly Carrier[]): Skew | undefined {
  const counts = members.flatMap(({ state }) =>
    state?.connections && takesConnections(state) ? [state.connections.current] : [],
  );
  if (counts.length < 2) return undefined;
  const sum = counts.reduce((all, one) => all + one, 0);
  return { least: Math.min(...counts), most: Math.max(...counts), mean: tenths(sum / counts.length) };
}

/** Whether new connections go there: enabled, and not known to be down or full. */
export function takesConnections({
  enabled,
  availability,
}: {
  enabled: boolean;
  availability: string;
}): boolean {
  return enabled && (availability === 'available' || availability === 'unknown');
}
