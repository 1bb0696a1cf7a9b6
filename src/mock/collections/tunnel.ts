import { parseAddress, printed, worded } from '../address.ts';
import { notFound } from '../errors.ts';
import { scalarText } from '../json.ts';
import type { Draft, KindDefinition, Property, Work } from '../kind.ts';
import { refersTo } from '../references.ts';
import { custom, enabled, invalid, number, text, told, word } from '../values.ts';
import { described } from './metadata.ts';
import { defaultRouteDomain } from './node.ts';
import { trafficGroup } from './traffic-group.ts';
import { enterRouteDomain, leaveRouteDomain } from './vlan.ts';

// Tunnels, and the profiles they are made of. Keys, defaults and built-ins as recorded on 14.1.2.1; nothing
// goes through them.

const endpoint = (initial?: string): Property =>
  custom((value, { property, store, partition }) => {
    const given = scalarText(value) ?? '';
    if (given === 'any' || given === 'any6') return given;
    const address = parseAddress(given);
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
    ifIndex: told(),
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

/** Read by clients that look for a name (clients.md), and named by tunnels; they cannot be changed here. */
const TUNNEL_PROFILES: Readonly<Record<string, readonly string[]>> = {
  etherip: ['etherip'],
  geneve: ['geneve'],
  gre: ['gre', 'nvgre'],
  ipip: ['ipip', 'dslite', 'ip4ip4', 'ip4ip6', 'ip6ip4', 'ip6ip6'],
  ipsec: ['ipsec'],
  ppp: ['ppp'],
  'tcp-forward': ['tcp-forward'],
  vxlan: [
    'vxlan',
    'vxlan-gpe',
    'vxlan-multipoint',
    'vxlan-ovsdb',
    'vxlan-ovsdb-multipoint',
    'vxlan-ovsdb-no-flooding',
  ],
};

export const tunnelProfiles: readonly KindDefinition[] = Object.entries(TUNNEL_PROFILES).map(
  ([type, [first = type, ...children]]) => ({
    path: `net/tunnels/${type}`,
    word: 'Tunnel Profile',
    family: 'tunnel-profile',
    methods: ['GET'],
    properties: { defaultsFrom: told(), description: text() },
    builtIns: [
      { name: first },
      ...children.map((name) => ({ name, props: { defaultsFrom: `/Common/${first}` } })),
    ],
  }),
);
