import { ownDeviceOf } from '../collections/cm/device.ts';
import { monitorText, hasMonitor } from '../collections/ltm/monitor-rule.ts';
import { textAt } from '../wire/json.ts';
import { parentKey } from '../objects/entry.ts';
import type { Entry, Store } from '../objects/kind.ts';
import type { Unit } from '../unit/unit.ts';

// What the statistics of each kind tell (device-facts: stats). All counters are 0 where no traffic passes.

export type Values = Readonly<Record<string, string | number>>;

const zeros = (prefix: string, ...names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [`${prefix}${name}`, 0]));

const SIDE = ['bitsIn', 'bitsOut', 'curConns', 'maxConns', 'pktsIn', 'pktsOut', 'totConns'];
const FULL = 'bitsIn bitsOut curConns evictedConns maxConns pktsIn pktsOut slowKilled totConns'.split(' ');
/** What was counted on one side of an object. */
function counted(prefix: 'clientside.' | 'serverside.', entry: Entry, { live }: Store): Values {
  const tally = live?.tally(entry);
  if (!tally) return {};
  return {
    [`${prefix}bitsIn`]: tally.bytesIn * 8,
    [`${prefix}bitsOut`]: tally.bytesOut * 8,
    [`${prefix}curConns`]: tally.current,
    [`${prefix}maxConns`]: tally.most,
    [`${prefix}pktsIn`]: tally.packetsIn,
    [`${prefix}pktsOut`]: tally.packetsOut,
    [`${prefix}totConns`]: tally.total,
  };
}

const requestsOf = (entry: Entry, { live }: Store) => live?.tally(entry)?.requests ?? 0;

const COUNTERS = 'bitsIn bitsOut dropsAll errorsAll mcastIn mcastOut pktsIn pktsOut'.split(' ');
const QUEUE = ['ageEdm', 'ageEma', 'ageHead', 'ageMax', 'depth', 'serviced'];
const MESSAGES = ['msgIn', 'msgOut', 'reqIn', 'reqOut', 'respIn', 'respOut'];

