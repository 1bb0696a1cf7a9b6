import fc from 'fast-check';
import type { SpecInput } from './device.ts';

// Specs as fast-check arbitraries. Names and addresses come from small sets, so that two specs often
// fight for the same ones: the same name with another address, the same address under another name.

type Map = Readonly<Record<string, unknown>>;

const NODES = ['n1', 'n2', 'n3', 'n4'];
const ADDRESSES = ['10.1.0.11', '10.1.0.12', '10.1.0.13', '2001:db8::14', '2001:db8::15'];
const MONITORS = ['m1', 'm2'];
const POOLS = ['p1', 'p2'];
const RULES = ['r1', 'r2'];
const SNAT_POOLS = ['s1', 's2'];
const SNAT_ADDRESSES = ['203.0.113.20', '203.0.113.21', '2001:db8:f::20'];
const VIRTUALS = ['w1', 'w2', 'w3'];
const DESTINATIONS = ['203.0.113.10', '203.0.113.11', '2001:db8:f::1'];
const PORTS = [80, 443, 'any'] as const;

const some = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const subset = <T>(values: readonly T[], minLength = 0): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...values], { minLength });
/** Each key there or not. */
const options = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Map> =>
  fc.record(model, { requiredKeys: [] });
const zip = (keys: readonly string[], values: readonly unknown[]): Map =>
  Object.fromEntries(keys.slice(0, values.length).map((key, index) => [key, values[index]]));

const description = some(['one', 'two words', 'a "quoted" {brace} $dollar']);
const limits = { connectionLimit: some([0, 100, 5000]), connectionRateLimit: some([0, 50]) };
const weights = { ratio: some([1, 3]), dynamicRatio: some([1, 2]), ...limits, description };

const monitor = fc.oneof(
  options({ interval: some([5, 7]), timeout: some([16, 30]), timeUntilUp: some([0, 3]), description }).chain(
    (timing) =>
      some(['http', 'https', 'tcp', 'tcp-half-open', 'gateway-icmp', 'icmp']).map((type) => ({
        type,
        ...timing,
      })),
  ),
  options({
    path: some(['/echo', '/chat?v=2']),
    host: some(['gateway.example.com', '[2001:db8::1]:8001']),
    origin: fc.constant('https://www.example.com'),
    subprotocol: some(['amqp', ['amqp', 'v10.stomp']]),
    tls: fc.boolean(),
    destination: some(['*:*', '*:8080']),
  }).map((handshake) => ({ type: 'websocket', ...handshake })),
  options({
    send: some(['GET /\r\n', 'GET /a\\r\\n', 'HEAD / HTTP/1.1\r\nHost: x\r\n\r\n']),
    receive: some(['200', 'HTTP/1.1 101']),
    receiveDisable: some(['503']),
    reverse: fc.constant(false),
    username: fc.constant('probe'),
    password: some(['first-password', 'second-password']),
    destination: some(['*:*', '*:8080']),
  }).chain((dialogue) => some(['http', 'https']).map((type) => ({ type, ...dialogue }))),
);

const fqdnNode = options({
  addressFamily: some(['ipv4', 'ipv6']),
  autopopulate: fc.boolean(),
  interval: some([60, 3600]),
  downInterval: some([5, 9]),
}).map((more) => ({ fqdn: 'gateways.example.com', ...more }));

const nodes = fc
  .tuple(
    subset(NODES),
    subset(ADDRESSES, 4),
    fc.array(options(weights), { minLength: 4, maxLength: 4 }),
    fqdnNode,
  )
  .chain(([names, addresses, more, byName]) =>
    fc.boolean().map((cloud): Map => {
      const values = names.map((_, index) =>
        Object.keys(more[index] ?? {}).length === 0
          ? addresses[index]
          : { address: addresses[index], ...more[index] },
      );
      return { ...zip(names, values), ...(cloud ? { cloud: byName } : {}) };
    }),
  );

