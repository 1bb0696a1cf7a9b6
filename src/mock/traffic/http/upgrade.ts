import type { Tmos } from '../../tmos.ts';
import { type Connection, fire, profileOf } from './connection.ts';
import { type RequestHead, type ResponseHead, responseBytes } from '../message/head.ts';
import { type Intent, take } from './intent.ts';
import type { Link } from './link.ts';
import { ConnectionOver } from '../message/over.ts';
import { asksForWebSocket } from './request-headers.ts';
import { tunnel } from './tunnel.ts';
import { write } from '../message/write.ts';

/** From 11.4 on HTTP knows that its time is over (device-facts: websocket-upgrade). */
const KNOWN_SINCE = '11.4';

export function isUpgrade(tmos: Tmos, request: RequestHead, { status }: ResponseHead): boolean {
  if (request.method === 'CONNECT') return status >= 200 && status < 300;
  return status === 101 && tmos.atLeast(KNOWN_SINCE);
}

/** The answer goes to the client, and from then on bytes both ways. */
export async function upgrade(
  connection: Connection,
  link: Link,
  asked: { readonly request: RequestHead; readonly intent: Intent },
  response: ResponseHead,
): Promise<void> {
  const { request, intent } = asked;
  if (profileOf(connection.host, 'websocket') && intent.websocket && asksForWebSocket(request)) {
    take(intent, await fire(connection, 'WS_RESPONSE', { request, response }), connection.host);
    if (intent.ending !== undefined) throw new ConnectionOver(intent.ending);
  }
  await write(connection.client, responseBytes(response));
  await tunnel(connection, link);
}
