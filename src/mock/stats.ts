import { monitorText, hasMonitor } from './collections/monitor-rule.ts';
import { unsupported } from './errors.ts';
import { type JsonObject, textAt } from './json.ts';
import type { Kind } from './kind.ts';
import { link, uriOf } from './link.ts';
import { HOSTNAME } from './collections/device.ts';
import { type Entry, parentKey, type Store } from './store.ts';
import type { Tmos } from './tmos.ts';
import type { Unit } from './unit.ts';

// Statistics in the captured shapes (icontrol.md D.19). All counters are 0: no traffic passes through.

type Values = Readonly<Record<string, string | number>>;

const zeros = (prefix: string, ...names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [`${prefix}${name}`, 0]));

const SIDE = ['bitsIn', 'bitsOut', 'curConns', 'maxConns', 'pktsIn', 'pktsOut', 'totConns'];
const FULL = [
  'bitsIn',
  'bitsOut',
  'curConns',
  'evictedConns',
  'maxConns',
  'pktsIn',
  'pktsOut',
  'slowKilled',
  'totConns',
];
const QUEUE = ['ageEdm', 'ageEma', 'ageHead', 'ageMax', 'depth', 'serviced'];
const MESSAGES = ['msgIn', 'msgOut', 'reqIn', 'reqOut', 'respIn', 'respOut'];

interface Status {
  readonly availability: 'available' | 'offline' | 'unknown';
  readonly enabled: 'enabled' | 'disabled';
  readonly reason: string;
}

const status = ({ availability, enabled, reason }: Status): Values => ({
  'status.availabilityState': availability,
  'status.enabledState': enabled,
  'status.statusReason': reason,
});

const sessionOf = (entry: Entry) => (entry.props.session === 'user-disabled' ? 'disabled' : 'enabled');

/** Whether something that is watched is up; what is not watched is unknown. */
function watched(entry: Entry, monitored: boolean, what: string): Status {
  const enabled = sessionOf(entry);
  if (entry.props.state === 'user-down') return { availability: 'offline', enabled, reason: 'Forced down' };
  if (!monitored)
    return { availability: 'unknown', enabled, reason: `${what} does not have service checking enabled` };
  return { availability: 'available', enabled, reason: `${what} is available` };
}

function nodeStats(entry: Entry): Values {
  const monitored = hasMonitor(entry.props.monitor);
  const up = watched(entry, monitored, 'Node address');
  return {
    addr: textAt(entry.props, 'address') ?? 'any6',
    curSessions: 0,
    monitorRule: monitorText(entry.props.monitor),
    monitorStatus: entry.props.state === 'user-down' ? 'forced-down' : monitored ? 'up' : 'unchecked',
    tmName: entry.key,
    ...zeros('serverside.', ...SIDE),
    sessionStatus: sessionOf(entry),
    ...status(up),
    totRequests: 0,
  };
}

interface MemberStatus {
  readonly entry: Entry;
  readonly monitored: boolean;
  readonly status: Status;
}

function memberStatus(entry: Entry, store: Store): MemberStatus {
  const pool = store.find('ltm/pool', entry.parent);
  const monitored = hasMonitor(entry.props.monitor === 'default' ? pool?.props.monitor : entry.props.monitor);
  const own = watched(entry, monitored, 'Pool member');
  const node = store.find('ltm/node', entry.hidden.node ?? '');
  if (!node) return { entry, monitored, status: own };
  const isNodeDown = node.props.state === 'user-down';
  const enabled = sessionOf(node) === 'disabled' ? 'disabled' : own.enabled;
  const above = isNodeDown ? { availability: 'offline' as const, reason: 'Parent down' } : {};
  return { entry, monitored, status: { ...own, enabled, ...above } };
}

