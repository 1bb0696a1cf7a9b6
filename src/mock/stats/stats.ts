import { ownDeviceOf } from '../collections/cm/device.ts';
import { unsupported } from '../wire/errors.ts';
import type { JsonObject } from '../wire/json.ts';
import type { Kind, Entry } from '../objects/kind.ts';
import { link, uriOf } from '../objects/link.ts';
import { linkSegment } from '../wire/names.ts';
import { memberStats, STATS_BY_KIND, type Values } from './values.ts';
import { parentKey } from '../objects/entry.ts';
import type { Unit } from '../unit/unit.ts';

// Statistics in the captured shapes (device-facts: stats): addresses and envelope around the values of an object.

function nested(values: Values): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? { value } : { description: value },
    ]),
  );
}

const statsKind = (kind: Kind) =>
  `tm:${kind.path.replaceAll('/', ':')}:${kind.path.split('/').at(-1) ?? ''}stats`;

/** How an object was asked for: within its collection, by its full path, or by its name alone. */
type How = 'listed' | 'full' | 'short';

/**
 * 12.1 and older name the object twice in the address when asked for alone (device-facts: stats-addresses), all of them
 * when asked for by the bare name; within its collection none does (asserted on 11.5.4 to 13.x by the Python SDK,
 * test_stats of node, pool, virtual).
 */
function statsUri(entry: Entry, { tmos, store }: Unit, how: How): string {
  const uri = uriOf(entry.kind, entry.key, entry.parent);
  const twice = uri.split('/').at(-1) ?? '';
  if (entry.kind.path === 'cm/traffic-group')
    return `${uri}/${twice}:${linkSegment(ownDeviceOf(store))}/stats`;
  const isTwice = how === 'short' || (how === 'full' && !tmos.atLeast('13.0'));
  return isTwice ? `${uri}/${twice}/stats` : `${uri}/stats`;
}

/** One row for each object, of a rule one for each event (asserted on devices by the SDK, test_rule.py). */
function rowsOf(entry: Entry, values: Values, unit: Unit, how: How): readonly (readonly [string, Values])[] {
  if (entry.kind.path !== 'ltm/rule') return [[statsUri(entry, unit, how), values]];
  const events = (entry.hidden.events ?? '').split(',').filter((event) => event !== '');
  return events.map((event) => [
    `${uriOf(entry.kind, entry.key, '')}:${event}/stats`,
    { ...values, eventType: event },
  ]);
}

export function statsText(
  kind: Kind,
  parent: string,
  entry: Entry | undefined,
  unit: Unit,
  { echo, short }: { echo: string; short: boolean },
): string {
  const valuesOf = STATS_BY_KIND[kind.path];
  if (!valuesOf) throw unsupported(`${kind.path}/stats`);
  const entries: Record<string, JsonObject> = {};
  const how = entry ? (short ? 'short' : 'full') : 'listed';
  for (const one of entry ? [entry] : unit.store.list(kind, parent)) {
    for (const [uri, values] of rowsOf(one, valuesOf(one, unit), unit, how)) {
      entries[`https://localhost/mgmt/tm/${uri}`] = {
        nestedStats: { kind: statsKind(kind), selfLink: link(uri, unit.tmos), entries: nested(values) },
      };
    }
  }
  const uri = uriOf(kind, entry?.key, parent);
  return JSON.stringify({
    kind: entry ? statsKind(kind) : statsKind(kind).replace(/stats$/, 'collectionstats'),
    ...(entry ? { generation: entry.generation } : {}),
    selfLink: link(`${uri}/stats`, unit.tmos, echo),
    entries,
  });
}

/** The members of all pools at once; 12.0 and later (device-facts: stats-addresses). */
export function allMembersText(unit: Unit, pools: Kind, echo: string): string {
  const members = pools.children.get('members');
  const entries: Record<string, JsonObject> = {};
  for (const pool of unit.store.list(pools)) {
    for (const member of members ? unit.store.list(members, parentKey(pool)) : []) {
      const uri = statsUri(member, unit, 'listed');
      entries[`https://localhost/mgmt/tm/${uri}`] = {
        nestedStats: { entries: nested(memberStats(member, unit)) },
      };
    }
  }
  return JSON.stringify({
    kind: 'tm:ltm:pool:members:memberscollectionstats',
    selfLink: link('ltm/pool/members/stats', unit.tmos, echo),
    entries,
  });
}