interface Status {
  readonly availability: 'available' | 'offline' | 'unknown' | 'unavailable';
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
function watched(entry: Entry, monitored: boolean, what: string, { live }: Store): Status {
  const health = live?.health(entry);
  const enabled = health?.state === 'disabled' ? 'disabled' : sessionOf(entry);
  if (entry.props.state === 'user-down') return { availability: 'offline', enabled, reason: 'Forced down' };
  if (!monitored)
    return { availability: 'unknown', enabled, reason: `${what} does not have service checking enabled` };
  if (health?.state === 'down') return { availability: 'offline', enabled, reason: health.why ?? '' };
  if (health?.state === 'checking') return { availability: 'unknown', enabled, reason: NO_RESULTS };
  if (isFull(entry, live))
    return { availability: 'unavailable', enabled, reason: `${what} has reached its connection limit` };
  return { availability: 'available', enabled, reason: `${what} is available` };
}

const NO_RESULTS = 'Service check results are not available yet';

function isFull(entry: Entry, live: Store['live']): boolean {
  const limit = Number(entry.props.connectionLimit ?? 0);
  return limit > 0 && (live?.tally(entry)?.current ?? 0) >= limit;
}

/** `up`, `down`, `checking`, or what the operator said. */
function monitorStatus(entry: Entry, monitored: boolean, { live }: Store): string {
  if (entry.props.state === 'user-down') return 'forced-down';
  const state = live?.health(entry)?.state ?? 'up';
  return monitored ? (state === 'disabled' ? 'up' : state) : 'unchecked';
}

function nodeStats(entry: Entry, { store }: Unit): Values {
  const above = store.live && store.find('ltm/default-node-monitor', '')?.props.rule;
  const monitored = hasMonitor(entry.props.monitor === 'default' ? above : entry.props.monitor);
  const up = watched(entry, monitored, 'Node address', store);
  return {
    addr: textAt(entry.props, 'address') ?? 'any6',
    curSessions: 0,
    monitorRule: monitorText(entry.props.monitor),
    monitorStatus: monitorStatus(entry, monitored, store),
    tmName: entry.key,
    ...zeros('serverside.', ...SIDE),
    ...counted('serverside.', entry, store),
    sessionStatus: sessionOf(entry),
    ...status(up),
    totRequests: requestsOf(entry, store),
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
  const own = watched(entry, monitored, 'Pool member', store);
  const node = store.find('ltm/node', entry.hidden.node ?? '');
  if (!node) return { entry, monitored, status: own };
  const isNodeDown = node.props.state === 'user-down' || store.live?.health(node)?.state === 'down';
  const enabled = sessionOf(node) === 'disabled' ? 'disabled' : own.enabled;
  const above = isNodeDown ? { availability: 'offline' as const, reason: 'Parent down' } : {};
  return { entry, monitored, status: { ...own, enabled, ...above } };
}

export function memberStats(entry: Entry, { store }: Unit): Values {
  const { monitored, status: own } = memberStatus(entry, store);
  const pool = store.find('ltm/pool', entry.parent);
  const rule = entry.props.monitor === 'default' ? pool?.props.monitor : entry.props.monitor;
  return {
    addr: textAt(entry.props, 'address') ?? 'any6',
    ...zeros('connq.', ...QUEUE),
    curSessions: 0,
    monitorRule: `${monitorText(rule)}${entry.props.monitor === 'default' && monitored ? ' (default pool monitor)' : ''}`,
    monitorStatus: monitorStatus(entry, monitored, store),
    ...zeros('mr.', ...MESSAGES),
    nodeName: entry.hidden.node ?? '',
    poolName: entry.parent,
    port: Number(entry.hidden.port ?? 0),
    ...zeros('serverside.', ...SIDE),
    ...counted('serverside.', entry, store),
    sessionStatus: sessionOf(entry),
    ...status(own),
    totRequests: requestsOf(entry, store),
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
    ({ status: one }) =>
      one.enabled === 'enabled' && one.availability !== 'offline' && one.availability !== 'unavailable',
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
    ...counted('serverside.', entry, store),
    ...status(poolStatus(members)),
    totRequests: requestsOf(entry, store),
  };
}

function virtualStatus(entry: Entry, store: Store): Status {
  const pool = store.find('ltm/pool', textAt(entry.props, 'pool') ?? '');
  const enabled = entry.props.disabled === true ? 'disabled' : 'enabled';
  const below = pool ? poolStatus(poolMembers(pool, store)) : undefined;
  if (isFull(entry, store.live))
    return {
      availability: 'unavailable',
      enabled,
      reason: 'The virtual server has reached its connection limit',
    };
  const reason =
    below?.availability === 'available' ? 'The virtual server is available' : (below?.reason ?? UNWATCHED);
  return { availability: below?.availability ?? 'unknown', enabled, reason };
}

function virtualStats(entry: Entry, { store }: Unit): Values {
  const destination = textAt(entry.props, 'destination') ?? '';
  return {
    ...zeros('clientside.', ...FULL),
    ...counted('clientside.', entry, store),
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
    totRequests: requestsOf(entry, store),
  };
}

function addressStats(entry: Entry, { store }: Unit): Values {
  return {
    addr: textAt(entry.props, 'address') ?? '',
    ...zeros('clientside.', ...SIDE),
    ...counted('clientside.', entry, store),
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

const groupStats = (entry: Entry, { store }: Unit): Values => ({
  activeReason: '-',
  deviceName: ownDeviceOf(store),
  failoverState: 'active',
  nextActive: 'false',
  previousActive: 'true',
  trafficGroup: entry.key,
});

const interfaceStats = (entry: Entry): Values => ({
  ...zeros('counters.', ...COUNTERS),
  mediaActive: 'none',
  tmName: entry.key,
  status: entry.props.disabled === true ? 'disabled' : 'up',
});

/** bigip_device_info of Ansible reads `status`; a trunk without members is down. */
const trunkStats = (entry: Entry): Values => ({
  ...zeros('counters.', ...COUNTERS),
  macAddr: textAt(entry.props, 'macAddress') ?? 'none',
  status: entry.props.interfaces === undefined ? 'down' : 'up',
  tmName: entry.key,
});

const vlanStats = (entry: Entry): Values => ({
  id: Number(entry.props.tag ?? 0),
  macTrue: '02:00:00:00:01:01',
  tmName: entry.key,
});

/** The kinds that have statistics. */
export const STATS_BY_KIND: Readonly<Record<string, (entry: Entry, unit: Unit) => Values>> = {
  'ltm/node': nodeStats,
  'ltm/pool': poolStats,
  'ltm/pool/members': memberStats,
  'ltm/virtual': virtualStats,
  'ltm/virtual-address': addressStats,
  'ltm/rule': ruleStats,
  'cm/traffic-group': groupStats,
  'net/interface': interfaceStats,
  'net/trunk': trunkStats,
  'net/vlan': vlanStats,
};
