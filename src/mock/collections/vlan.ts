import { mcpd, notFound } from '../errors.ts';
import { inferredCode, inferredText } from '../inferred.ts';
import { textsAt } from '../json.ts';
import { type BuiltIn, type Draft, type KindDefinition, kindAt, type Work } from '../kind.ts';
import { linkTo } from '../link.ts';
import { refersTo } from '../references.ts';
import { type Entry, parentKey } from '../store.ts';
import { block, enabled, flag, number, rawText, text, told, word, yesNo } from '../values.ts';
import { fromDefaults, type Keys } from './from-defaults.ts';

const sflow = block({
  pollInterval: number(0),
  pollIntervalGlobal: yesNo('yes'),
  samplingRate: number(0),
  samplingRateGlobal: yesNo('yes'),
});

/**
 * An interface or a trunk, tagged or not. Untagged when neither is said: the Python SDK's test_vlan.py changes a
 * new interface, and its client refuses to send back `tagged: true` with `tagMode: none` from 11.6 on.
 */
const interfaces: KindDefinition = {
  path: 'interfaces',
  word: 'VLAN interface',
  naming: 'plain',
  pairs: [['tagged', 'untagged']],
  properties: {
    tagMode: word(['none', 'service', 'customer', 'double'], 'none', { since: '11.6' }),
    tagged: flag(),
    untagged: flag(),
  },
  hooks: {
    prepare: ({ props, name }, { store }) => {
      if (!store.find('net/interface', name.name) && !store.find('net/trunk', name.name)) {
        throw notFound('interface', name.name);
      }
      if (props.tagged === undefined) props.untagged = true;
    },
    references: ({ key }) => [
      { family: 'net/interface', path: key },
      { family: 'net/trunk', path: key },
    ],
    view: (props, { key }, store, tmos) => {
      const family = store.find('net/trunk', key) ? 'net/trunk' : 'net/interface';
      return tmos.atLeast('16.0') ? { ...props, nameReference: linkTo(family, key, store, tmos) } : props;
    },
  },
};

export const vlan: KindDefinition = {
  path: 'net/vlan',
  word: 'VLAN',
  family: 'vlan',
  children: [interfaces],
  properties: {
    autoLasthop: word(['default', 'enabled', 'disabled'], 'default'),
    cmpHash: word(['default', 'src-ip', 'dst-ip'], 'default'),
    customerTag: rawText(),
    dagRoundRobin: enabled('disabled', { since: '11.6' }),
    dagTunnel: word(['outer', 'inner'], 'outer', { since: '12.0' }),
    description: text(),
    failsafe: enabled('disabled'),
    failsafeAction: word(
      [
        'failover-restart-tm',
        'failover',
        'reboot',
        'restart-all',
        'failover-abort-tm',
        'go-offline-abort-tm',
      ],
      'failover-restart-tm',
    ),
    failsafeTimeout: number(90, { min: 10, max: 3600 }),
    fwdMode: word(['l3', 'l2', 'virtual-wire'], 'l3', { since: '14.0' }),
    hardwareSyncookie: enabled('disabled', { since: '13.1' }),
    ifIndex: told(),
    learning: word(['enable-forward', 'disable-forward', 'disable-drop'], 'enable-forward'),
    mtu: number(1500, { min: 576, max: 9198 }),
    sflow,
    sourceChecking: enabled('disabled'),
    synFloodRateLimit: number(1000, { since: '13.1' }),
    syncacheThreshold: number(6000, { since: '13.1' }),
    tag: number(undefined, { min: 1, max: 4094 }),
  },
  hooks: { prepare, stored, deleted, check },
};

