import { createHash, randomBytes } from 'node:crypto';
import type { Asked } from '../target.ts';

/** A request for a WebSocket, and the answer to its key. */
export interface Request {
  readonly text: string;
  readonly accept: string;
}

/** RFC 6455, 1.3: what makes an answer one of a server that knows WebSockets. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export function requestFor(asked: Asked, cookie: string | undefined): Request {
  const key = randomBytes(16).toString('base64');
  const { path, host, origin, subprotocols, headers } = asked;
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    ...(subprotocols.length === 0 ? [] : [`Sec-WebSocket-Protocol: ${subprotocols.join(', ')}`]),
    ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return { text: `${lines.join('\r\n')}\r\n\r\n`, accept: acceptOf(key) };
}

export function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}${GUID}`).digest('base64');
}
