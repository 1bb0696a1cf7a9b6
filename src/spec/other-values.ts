import type { SpecPath } from '../model/object.ts';
import { type Advice, folded, stands } from './word-places.ts';

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

const PERSISTENCE: readonly (readonly [Match, Advice])[] = [
  [word('cookies'), 'did you mean `cookie`?'],
  [word(ON), 'write `persistence: cookie` or `persistence: source-address`'],
  [word(OFF), 'write `none`'],
  [word(SOURCE), 'here it is `source-address`'],
];

const VALUES: readonly (readonly [place: string, values: readonly (readonly [Match, Advice])[]])[] = [
  [
    'monitors.*.type',
    [
      [word('ws websockets upgrade handshake'), 'here it is `websocket`'],
      [word('wss'), 'here it is `type: websocket`, with `tls: true`'],
      [word('ping gatewayIcmp'), 'here it is `gateway-icmp`'],
      [word('tcpHalfOpen halfOpen syn'), 'here it is `tcp-half-open`'],
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
  [
    'virtualServers.*.destination',
    [
      [
        text(/^[\d.]+:\d+$|^\[.*\]:\d+$/),
        'the port has a line of its own: `destination: 203.0.113.10` and `port: 443`',
      ],
      [text(/^[\d.]+\/\d+$/), 'write the address without its prefix length'],
      [
        text(/^[a-z][\w-]*(\.[\w-]+)+\.?$/i),
        'a virtual server has an address; the name that leads to it is a matter of DNS',
      ],
      [word('*'), 'write `any`'],
    ],
  ],
  [
    'virtualServers.*.snat',
    [
      [word(`${ON} auto`), 'write `snat: automap`, or the name of a SNAT pool'],
      [word(OFF), 'write `snat: none`'],
    ],
  ],
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
  ['virtualServers.*.fallbackPersistence', PERSISTENCE.slice(2)],
];

/** What a value that the schema does not take is called here; undefined where we cannot tell. */
export function otherValue(path: SpecPath, value: unknown): Advice | undefined {
  // A name that stands as a key is looked up, and is no value.
  if (value === path.at(-1)) return undefined;
  const values = VALUES.find(([place]) => stands(place, path))?.[1] ?? [];
  return values.find(([matches]) => matches(value))?.[1];
}