/** Tunnels that every device has; they show in the route domain. */
export const tunnel: KindDefinition = {
  path: 'net/tunnels/tunnel',
  word: 'Tunnel',
  family: 'vlan',
  methods: ['GET'],
  properties: {
    autoLasthop: told('default'),
    description: text(),
    idleTimeout: told(300),
    ifIndex: told(),
    key: told(0),
    localAddress: told('any6'),
    mode: told('bidirectional'),
    mtu: told(0),
    profile: { ...refersTo('net/tunnels/tcp-forward', { weak: true }), readOnly: true },
    remoteAddress: told('any6'),
    secondaryAddress: told('any6'),
    tos: told('preserve'),
    transparent: told('disabled'),
    usePmtu: told('enabled'),
  },
  builtIns: [
    {
      name: 'http-tunnel',
      props: {
        ifIndex: 112,
        profile: '/Common/tcp-forward',
        description: 'Tunnel for http-explicit profile',
      },
    },
    {
      name: 'socks-tunnel',
      props: { ifIndex: 128, profile: '/Common/tcp-forward', description: 'Tunnel for socks profile' },
    },
  ],
};

const tunnelProfile = (
  type: string,
  keys: Keys,
  builtIns: readonly BuiltIn[] = [{ name: type }],
): KindDefinition => ({
  path: `net/tunnels/${type}`,
  word: 'Tunnel Profile',
  methods: ['GET'],
  properties: {
    defaultsFrom: refersTo(`net/tunnels/${type}`),
    description: text(),
    ...fromDefaults(keys),
  },
  builtIns,
});

/** Tunnel profiles that clients look through while they look for a name (clients.md); captured on 14.1.2.1. */
export const tunnelProfiles: readonly KindDefinition[] = [
  tunnelProfile('gre', {
    encapsulation: rawText('standard'),
    floodingType: rawText('none'),
    rxCsum: 'disabled',
    txCsum: 'disabled',
  }),
  tunnelProfile('ipip', { dsLite: 'disabled', proto: 'IPv4' }),
  tunnelProfile('tcp-forward', {}, [
    { name: 'tcp-forward', props: { description: 'TCP without encapsulation' } },
  ]),
];

/** The tag counts down from 4094 when none is given (icontrol.md D.11). */
function prepare(draft: Draft, work: Work): void {
  const { props, before } = draft;
  const others = work.store.list(draft.kind).filter((entry) => entry !== before);
  props.ifIndex ??= 144 + 16 * others.length;
  if (props.tag !== undefined) return;
  const taken = new Set(others.map((entry) => entry.props.tag));
  let tag = 4094;
  while (taken.has(tag)) tag--;
  props.tag = tag;
}

/** A new VLAN is in route domain 0 from the start, and reads back there. */
function stored(entry: Entry, before: Entry | undefined, work: Work): void {
  const domain = work.store.find('net/route-domain', '/Common/0');
  if (before || !domain || routeDomainOfVlan(entry.key, work)) return;
  work.put(domain, { props: { vlans: [...textsAt(domain.props, 'vlans'), entry.key] } });
}

function deleted(entry: Entry, work: Work): void {
  const domain = routeDomainOfVlan(entry.key, work);
  if (domain)
    work.put(domain, {
      props: { vlans: textsAt(domain.props, 'vlans').filter((path) => path !== entry.key) },
    });
}

export function routeDomainOfVlan(path: string, work: Pick<Work, 'store' | 'kinds'>): Entry | undefined {
  const domains = work.store.list(kindAt(work.kinds, 'net/route-domain'));
  return domains.find(({ props }) => textsAt(props, 'vlans').includes(path));
}

function check(entry: Entry, work: Work): void {
  const { store } = work;
  const kind = kindAt(work.kinds, 'net/vlan');
  const twin = store
    .list(kind)
    .find((other) => other.key !== entry.key && other.props.tag === entry.props.tag);
  if (twin)
    throw mcpd(inferredCode.duplicateTag, inferredText.duplicateTag(Number(entry.props.tag), twin.key));
  const child = entry.kind.children.get('interfaces');
  if (!child) return;
  for (const item of store.list(child, parentKey(entry))) {
    if (item.props.untagged !== true) continue;
    const elsewhere = store
      .users('net/interface', item.key)
      .find((user) => user !== item && user.kind === child && user.props.untagged === true);
    if (elsewhere)
      throw mcpd(inferredCode.untaggedTwice, inferredText.untaggedTwice(item.key, elsewhere.parent));
  }
}
