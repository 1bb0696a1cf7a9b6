import type { Entry, Store } from '../../objects/kind.ts';
import { parentKey } from '../../objects/entry.ts';
import { nameOf } from '../../wire/names.ts';
import { textAt } from '../../wire/json.ts';
import type { Member } from '../contract.ts';
import type { Limited } from '../counting/limits.ts';
import { canonicalAddress } from '../places/endpoint.ts';
import { inherited, type MonitorRule, ruleFrom } from './monitor.ts';
import { limitsOf } from './virtual.ts';

// Pools, their members and nodes as the traffic sees them.

export interface Weighted extends Limited {
  readonly entry: Entry;
  readonly ratio: number;
  readonly dynamicRatio: number;
  /** Enabled, disabled (takes what persistence brings), forced offline (takes nothing). */
  readonly admin: 'enabled' | 'disabled' | 'offline';
}

export interface Node extends Weighted {
  readonly path: string;
  readonly address: string;
  readonly rule: MonitorRule | undefined;
}

export interface PoolMember extends Member, Weighted {
  readonly pool: string;
  readonly node: Node;
  readonly priorityGroup: number;
  readonly rule: MonitorRule | undefined;
}

export interface Pool {
  readonly path: string;
  readonly entry: Entry;
  readonly method: string;
  readonly minActiveMembers: number;
  /** Seconds. */
  readonly slowRamp: number;
  readonly serviceDownAction: string;
  readonly reselectTries: number;
  readonly queues: boolean;
  readonly members: readonly PoolMember[];
  /** Names of members that have no address: those of an FQDN. */
  readonly unresolved: readonly string[];
}

export function poolOf(entry: Entry, store: Store): Pool {
  const { props } = entry;
  const kind = entry.kind.children.get('members');
  const entries = kind ? store.list(kind, parentKey(entry)) : [];
  const members = entries.map((member) => memberOf(member, entry, store));
  return {
    path: entry.key,
    entry,
    method: textAt(props, 'loadBalancingMode') ?? 'round-robin',
    minActiveMembers: Number(props.minActiveMembers ?? 0),
    slowRamp: Number(props.slowRampTime ?? 0),
    serviceDownAction: textAt(props, 'serviceDownAction') ?? 'none',
    reselectTries: Number(props.reselectTries ?? 0),
    queues: props.queueOnConnectionLimit === 'enabled',
    members: members.filter((member) => member !== undefined),
    unresolved: entries.filter((_, index) => members[index] === undefined).map(({ key }) => nameOf(key).name),
  };
}

/** Undefined for a node that has no address: one of an FQDN. */
export function nodeOf(entry: Entry | undefined, store: Store): Node | undefined {
  const address = canonicalAddress(entry?.hidden.address ?? '');
  if (!entry || address === undefined) return undefined;
  const above = store.find('ltm/default-node-monitor', '')?.props.rule;
  return {
    path: entry.key,
    address,
    rule: ruleFrom(inherited(entry.props.monitor, above), store),
    ...weightsOf(entry),
  };
}

function memberOf(entry: Entry, pool: Entry, store: Store): PoolMember | undefined {
  const node = nodeOf(store.find('ltm/node', entry.hidden.node ?? ''), store);
  if (!node) return undefined;
  return {
    pool: entry.parent,
    name: nameOf(entry.key).name,
    address: node.address,
    port: Number(entry.hidden.port ?? 0),
    node,
    priorityGroup: Number(entry.props.priorityGroup ?? 0),
    rule: ruleFrom(inherited(entry.props.monitor, pool.props.monitor), store),
    ...weightsOf(entry),
  };
}

function weightsOf(entry: Entry): Weighted {
  const { props } = entry;
  const forced = props.state === 'user-down';
  return {
    entry,
    ratio: Number(props.ratio ?? 1),
    dynamicRatio: Number(props.dynamicRatio ?? 1),
    ...limitsOf(entry),
    admin: forced ? 'offline' : props.session === 'user-disabled' ? 'disabled' : 'enabled',
  };
}
