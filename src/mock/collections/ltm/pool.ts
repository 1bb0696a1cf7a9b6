import { absolute, formatService, parseAddress, parseService } from '../../wire/address.ts';
import { mcpd, notFound } from '../../wire/errors.ts';
import { type Json, type JsonObject, objectAt, scalarText, textAt } from '../../wire/json.ts';
import {
  type Draft,
  type KindDefinition,
  kindAt,
  type Properties,
  type Work,
  type Entry,
  type Store,
} from '../../objects/kind.ts';
import { folderOf, nameOf } from '../../wire/names.ts';
import {
  block,
  custom,
  DISABLED,
  enabled,
  number,
  quoted,
  readOnly,
  word,
  yesNo,
} from '../../objects/values.ts';
import { described, metadata } from '../parts/metadata.ts';
import { hasMonitor, monitorRule } from './monitor-rule.ts';
import { keepStates, seenStates, session, state } from './member-state.ts';
import { defaultRouteDomain } from '../parts/route-domain.ts';

export const LOAD_BALANCING = (
  'dynamic-ratio-member dynamic-ratio-node fastest-app-response fastest-node least-connections-member ' +
  'least-connections-node least-sessions observed-member observed-node predictive-member predictive-node ' +
  'ratio-least-connections-member ratio-least-connections-node ratio-member ratio-node ratio-session ' +
  'round-robin weighted-least-connections-member weighted-least-connections-node'
).split(' ');

const passThrough = custom((value) => scalarText(value), 'pass-through');

/**
 * `host:port` with the port as a number. A `%0` stays: it is part of the name, and gone from the address only
 * (a 12.1.0 in f5-cccl's recordings has node 10.2.3.5%0 with address 10.2.3.5; k8s-bigip-ctlr#632 on 13.1.0.3).
 */
function canonicalMember(name: string): string {
  const service = parseService(name);
  return service ? formatService(service.host, service.port) : name;
}

/** What is said of the name goes to the node that the member brings along; it tells two of them itself. */
const memberFqdn: Properties = {
  addressFamily: word(['ipv4', 'ipv6', 'all']),
  autopopulate: enabled('disabled'),
  downInterval: number(),
  interval: custom((value) => scalarText(value)),
  tmName: custom((value) => scalarText(value)),
};

const members: KindDefinition = {
  path: 'members',
  word: 'Pool Member',
  canonicalName: canonicalMember,
  described: (key, parent) => {
    const service = parseService(nameOf(key).name);
    if (!service) return `${parent} ${key}`;
    return `${parent} ${folderOf(key)}/${service.host} ${service.port}`;
  },
  properties: {
    address: custom((value) => scalarText(value)),
    appService: described.appService,
    connectionLimit: number(0),
    description: described.description,
    dynamicRatio: number(1),
    ephemeral: readOnly('false', { since: '11.6' }),
    fqdn: block(memberFqdn, { since: '11.6' }),
    inheritProfile: enabled('enabled'),
    logging: enabled('disabled'),
    metadata,
    monitor: monitorRule({ inheriting: true }),
    priorityGroup: number(0, { max: 65535 }),
    rateLimit: quoted('disabled', { words: DISABLED }),
    ratio: number(1, { min: 1, max: 65535 }),
    session,
    state,
  },
  volatile: true,
  hooks: {
    prepare: prepareMember,
    references: ({ hidden }) =>
      hidden.node === undefined ? [] : [{ family: 'ltm/node', path: hidden.node }],
    view: (props, entry, store) => seenMember(props, entry, store),
  },
};

export const pool: KindDefinition = {
  path: 'ltm/pool',
  word: 'Pool',
  referenceWord: 'pool',
  children: [members],
  tail: ['metadata'],
  properties: {
    allowNat: yesNo('yes'),
    allowSnat: yesNo('yes'),
    ...described,
    gatewayFailsafeDevice: custom((value) => scalarText(value)),
    ignorePersistedWeight: enabled('disabled'),
    ipTosToClient: passThrough,
    ipTosToServer: passThrough,
    linkQosToClient: passThrough,
    linkQosToServer: passThrough,
    loadBalancingMode: word(LOAD_BALANCING, 'round-robin'),
    minActiveMembers: number(0),
    minUpMembers: number(0),
    minUpMembersAction: word(['failover', 'reboot', 'restart-all'], 'failover'),
    minUpMembersChecking: enabled('disabled'),
    monitor: monitorRule(),
    queueDepthLimit: number(0),
    queueOnConnectionLimit: enabled('disabled'),
    queueTimeLimit: number(0),
    reselectTries: number(0, { max: 65535 }),
    serviceDownAction: word(['none', 'reset', 'drop', 'reselect'], 'none'),
    slowRampTime: number(10, { max: 900 }),
    metadata,
  },
};

function prepareMember(draft: Draft, work: Work): void {
  const { props, before, hidden, name } = draft;
  keepStates(props, before?.props);
  const service = parseService(name.name);
  if (!service) throw mcpd('01070088', `The requested object name (${name.fullPath}) is invalid.`);
  const nodePath = `${folderOf(name.fullPath)}/${service.host}`;
  hidden.node = nodePath;
  hidden.port = String(service.port);
  const existing = work.store.find('ltm/node', nodePath);
  if (before) {
    props.address = before.props.address ?? '';
    if (existing) keepFqdn(props, existing);
    return;
  }
  const found = existing ?? createNode(nodePath, service.host, props, work);
  checkAddress(found, props, name.partition, work.store);
  props.address = found.props.address ?? '';
  keepFqdn(props, found);
}

function keepFqdn(props: Record<string, Json>, found: Entry): void {
  if (!props.fqdn) return;
  props.fqdn = { autopopulate: objectAt(props, 'fqdn').autopopulate ?? 'disabled', ...fqdnName(found) };
}

function fqdnName(node: Entry): JsonObject {
  const tmName = textAt(objectAt(node.props, 'fqdn'), 'tmName');
  return tmName === undefined ? {} : { tmName };
}

/** A member whose node does not exist brings it along (device-facts: auto-nodes). */
function createNode(path: string, host: string, props: JsonObject, work: Work): Entry {
  const kind = kindAt(work.kinds, 'ltm/node');
  const fqdn = objectAt(props, 'fqdn');
  if (fqdn.tmName !== undefined) return work.create(kind, nameOf(path), { fqdn });
  const address = textAt(props, 'address') ?? host;
  if (!parseAddress(address)) throw notFound('Node', path);
  return work.create(kind, nameOf(path), { address });
}

/** An address sent along must be the one of the node. */
function checkAddress(node: Entry, props: JsonObject, partition: string, store: Store): void {
  const input = textAt(props, 'address');
  const address = input === undefined ? undefined : parseAddress(input);
  if (!address || node.hidden.address === undefined || address.ip === '::') return;
  const domain = defaultRouteDomain(store, partition);
  if (absolute(address, domain) !== node.hidden.address) {
    throw mcpd(
      '0107176c',
      `Invalid Node, the IP address ${textAt(node.props, 'address') ?? ''} already exists.`,
    );
  }
}

function seenMember(props: JsonObject, entry: Entry, store: Store): JsonObject {
  const owner = store.find('ltm/pool', entry.parent);
  const monitored = hasMonitor(props.monitor === 'default' ? owner?.props.monitor : props.monitor);
  return { ...props, ...seenStates(props, monitored, props.address === 'any6', store.live?.health(entry)) };
}