/** A member on all ports has none that a monitor could probe. */
const memberMap = (
  names: readonly string[],
  monitors: readonly string[],
  probed: boolean,
): fc.Arbitrary<unknown> => {
  if (names.length === 0) return fc.constant({});
  const settings = options({
    ...weights,
    priorityGroup: some([0, 5]),
    ...(probed && monitors.length > 0
      ? {
          monitors: fc.oneof(
            some(['default', 'none']),
            some(monitors).map((one) => [one]),
          ),
        }
      : {}),
  });
  const port = some(probed ? [8001, 8002] : [8001, 'any']);
  const form = fc.oneof(
    port,
    fc.constant([8001, 8002]),
    settings.chain((more) => port.map((one) => ({ port: one, ...more }))),
  );
  const asMap = subset(names, 1).chain((chosen) =>
    fc.array(form, { minLength: chosen.length, maxLength: chosen.length }).map((forms) => zip(chosen, forms)),
  );
  const asList = subset(names, 1).chain((chosen) =>
    settings.map((more) => chosen.map((node) => ({ node, port: 9000, ...more }))),
  );
  return fc.oneof(asMap, asMap, asList);
};

const pool = (names: readonly string[], monitors: readonly string[]): fc.Arbitrary<Map> => {
  const known = [...monitors, '/Common/tcp'];
  const probing = fc.oneof(subset(known, 1), fc.constant({ atLeast: 1, of: known }));
  const settings = options({
    method: some(['round-robin', 'least-connections-member', 'ratio-member', 'predictive-node']),
    minActiveMembers: some([0, 1]),
    slowRampTime: some([10, 60]),
    serviceDownAction: some(['none', 'reset', 'drop', 'reselect']),
    reselectTries: some([0, 2]),
    allowSnat: fc.boolean(),
    allowNat: fc.boolean(),
    description,
    properties: some([{ queueDepthLimit: 7 }, { queueDepthLimit: 9, queueTimeLimit: 5 }]),
  });
  return fc
    .option(probing)
    .chain((probe) =>
      fc
        .tuple(settings, memberMap(names, monitors, probe !== null))
        .map(([more, members]) => ({ ...(probe === null ? {} : { monitors: probe }), ...more, members })),
    );
};

const persistence = fc.oneof(
  some(['none', 'cookie', 'source-address', 'destination-address', 'ssl']),
  options({ timeout: some([60, 3600]) }).map((more) => ({ type: 'ssl', ...more })),
  options({ timeout: some([60, 3600]), mask: some(['none', '255.255.255.0']) }).map((more) => ({
    type: 'source-address',
    ...more,
  })),
  options({
    cookieName: fc.constant('WS'),
    secure: fc.boolean(),
    httpOnly: fc.boolean(),
    expiration: some([0, 100]),
  }).map((more) => ({ type: 'cookie', ...more })),
  some(['first-phrase', 'second-phrase']).map((passphrase) => ({
    type: 'cookie',
    encryption: 'required',
    passphrase,
  })),
);

interface Around {
  readonly pools: readonly string[];
  readonly snatPools: readonly string[];
  readonly rules: readonly string[];
  readonly vlans: readonly string[];
}

const virtual = (around: Around): fc.Arbitrary<Map> =>
  fc.oneof({ weight: 5, arbitrary: proxied(around) }, { weight: 1, arbitrary: passedOn(around) });

/** Without HTTP: by packets, or TCP as it is. */
const passedOn = ({ pools, snatPools }: Around): fc.Arbitrary<Map> =>
  options({
    ...(pools.length > 0 ? { pool: some(pools) } : {}),
    snat: some(['none', 'automap', ...snatPools]),
    idleTimeout: some([60, 'indefinite']),
    keepAlive: some([60, 1800]),
    persistence: some(['none', 'source-address']),
    enabled: fc.boolean(),
  }).chain((more) =>
    fc
      .oneof(
        some(['fastl4', 'tcp']),
        options({ looseInitialization: fc.boolean(), looseClose: fc.boolean() }).map((loose) => ({
          mode: 'fastl4',
          ...loose,
        })),
      )
      .map((websocket) => ({ websocket, ...more })),
  );

