import { z } from 'zod';
import { checked } from './scalars.ts';

// A monitor that asks for a WebSocket. To the device it is one of HTTP with the right request (device-facts:
// upgrade-monitor), so that is what it is read as: what is said of HTTP monitors holds for it too.

const HOST = String.raw`(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252}))(?::[1-9]\d{0,4})?`;
const ORIGIN = new RegExp(`^(?:null|[A-Za-z][A-Za-z0-9+.-]*://${HOST})$`);
/** Letters of a path and a query as they travel (RFC 3986). */
const PATH = /^\/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,2000}$/;
/** A word of a header (RFC 9110). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/;

export const subprotocolName = checked(
  'token',
  (text) => TOKEN.test(text),
  'not a name of a subprotocol',
  'for example v10.stomp',
);

export const urlPath = checked(
  'path of a URL',
  (text) => PATH.test(text),
  'not the path of a URL',
  "begin with /, and write other characters than letters, digits and -._~!$&'()*+,;=:@/? as %20",
);

export const hostAndPort = checked(
  'host or host:port',
  (text) => new RegExp(`^${HOST}$`).test(text),
  'not a host, or a host and a port',
  'write gateway.example.com or gateway.example.com:8001, as it stands in the URL of the clients',
);

export const originOfPage = checked(
  'origin',
  (text) => ORIGIN.test(text),
  'not an origin',
  'write https://www.example.com, without a path: where the page comes from that opens the WebSocket',
);

/** What stands beside the fields of every monitor. */
export const handshakeFields = {
  path: urlPath.default('/').describe('What is asked for, with a query where the server wants one.'),
  host: hostAndPort
    .default('localhost')
    .describe('The host that is asked for. Servers that choose by name want the one of the clients’ URL.'),
  origin: originOfPage
    .optional()
    .describe('The origin that is claimed, for servers that check it. Left out: none.'),
  subprotocol: z
    .union([subprotocolName, z.array(subprotocolName).min(1).max(20)])
    .optional()
    .describe('The subprotocol that is offered, or several. Left out: none.'),
  tls: z.boolean().default(false).describe('Whether the member speaks TLS: an https monitor.'),
};

/** Any sixteen bytes will do: the device does not look at the answer to them. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

type Handshake = z.output<z.ZodObject<typeof handshakeFields>>;

/** The request of a client that opens a WebSocket (RFC 6455, 4.1), and what to expect of a server that takes it. */
export function handshake({ path, host, origin, subprotocol, tls }: Handshake) {
  const offered = typeof subprotocol === 'string' ? subprotocol : subprotocol?.join(', ');
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${KEY}`,
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    ...(offered === undefined ? [] : [`Sec-WebSocket-Protocol: ${offered}`]),
  ];
  const type = tls ? ('https' as const) : ('http' as const);
  return { type, send: `${lines.join('\r\n')}\r\n\r\n`, receive: 'HTTP/1.1 101' };
}
