import type { SpecPath } from '../model/object.ts';
import { type Advice, folded, stands } from './word-places.ts';
import { notYet } from './words/entry.ts';

// Values that people try where others stand.

type Match = (value: unknown) => boolean;

/** One of these words, however it is spelled; `true` and `false` for themselves. */
function word(list: string): Match {
  const tried = list.split(' ').map(folded);
  return (value) => ['string', 'boolean'].includes(typeof value) && tried.includes(folded(String(value)));
}

const text =
  (pattern: RegExp): Match =>
  (value) =>
    typeof value === 'string' && pattern.test(value);

const ON = 'true on yes enabled';
const OFF = 'false off no disabled';
const ANY_PORT = 'write `any` for every port';
const SOURCE = 'sourceAddr sourceAddress source sourceIp srcAddr ip ipHash clientIp';
const PORTS: Readonly<Record<string, number>> = { http: 80, ws: 80, https: 443, wss: 443 };

const PORT: readonly (readonly [Match, Advice])[] = [
  [(value) => value === 0, ANY_PORT],
  [word('* all any any6 0 wildcard'), ANY_PORT],
  ...Object.entries(PORTS).map(([name, port]) => [word(name), `write \`${port}\``] as const),
];

const METHODS: readonly (readonly [Match, Advice])[] = [
  [word('rr roundrobin'), 'did you mean `round-robin`?'],
  [
    word('leastConnections leastConn leastconns least'),
    'write `least-connections-member`, or `least-connections-node` to count all ports of a node together',
  ],
  [word('ratio weighted weightedRoundRobin wrr'), 'write `ratio-member`, and a `ratio` with each member'],
  [word('fastest'), 'write `fastest-node`'],
  [word('ipHash sourceHash hash'), 'that is `persistence: source-address`, in the virtual server'],
];

const NO_PERSISTENCE: readonly (readonly [Match, Advice])[] = [[word(OFF), 'write `none`']];

const TYPES_OF_PERSISTENCE: readonly (readonly [Match, Advice])[] = [
  [word(SOURCE), 'here it is `source-address`'],
  [word('destinationAddr destAddr dest destination dstAddr'), 'here it is `destination-address`'],
  [word('tls sslSession sslSessionId tlsSession tlsSessionId sessionId'), 'here it is `ssl`'],
];

const PERSISTENCE: readonly (readonly [Match, Advice])[] = [
  [word('cookies'), 'did you mean `cookie`?'],
  [word(ON), 'write `persistence: cookie` or `persistence: source-address`'],
  ...NO_PERSISTENCE,
  ...TYPES_OF_PERSISTENCE,
  [
    word('universal uie iRule'),
    'write `persistence: { type: universal, rule: name }`; the iRule calls `persist uie`',
  ],
  [word('hash'), 'write `persistence: { type: hash, rule: name }`; the iRule calls `persist hash`'],
];

const DESTINATION: readonly (readonly [Match, Advice])[] = [
  [
    text(/^[\d.]+:\d+$|^\[.*\]:\d+$/),
    'the port has a line of its own: `destination: 203.0.113.10` and `port: 443`',
  ],
  [
    text(/^[a-z][\w-]*(\.[\w-]+)+\.?$/i),
    'a virtual server has an address; the name that leads to it is a matter of DNS',
  ],
  [word('*'), 'write `any`'],
];

const SNAT: readonly (readonly [Match, Advice])[] = [
  [word(`${ON} auto`), 'write `snat: automap`, or the name of a SNAT pool'],
  [word(OFF), 'write `snat: none`'],
];

const VALUES: readonly (readonly [place: string, values: readonly (readonly [Match, Advice])[]])[] = [
  [
    'monitors.*.type',
    [
      [word('ws websockets upgrade handshake'), 'here it is `websocket`'],
      [word('wss'), 'here it is `type: websocket`, with `tls: true`'],
      [word('ping gatewayIcmp'), 'here it is `gateway-icmp`'],
      [word('tcpHalfOpen halfOpen syn'), 'here it is `tcp-half-open`'],
      [
        word('external script'),
        notYet(
          'make external monitors',
          'make it on the device, and name it by its path: `monitors: [/Common/name]`',
        ),
      ],
    ],
  ],
  [
    'dataGroups.*',
    [
      [
        Array.isArray,
        'say what the keys are: `{ type: string, records: [ … ] }`; types are string, ip, integer',
      ],
    ],
  ],
  [
    'dataGroups.*.type',
    [
      [word('address addr addresses ipv4 ipv6 network networks cidr host'), 'here it is `ip`'],
      [word('text str'), 'here it is `string`'],
      [word('int number numeric'), 'here it is `integer`'],
    ],
  ],
  [
    'virtualServers.*.rules.*',
    [
      [
        (value) => typeof value === 'object',
        'write the name alone: a priority stands in the iRule (`when HTTP_REQUEST priority 100 { … }`), and where it is ' +
          'the same the order here decides',
      ],
    ],
  ],
  ['pools.*.method', METHODS],
  ['pools.*.members', [[text(/./), 'write a map from node to port: `members: { node: 8001 }`']]],
  [
    'pools.*.members.*',
    [
      ...PORT,
      [text(/^(?!\d+$)./), 'write a map from node to port: `members: { node: 8001 }`'],
      [(value) => value === null, 'write the port behind it'],
    ],
  ],
  ['pools.*.members.*.port', PORT],
  ['virtualServers.*.port', PORT],
  ['virtualServers.*.listeners.*.port', PORT],
  ['virtualServers.*.destination', DESTINATION],
  ['virtualServers.*.listeners.*.destination', DESTINATION],
  ['virtualServers.*.snat', SNAT],
  ['virtualServers.*.listeners.*.snat', SNAT],
  [
    'virtualServers.*.websocket',
    [
      [word(`${ON} ws wss http`), 'write `websocket: auto`'],
      [word(`${OFF} none`), 'leave it out'],
      [word('websocketProfile frames'), 'write `websocket: profile`'],
      [word('fastL4 layer4 l4 forwarding performance'), 'write `websocket: fastl4`'],
    ],
  ],
  [
    'virtualServers.*.routes',
    [
      [
        (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
        'write a list, the first that matches counts: `routes: [{ path: /socket.io/, pool: node }, { pool: web }]`',
      ],
    ],
  ],
  [
    'virtualServers.*.routes.*.upgrade',
    [[word(`${ON} ws wss websockets`), 'here it is `upgrade: websocket`']],
  ],
  ['virtualServers.*.routes.*.persistence', PERSISTENCE],
  ['virtualServers.*.persistence', PERSISTENCE],
  ['virtualServers.*.persistence.type', TYPES_OF_PERSISTENCE],
  ['virtualServers.*.fallbackPersistence', [...NO_PERSISTENCE, ...TYPES_OF_PERSISTENCE.slice(0, 1)]],
];

/** What a value that the schema does not take is called here; undefined where we cannot tell. */
export function otherValue(path: SpecPath, value: unknown): Advice | undefined {
  // A name that stands as a key is looked up, and is no value.
  if (value === path.at(-1)) return undefined;
  const values = VALUES.find(([place]) => stands(place, path))?.[1] ?? [];
  return values.find(([matches]) => matches(value))?.[1];
}
