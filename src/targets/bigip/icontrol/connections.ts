import type { LiveConnections } from '../../../model/live-connections.ts';
import { atLeast, version } from '../../../model/version.ts';
import { objectKey } from '../../../model/object.ts';
import type { Client } from './client.ts';
import { DeviceError, NoAnswerError, OddAnswerError } from './errors.ts';
import { readStats, type StatsRow } from './stats.ts';

interface Named {
  readonly kind: string;
  readonly path: string;
}

/** How the connections of one kind of object are counted. */
interface Counter {
  /** As the end of a sentence. */
  readonly where: string;
  readonly side: 'clientside' | 'serverside';
}

/** The kinds that are counted by themselves; what others concern is all that passes the device. */
const COUNTERS: Readonly<Record<string, Counter>> = {
  'ltm/virtual': { where: 'on virtual servers', side: 'clientside' },
  'ltm/virtual-address': { where: 'on virtual addresses', side: 'clientside' },
  'ltm/pool': { where: 'on pools', side: 'serverside' },
  'ltm/pool/members': { where: 'on pool members', side: 'serverside' },
  'ltm/node': { where: 'on nodes', side: 'serverside' },
};

const PASSING = 'ltm/virtual';

/** Rows of one kind: the connections of each object, `undefined` where the row does not tell them, or they are elsewhere. */
type Rows = readonly (readonly [path: string, count: number | 'elsewhere' | undefined])[];

/**
 * The live connections of objects, with one read for each kind (device-facts: stats). Below 12.0 the members of
 * all pools cannot be read at once, and nothing is counted (device-facts: stats-addresses).
 */
export async function countConnections(
  client: Client,
  device: { readonly version: string },
  objects: readonly Named[],
): Promise<Readonly<Record<string, LiveConnections>>> {
  if (!atLeast(version(device.version), '12.0')) return {};
  const asked = new Set(objects.map(({ kind }) => (COUNTERS[kind] ? kind : PASSING)));
  const replies = await Promise.all(
    [...asked].map(async (kind) => [kind, await readRows(client, kind)] as const),
  );
  const rows = new Map(replies);
  const isElsewhere = (object: Named): boolean => ownCount(object, rows) === 'elsewhere';
  if (!rows.has(PASSING) && objects.some(isElsewhere)) rows.set(PASSING, await readRows(client, PASSING));
  const counted = objects.flatMap((object) => {
    const found = countOf(object, rows);
    return found ? [[objectKey(object), found] as const] : [];
  });
  return Object.fromEntries(counted);
}

type AllRows = ReadonlyMap<string, Rows | undefined>;

function countOf(object: Named, rows: AllRows): LiveConnections | undefined {
  const counter = COUNTERS[object.kind];
  const count = counter ? ownCount(object, rows) : 'elsewhere';
  if (count === 'elsewhere') return passing(rows.get(PASSING));
  return count === undefined || !counter ? undefined : { count, where: counter.where };
}

function ownCount({ kind, path }: Named, rows: AllRows): Rows[number][1] {
  const own = (rows.get(kind) ?? []).filter(([name]) => name === path);
  return own.length === 1 ? own[0]?.[1] : undefined;
}

/** All that passes the device. */
function passing(rows: Rows | undefined): LiveConnections | undefined {
  if (!rows) return undefined;
  let sum = 0;
  for (const [, count] of rows) {
    if (typeof count !== 'number') return undefined;
    sum += count;
  }
  return { count: sum, where: 'on the device', ofDevice: true };
}

/** Nothing where the device does not tell them: a count is no reason to stop. */
async function readRows(client: Client, kind: string): Promise<Rows | undefined> {
  try {
    return (await readStats(client, kind)).map((row) => countIn(kind, row));
  } catch (error) {
    const isUntold =
      error instanceof DeviceError || error instanceof NoAnswerError || error instanceof OddAnswerError;
    if (isUntold) return undefined;
    throw error;
  }
}

function countIn(kind: string, { path, number, text }: StatsRow): Rows[number] {
  // Of an object with a host name the connections are on what the device made out of the name.
  const isByName = text('addr') === 'any6';
  return [path, isByName ? 'elsewhere' : number(`${COUNTERS[kind]?.side}.curConns`)];
}
