import type { Tmos } from '../../tmos.ts';
import type { JsonObject } from '../../wire/json.ts';
import { valueOf } from '../message/headers.ts';
import { type Masking, relayFrames } from '../websocket/relay.ts';
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
  const profile = profileOf(connection.host, 'websocket');
  if (!profile || !isWatched(intent) || !asksForWebSocket(request)) {
    await write(connection.client, responseBytes(response));
    await tunnel(connection, link);
    return;
  }
  take(intent, await fire(connection, 'WS_RESPONSE', { request, response }), connection.host);
  if (intent.ending !== undefined) throw new ConnectionOver(intent.ending);
  await write(connection.client, responseBytes(response));
  const masking = maskingOf(profile.props);
  if (!isWatched(intent) || (masking === 'preserve' && !watchesFrames(connection)))
    await tunnel(connection, link);
  else await relay(connection, link, masking, { request, response });
}

/** A rule can say so of the request and of the answer. */
const isWatched = ({ websocket }: Intent) => websocket;

/** Without a security policy `selective` lets masks be, also where a rule looks (device-facts: websocket-profile). */
function maskingOf({ masking }: JsonObject): Masking {
  return masking === 'unmask' || masking === 'remask' ? masking : 'preserve';
}

const FRAME_EVENTS = ['CLIENT', 'SERVER'].flatMap((side) =>
  ['FRAME', 'DATA', 'FRAME_DONE'].map((event) => `WS_${side}_${event}`),
);

const watchesFrames = ({ host }: Connection) =>
  FRAME_EVENTS.some((event) => host.rules?.handles(event) === true);

async function relay(
  connection: Connection,
  link: Link,
  masking: Masking,
  scene: { readonly request: RequestHead; readonly response: ResponseHead },
): Promise<void> {
  const { host, client, source } = connection;
  const extensions = valueOf(scene.response.headers, 'Sec-WebSocket-Extensions') ?? '';
  await relayFrames({
    client: { stream: client, source },
    server: link,
    masking,
    compressed: /permessage-deflate/i.test(extensions),
    rules: {
      handles: (event) => host.rules?.handles(event) === true,
      fire: (event, frame, payload) =>
        fire(connection, event, { ...scene, frame, ...(payload === undefined ? {} : { payload }) }),
    },
  });
}