function memberStats(entry: Entry, { store }: Unit): Values {
  const { monitored, status: own } = memberStatus(entry, store);
  const pool = store.find('ltm/pool', entry.parent);
  const rule = entry.props.monitor === 'default' ? pool?.props.monitor : entry.props.monitor;
  return {
    addr: textAt(entry.props, 'address') ?? 'any6',
    ...zeros('connq.', ...QUEUE),
    curSessions: 0,
    monitorRule: `${monitorText(rule)}${entry.props.monitor === 'default' && monitored ? ' (default pool monitor)' : ''}`,
    monitorStatus: entry.props.state === 'user-down' ? 'forced-down' : monitored ? 'up' : 'unchecked',
    ...zeros('mr.', ...MESSAGES),
    nodeName: entry.hidden.node ?? '',
    poolName: entry.parent,
    port: Number(entry.hidden.port ?? 0),
    ...zeros('serverside.', ...SIDE),
    sessionStatus: sessionOf(entry),
    ...status(own),
    totRequests: 0,
  };
}

function poolMembers(pool: Entry, store: Store): readonly MemberStatus[] {
  const kind = pool.kind.children.get('members');
  return kind ? store.list(kind, parentKey(pool)).map((member) => memberStatus(member, store)) : [];
}

function poolStatus(members: readonly MemberStatus[]): Status {
  const usable = members.filter(({ status: { enabled } }) => enabled === 'enabled');
  if (usable.some((member) => member.status.availability === 'available')) {
    return { availability: 'available', enabled: 'enabled', reason: 'The pool is available' };
  }
  if (members.length > 0 && usable.every((member) => member.status.availability === 'offline')) {
    return { availability: 'offline', enabled: 'enabled', reason: 'The children pool member(s) are down' };
  }
  return { availability: 'unknown', enabled: 'enabled', reason: UNWATCHED };
}

const UNWATCHED =
  "The children pool member(s) either don't have service checking enabled, or service check results are not available yet";

function poolStats(entry: Entry, { store }: Unit): Values {
  const members = poolMembers(entry, store);
  const usable = members.filter(
    ({ status: one }) => one.enabled === 'enabled' && one.availability !== 'offline',
  );
  return {
    activeMemberCnt: usable.length,
    availableMemberCnt: usable.length,
    ...zeros('connqAll.', ...QUEUE),
    ...zeros('connq.', ...QUEUE),
    curPriogrp: 0,
    curSessions: 0,
    highestPriogrp: 0,
    lowestPriogrp: 0,
    memberCnt: members.length,
    minActiveMembers: Number(entry.props.minActiveMembers ?? 0),
    monitorRule: monitorText(entry.props.monitor),
    ...zeros('mr.', ...MESSAGES),
    tmName: entry.key,
    ...zeros('serverside.', ...SIDE),
    ...status(poolStatus(members)),
    totRequests: 0,
  };
}

function virtualStatus(entry: Entry, store: Store): Status {
  const pool = store.find('ltm/pool', textAt(entry.props, 'pool') ?? '');
  const enabled = entry.props.disabled === true ? 'disabled' : 'enabled';
  const below = pool ? poolStatus(poolMembers(pool, store)) : undefined;
  const reason =
    below?.availability === 'available' ? 'The virtual server is available' : (below?.reason ?? UNWATCHED);
  return { availability: below?.availability ?? 'unknown', enabled, reason };
}

function virtualStats(entry: Entry, { store }: Unit): Values {
  const destination = textAt(entry.props, 'destination') ?? '';
  return {
    ...zeros('clientside.', ...FULL),
    cmpEnableMode: 'all-cpus',
    cmpEnabled: entry.props.cmpEnabled === 'no' ? 'disabled' : 'enabled',
    csMaxConnDur: 0,
    csMeanConnDur: 0,
    csMinConnDur: 0,
    destination: destination.slice(destination.lastIndexOf('/') + 1),
    ...zeros('ephemeral.', ...FULL),
    fiveMinAvgUsageRatio: 0,
    fiveSecAvgUsageRatio: 0,
    ...zeros('mr.', ...MESSAGES),
    tmName: entry.key,
    oneMinAvgUsageRatio: 0,
    ...status(virtualStatus(entry, store)),
    syncookieStatus: 'not-activated',
    ...zeros('syncookie.', 'accepts', 'hwAccepts', 'hwSyncookies', 'hwsyncookieInstance', 'rejects'),
    ...zeros('syncookie.', 'swsyncookieInstance', 'syncacheCurr', 'syncacheOver', 'syncookies'),
    totRequests: 0,
  };
}

