import { withValue } from '../message/headers.ts';
import { collectBody, type Framing, requestFraming } from '../message/body.ts';
import { type Connection, fire, profileOf } from './connection.ts';
import type { RequestHead } from '../message/head.ts';
import { type Intent, take } from './intent.ts';
import { ConnectionOver } from '../message/over.ts';
import { runPolicies } from './policies.ts';
import { asksForWebSocket } from './request-headers.ts';

/** A request with what is to become of it. */
export interface Decided {
  readonly intent: Intent;
  /** As policies and rules left it. */
  readonly request: RequestHead;
  /** What was collected of the body, and how the rest of it ends. */
  readonly collected: Buffer;
  readonly rest: Framing;
}

/** Policies, then HTTP_REQUEST, then what it collected, then WS_REQUEST. */
export async function decide(connection: Connection, request: RequestHead): Promise<Decided> {
  const framing = requestFraming(request);
  if (!framing) throw new ConnectionOver({ reset: 'HTTP process error' });
  const { method, uri, headers } = request;
  const intent: Intent = { ...connection.first, method, uri, headers };
  take(intent, runPolicies(connection, request), connection.host);
  const shaped = () => ({ ...request, method: intent.method, uri: intent.uri, headers: intent.headers });
  take(intent, await fire(connection, 'HTTP_REQUEST', { request: shaped() }), connection.host);
  if (intent.raw)
    take(intent, await fire(connection, 'HTTP_DISABLED', { request: shaped() }), connection.host);
  const body = await collect(connection, intent, shaped(), framing);
  if (profileOf(connection.host, 'websocket') && intent.websocket && asksForWebSocket(shaped())) {
    take(intent, await fire(connection, 'WS_REQUEST', { request: shaped() }), connection.host);
  }
  return { intent, request: shaped(), ...body };
}

async function collect(
  connection: Connection,
  intent: Intent,
  request: RequestHead,
  framing: Framing,
): Promise<Pick<Decided, 'collected' | 'rest'>> {
  const wanted = intent.collect;
  if (!wanted || intent.raw || intent.respond) return { collected: Buffer.alloc(0), rest: framing };
  const body = await collectBody(connection.source, framing, wanted.bytes);
  if (typeof body === 'string') throw new ConnectionOver({ reset: 'HTTP process error' });
  const payload = body.content.toString('latin1');
  take(intent, await fire(connection, 'HTTP_REQUEST_DATA', { request, payload }), connection.host);
  const changed = Buffer.from(intent.payload ?? payload, 'latin1');
  if (framing.by === 'length') {
    const length = framing.bytes + changed.length - body.content.length;
    if (length !== framing.bytes)
      intent.headers = withValue(intent.headers, 'Content-Length', String(length));
    return { collected: changed, rest: body.rest };
  }
  return { collected: asChunks(changed), rest: body.rest };
}

/** All of a chunked body in one chunk. */
export function asChunks(content: Buffer): Buffer {
  const last = Buffer.from('0\r\n\r\n');
  if (content.length === 0) return last;
  return Buffer.concat([
    Buffer.from(`${content.length.toString(16)}\r\n`),
    content,
    Buffer.from('\r\n'),
    last,
  ]);
}