const persistenceByRule = (rules: readonly string[]): fc.Arbitrary<Map> =>
  fc
    .tuple(some(['universal', 'hash']), some(rules), options({ timeout: some([60, 3600]) }))
    .map(([type, rule, more]) => ({ type, rule, ...more }));

const proxied = ({ pools, snatPools, rules, vlans }: Around): fc.Arbitrary<Map> =>
  options({
    ...(pools.length > 0 ? { pool: some(pools) } : {}),
    ...(rules.length > 0 ? { rules: subset(rules) } : {}),
    ...(vlans.length > 0
      ? {
          vlans: fc.oneof(
            fc.constant('all'),
            subset(vlans, 1),
            subset(vlans, 1).map((except) => ({ except })),
          ),
        }
      : {}),
    websocket: fc.oneof(
      some(['auto', 'native', 'irule', 'profile']),
      options({
        masking: some(['unmask', 'remask', 'selective']),
        compression: fc.boolean(),
        windowBits: some([9, 15]),
      }).map((frames) => ({ mode: 'profile', ...frames })),
      some(['none', 'connection']).map((logging) => ({ mode: 'irule', name: `allow-${logging}`, logging })),
    ),
    snat: some(['none', 'automap', ...snatPools]),
    idleTimeout: some([60, 3600, 'indefinite']),
    keepAlive: some([60, 1800]),
    tcpProfile: fc.oneof(
      fc.constant('/Common/tcp'),
      fc.constant({ client: '/Common/tcp-wan-optimized', server: '/Common/tcp-lan-optimized' }),
    ),
    xForwardedFor: fc.boolean(),
    oneConnect: some<unknown>([true, false, { sourceMask: '255.255.0.0', limit: 'idle' }, { maxReuse: 5 }]),
    compression: some<unknown>([true, false, { types: ['text/', 'a/(b|c)'], minSize: 9, level: 9 }]),
    http2: some<unknown>([true, false, { concurrentStreams: 99 }]),
    persistence: rules.length > 0 ? fc.oneof(persistence, persistenceByRule(rules)) : persistence,
    enabled: fc.boolean(),
    ...limits,
    mirror: fc.boolean(),
    translateAddress: fc.constant(true),
    translatePort: fc.boolean(),
    description,
    properties: fc.constant({ sourcePort: 'preserve-strict' }),
  });

const listeners = fc
  .tuple(
    subset(VIRTUALS),
    subset(
      DESTINATIONS.flatMap((destination) => PORTS.map((port) => ({ destination, port }))),
      3,
    ),
  )
  .map(([names, places]) => zip(names, places.slice(0, names.length)));

const virtualServers = (around: Around): fc.Arbitrary<Map> =>
  fc
    .tuple(
      listeners,
      fc.array(virtual(around), { minLength: 3, maxLength: 3 }),
      fc.option(options({ arp: fc.boolean(), icmpEcho: fc.boolean(), enabled: fc.boolean() })),
    )
    .map(([places, settings, address]) =>
      Object.fromEntries(
        Object.entries(places).map(([name, place], index) => [
          name,
          {
            ...(place as Map),
            ...settings[index],
            ...(index === 0 && address ? { virtualAddress: address } : {}),
          },
        ]),
      ),
    );

const VLANS = [
  { name: 'v1', net: '10.1.0', v6: 'fd00:1:' },
  { name: 'v2', net: '10.2.0', v6: 'fd00:2:' },
];

