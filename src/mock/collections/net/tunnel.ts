import { parseAddress, printed, worded } from '../../wire/address.ts';
import { notFound } from '../../wire/errors.ts';
import { scalarText } from '../../wire/json.ts';
import type { Draft, KindDefinition, Properties, Property, Work } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { custom, enabled, invalid, number, text, readOnly, word } from '../../objects/values.ts';
import { described } from '../parts/metadata.ts';
import { defaultRouteDomain } from '../parts/route-domain.ts';
import { trafficGroup } from '../cm/traffic-group.ts';
import { enterRouteDomain, leaveRouteDomain } from './vlan.ts';

// Tunnels, and the profiles they are made of. Keys, defaults and built-ins as recorded on 14.1.2.1; nothing
// goes through them.

const endpoint = (initial?: string): Property =>
  custom((value, { property, store, partition }) => {
    const input = scalarText(value) ?? '';
    if (input === 'any' || input === 'any6') return input;
    const address = parseAddress(input);
    if (!address) throw invalid(property, value);
    return worded(printed(address, defaultRouteDomain(store, partition)));
  }, initial);

const builtIn = (name: string, ifIndex: number, description: string) => ({
  name,
  props: { description, ifIndex, localAddress: 'any6', profile: '/Common/tcp-forward' },
});

export const tunnel: KindDefinition = {
  path: 'net/tunnels/tunnel',
  word: 'Tunnel',
  family: 'vlan',
  required: ['profile'],
  properties: {
    ...described,
    autoLasthop: word(['default', 'enabled', 'disabled'], 'default'),
    idleTimeout: number(300),
    ifIndex: readOnly(),
    key: number(0),
    localAddress: endpoint(),
    mode: word(['bidirectional', 'inbound', 'outbound'], 'bidirectional'),
    mtu: number(0, { max: 65535 }),
    profile: refersTo('tunnel-profile', { fixed: true, missing: (path) => notFound('tunnel profile', path) }),
    remoteAddress: endpoint('any6'),
    secondaryAddress: endpoint('any6'),
    tos: custom((value) => scalarText(value), 'preserve'),
    trafficGroup: trafficGroup(),
    transparent: enabled('disabled'),
    usePmtu: enabled('enabled'),
  },
  builtIns: [
    builtIn('http-tunnel', 112, 'Tunnel for http-explicit profile'),
    builtIn('socks-tunnel', 128, 'Tunnel for socks profile'),
  ],
  hooks: { prepare, stored: enterRouteDomain, deleted: leaveRouteDomain },
};

function prepare({ kind, props }: Draft, { store }: Work): void {
  props.ifIndex ??= 464 + 16 * store.list(kind).length;
}

interface Shape {
  readonly type: string;
  readonly properties?: Properties;
  /** The first is the one that profiles of the type default from. */
  readonly names: Readonly<Record<string, Record<string, string | number>>>;
}

function tunnelProfile({ type, properties = {}, names }: Shape): KindDefinition {
  const [root = type] = Object.keys(names);
  return {
    path: `net/tunnels/${type}`,
    word: 'Tunnel Profile',
    family: 'tunnel-profile',
    inherits: root,
    properties: {
      appService: text(),
      defaultsFrom: refersTo('tunnel-profile', { ownOnly: true }),
      description: text(undefined, { ownOnly: true }),
      ...properties,
    },
    builtIns: Object.entries(names).map(([name, props]) => ({
      name,
      props: { ...(name === root ? {} : { defaultsFrom: `/Common/${root}` }), ...props },
    })),
  };
}

const flooding = (initial: string) => ({
  floodingType: word(['none', 'multicast', 'multipoint', 'replicator'], initial),
});
const checksums = { rxCsum: enabled('disabled'), txCsum: enabled('disabled') };

export const tunnelProfiles: readonly KindDefinition[] = [
  tunnelProfile({
    type: 'gre',
    properties: {
      encapsulation: word(['standard', 'nvgre'], 'standard'),
      ...flooding('none'),
      ...checksums,
    },
    names: { gre: {}, nvgre: { encapsulation: 'nvgre' } },
  }),
  tunnelProfile({
    type: 'vxlan',
    properties: {
      encapsulationType: word(['vxlan', 'vxlan-gpe'], 'vxlan'),
      ...flooding('multicast'),
      port: number(4789, { min: 1, max: 65535 }),
    },
    names: {
      vxlan: {},
      'vxlan-gpe': { encapsulationType: 'vxlan-gpe', floodingType: 'multipoint', port: 4790 },
      'vxlan-multipoint': { floodingType: 'multipoint' },
      'vxlan-ovsdb': { floodingType: 'replicator' },
      'vxlan-ovsdb-multipoint': { floodingType: 'multipoint' },
      'vxlan-ovsdb-no-flooding': { floodingType: 'none' },
    },
  }),
  tunnelProfile({
    type: 'geneve',
    properties: { ...flooding('multipoint'), port: number(6081, { min: 1, max: 65535 }) },
    names: { geneve: {} },
  }),
  tunnelProfile({
    type: 'ipip',
    properties: { dsLite: enabled('disabled'), proto: word(['IPv4', 'IPv6'], 'IPv4') },
    names: {
      ipip: {},
      dslite: { dsLite: 'enabled' },
      ip4ip4: {},
      ip4ip6: {},
      ip6ip4: { proto: 'IPv6' },
      ip6ip6: { proto: 'IPv6' },
    },
  }),
  tunnelProfile({ type: 'etherip', names: { etherip: {} } }),
  tunnelProfile({ type: 'ipsec', names: { ipsec: {} } }),
  tunnelProfile({ type: 'ppp', names: { ppp: {} } }),
  tunnelProfile({ type: 'tcp-forward', names: { 'tcp-forward': {} } }),
];