function addressStats(entry: Entry): Values {
  return {
    addr: textAt(entry.props, 'address') ?? '',
    ...zeros('clientside.', ...SIDE),
    tmName: entry.key,
    ...status({
      availability: 'unknown',
      enabled: entry.props.enabled === 'yes' ? 'enabled' : 'disabled',
      reason: '',
    }),
    totRequests: 0,
  };
}

const ruleStats = (entry: Entry): Values => ({
  aborts: 0,
  avgCycles: 0,
  failures: 0,
  maxCycles: 0,
  minCycles: 0,
  tmName: entry.key,
  priority: 500,
  totalExecutions: 0,
});

const groupStats = (entry: Entry): Values => ({
  activeReason: '-',
  deviceName: `/Common/${HOSTNAME}`,
  failoverState: 'active',
  nextActive: 'false',
  previousActive: 'true',
  trafficGroup: entry.key,
});

const interfaceStats = (entry: Entry): Values => ({
  ...zeros(
    'counters.',
    'bitsIn',
    'bitsOut',
    'dropsAll',
    'errorsAll',
    'mcastIn',
    'mcastOut',
    'pktsIn',
    'pktsOut',
  ),
  mediaActive: 'none',
  tmName: entry.key,
  status: entry.props.disabled === true ? 'disabled' : 'up',
});

const vlanStats = (entry: Entry): Values => ({
  id: Number(entry.props.tag ?? 0),
  macTrue: '02:00:00:00:01:01',
  tmName: entry.key,
});

const BY_KIND: Readonly<Record<string, (entry: Entry, unit: Unit) => Values>> = {
  'ltm/node': nodeStats,
  'ltm/pool': poolStats,
  'ltm/pool/members': memberStats,
  'ltm/virtual': virtualStats,
  'ltm/virtual-address': addressStats,
  'ltm/rule': ruleStats,
  'cm/traffic-group': groupStats,
  'net/interface': interfaceStats,
  'net/vlan': vlanStats,
};

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

/**
 * 12.1 and older name the object twice in the address (icontrol.md D.19) when it is asked for alone; within its
 * collection never (asserted on 11.5.4 to 13.x by the Python SDK, test_stats of node, pool, virtual).
 */
function statsUri(entry: Entry, tmos: Tmos, alone: boolean): string {
  const uri = uriOf(entry.kind, entry.key, entry.parent);
  const twice = uri.split('/').at(-1) ?? '';
  if (entry.kind.path === 'cm/traffic-group') return `${uri}/${twice}:~Common~${HOSTNAME}/stats`;
  return alone && !tmos.atLeast('13.0') ? `${uri}/${twice}/stats` : `${uri}/stats`;
}

/** One row for each object, of a rule one for each event (asserted on devices by the SDK, test_rule.py). */
function rowsOf(
  entry: Entry,
  values: Values,
  { tmos }: Unit,
  alone: boolean,
): readonly (readonly [string, Values])[] {
  if (entry.kind.path !== 'ltm/rule') return [[statsUri(entry, tmos, alone), values]];
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
  echo: string,
): string {
  const valuesOf = BY_KIND[kind.path];
  if (!valuesOf) throw unsupported(`${kind.path}/stats`);
  const entries: Record<string, JsonObject> = {};
  for (const one of entry ? [entry] : unit.store.list(kind, parent)) {
    for (const [uri, values] of rowsOf(one, valuesOf(one, unit), unit, entry !== undefined)) {
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

/** The members of all pools at once; 12.0 and later (icontrol.md B.3). */
export function allMembersText(unit: Unit, pools: Kind, echo: string): string {
  const members = pools.children.get('members');
  const entries: Record<string, JsonObject> = {};
  for (const pool of unit.store.list(pools)) {
    for (const member of members ? unit.store.list(members, parentKey(pool)) : []) {
      const uri = statsUri(member, unit.tmos, false);
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