/** VLANs on interfaces of their own, self IPs in networks of their own, routes through what is there. */
const network = fc
  .tuple(
    subset(VLANS),
    subset(['1.1', '1.2', '1.3', '1.4'], 4),
    fc.array(options({ mtu: some([1500, 1400]), description }), { minLength: 2, maxLength: 2 }),
    fc.array(
      fc.record({
        host: some([1, 2]),
        six: fc.boolean(),
        lockdown: some<unknown>(['none', 'default', 'all', ['tcp:443', 'udp:1026'], undefined]),
        tagged: fc.boolean(),
      }),
      { minLength: 2, maxLength: 2 },
    ),
    some(['none', 'gateway', 'blackhole']),
  )
  .map(([vlans, interfaces, settings, selves, route]): { vlans: readonly string[]; network: Map } => {
    const vlanMap = vlans.map(({ name }, index) => {
      const own = interfaces.slice(index * 2, index * 2 + 2);
      const tagged = selves[index]?.tagged ? { tag: 100 + VLANS.findIndex((one) => one.name === name) } : {};
      const list = 'tag' in tagged ? own.map((one) => ({ tagged: one })) : own;
      return [name, { interfaces: list, ...tagged, ...settings[index] }] as const;
    });
    const selfMap = vlans.map(({ name, net, v6 }, index) => {
      const { host = 1, six = false, lockdown } = selves[index] ?? {};
      const address = six ? `${v6}:${host}/64` : `${net}.${host}/24`;
      return [
        `self-${name}`,
        { address, vlan: name, ...(lockdown === undefined ? {} : { portLockdown: lockdown }) },
      ];
    });
    const first = vlans[0];
    const routes =
      route === 'blackhole'
        ? { hole: { network: '10.98.0.0/16', blackhole: true } }
        : route === 'gateway' && first
          ? { away: gatewayRoute(first, selves[0]?.six ?? false) }
          : {};
    return {
      vlans: vlans.map(({ name }) => name),
      network: { vlans: Object.fromEntries(vlanMap), selfIps: Object.fromEntries(selfMap), routes },
    };
  });

function gatewayRoute({ net, v6 }: (typeof VLANS)[number], six: boolean): Map {
  return six
    ? { network: '2001:db8:99::/48', gateway: `${v6}:254` }
    : { network: '10.99.0.0/16', gateway: `${net}.254` };
}

const ruleText = some([
  'when CLIENT_ACCEPTED {\n  log local0. one\n}',
  'when CLIENT_ACCEPTED {\n  log local0. two\n}\n\n',
]);

/** Tables that change their type, their records, or both under one name. */
const dataGroups = fc
  .array(
    fc.oneof(
      options({ records: subset(['1', '2', '3']), description }).chain((more) =>
        some(['string', 'integer']).map((type) => ({ type, ...more })),
      ),
      some([{ '10.0.0.0/8': 'one' }, { '10.0.0.0/8': 'say "two" {2}', '2001:DB8::1': 3 }]).map((records) => ({
        type: 'ip',
        records,
      })),
    ),
    { maxLength: 2 },
  )
  .map((list) => zip(['d1', 'd2'], list));

/** Any spec of the vocabulary that a device takes, under one name. */
export const specs: fc.Arbitrary<Exclude<SpecInput, string>> = fc
  .tuple(nodes, subset(MONITORS), network, subset(RULES), subset(SNAT_POOLS), dataGroups)
  .chain(([nodeMap, monitors, { network: net, vlans }, rules, snatPools, tables]) => {
    const members = [...Object.keys(nodeMap), '10.1.0.99'];
    return fc
      .tuple(
        fc.array(monitor, { minLength: 2, maxLength: 2 }),
        subset(POOLS),
        fc.array(pool(members, monitors), { minLength: 2, maxLength: 2 }),
        fc.array(ruleText, { minLength: 2, maxLength: 2 }),
        fc.array(subset(SNAT_ADDRESSES, 1), { minLength: 2, maxLength: 2 }),
        options({ partition: some(['Common', 'Tenant']), folder: some(['app', 'app/deep']) }),
      )
      .chain(([monitorList, poolNames, poolList, texts, snatLists, place]) =>
        virtualServers({ pools: poolNames, snatPools, rules, vlans }).map((servers) => ({
          version: 1,
          name: 'generated',
          ...place,
          network: net,
          nodes: nodeMap,
          monitors: zip(monitors, monitorList.slice(0, monitors.length)),
          pools: zip(poolNames, poolList.slice(0, poolNames.length)),
          dataGroups: tables,
          snatPools: zip(snatPools, snatLists.slice(0, snatPools.length)),
          rules: zip(
            rules,
            texts.slice(0, rules.length).map((text) => ({ text })),
          ),
          virtualServers: servers,
        })),
      );
  });
