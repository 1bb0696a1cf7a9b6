import { objectAt, textAt } from '../../wire/json.ts';
import { withValue, wordsOf } from '../message/headers.ts';
import { collectBody, type Framing, passBody, responseFraming } from '../message/body.ts';
import { type Connection, fire, httpProps, profileOf } from './connection.ts';
import { asChunks } from './decide.ts';
import { parseResponse, type RequestHead, type ResponseHead, responseBytes } from '../message/head.ts';
import { idleKey, limitsOf } from './idle-links.ts';
import { createIntent, type Intent, take } from './intent.ts';
import { closeLink, type Link } from './link.ts';
import { ConnectionOver, CUT } from '../message/over.ts';
import { bondsOf, persisted, remember } from './persist.ts';
import { runPolicies } from './policies.ts';
import { BEGINS_RESPONSE, readHead } from '../message/read-head.ts';
import { fallback, respond } from './respond.ts';
import { forClient } from './response-headers.ts';
import { isUpgrade, upgrade } from './upgrade.ts';
import { write } from '../message/write.ts';

/** A request that waits for its answer. */
export interface Asked {
  readonly intent: Intent;
  readonly request: RequestHead;
  /** Whether the server side was chosen for this request: only then does a cookie tell of it. */
  readonly fresh: boolean;
  /** Whether the profile allows no other request after this one. */
  readonly last: boolean;
}

/** Brings the answer of a member to the client. Gives whether the client may ask again. */
export async function answer(connection: Connection, link: Link, asked: Asked): Promise<boolean> {
  for (;;) {
    const response = await nextResponse(connection, link);
    if (isUpgrade(connection.host.tmos, asked.request, response)) {
      const { head } = await shape(connection, link, asked, response);
      await upgrade(connection, link, asked, head);
      return false;
    }
    if (response.status >= 200) return finish(connection, link, asked, response);
    // 100 and 103; before 11.4 also 101, whose frames are then read as the answer (device-facts: websocket-upgrade).
    if (asked.request.version === '1.1') await write(connection.client, responseBytes(response));
  }
}

async function nextResponse({ host }: Connection, link: Link): Promise<ResponseHead> {
  const limit = Number(objectAt(httpProps(host), 'enforcement').maxHeaderSize ?? 32_768);
  const read = await readHead(link.source, limit, BEGINS_RESPONSE);
  if ('none' in read) {
    if (read.none === 'end' || read.none === 'cut') {
      throw new ConnectionOver(link.stream.readableEnded ? 'close' : CUT);
    }
    throw new ConnectionOver({ reset: 'HTTP process error' });
  }
  const response = parseResponse(read.text);
  if (!response) throw new ConnectionOver({ reset: 'HTTP process error' });
  return response;
}

async function finish(
  connection: Connection,
  link: Link,
  asked: Asked,
  response: ResponseHead,
): Promise<boolean> {
  const framing = responseFraming(response, asked.request.method);
  if (!framing) throw new ConnectionOver({ reset: 'HTTP process error' });
  const { intent, head } = await shape(connection, link, asked, response);
  const own = intent.respond ?? fallback(connection, response.status);
  if (own) {
    drop(connection, link);
    return respond(connection, asked.request.method, own);
  }
  const { content, rest, changed } = await collected(connection, asked, head, intent, framing);
  await write(connection.client, Buffer.concat([responseBytes(changed), content]));
  const passed = await passBody(link.source, rest, (bytes) => write(connection.client, bytes));
  if (passed !== 'done') throw new ConnectionOver(CUT);
  if (intent.ending !== undefined) throw new ConnectionOver(intent.ending);
  release(connection, link, response, framing, intent.detach);
  return framing.by !== 'close' && keepsOpen(asked.request) && keepsOpen(changed);
}

/** Policies, HTTP_RESPONSE, the http profile and persistence, in this order. */
async function shape(
  connection: Connection,
  link: Link,
  { request, intent: before, fresh, last }: Asked,
  response: ResponseHead,
): Promise<{ readonly intent: Intent; readonly head: ResponseHead }> {
  const intent: Intent = { ...createIntent(before.pool), headers: response.headers };
  take(intent, runPolicies(connection, request, response), connection.host);
  const seen = { ...response, headers: intent.headers };
  take(intent, await fire(connection, 'HTTP_RESPONSE', { request, response: seen }), connection.host);
  if (intent.ending !== undefined && intent.ending !== 'close') throw new ConnectionOver(intent.ending);
  const head = forClient(connection, request, { ...response, headers: intent.headers });
  const headers = withCookie(connection, link, before, intent, request, head.headers, fresh);
  return { intent, head: { ...head, headers: last ? withValue(headers, 'Connection', 'close') : headers } };
}

/** A rule may say in HTTP_RESPONSE what to remember (`persist add uie …`). */
function withCookie(
  connection: Connection,
  link: Link,
  before: Intent,
  after: Intent,
  request: RequestHead,
  headers: ResponseHead['headers'],
  fresh: boolean,
): ResponseHead['headers'] {
  const { member } = link;
  if (!member) return headers;
  const of = (intent: Intent) =>
    bondsOf(connection, { ...intent, pool: member.pool ?? before.pool }, request.headers);
  if (after.persist) remember(connection, of(after), member);
  const each = profileOf(connection.host, 'one-connect') !== undefined;
  return fresh || each ? persisted(connection, of(before), member, headers) : headers;
}

async function collected(
  connection: Connection,
  { request }: Asked,
  head: ResponseHead,
  intent: Intent,
  framing: Framing,
): Promise<{ readonly content: Buffer; readonly rest: Framing; readonly changed: ResponseHead }> {
  const { link } = connection;
  if (!intent.collect || !link) return { content: Buffer.alloc(0), rest: framing, changed: head };
  const body = await collectBody(link.source, framing, intent.collect.bytes);
  if (typeof body === 'string') throw new ConnectionOver(CUT);
  const payload = body.content.toString('latin1');
  const scene = { request, response: head, payload };
  take(intent, await fire(connection, 'HTTP_RESPONSE_DATA', scene), connection.host);
  const content = Buffer.from(intent.payload ?? payload, 'latin1');
  if (framing.by === 'chunks') return { content: asChunks(content), rest: body.rest, changed: head };
  if (framing.by === 'close') return { content, rest: body.rest, changed: head };
  const length = framing.bytes + content.length - body.content.length;
  const headers = withValue(head.headers, 'Content-Length', String(length));
  return { content, rest: body.rest, changed: { ...head, headers } };
}

/** The server side after an answer: kept for this client, given to OneConnect, or closed. */
function release(
  connection: Connection,
  link: Link,
  response: ResponseHead,
  framing: Framing,
  detach: boolean,
): void {
  const { host } = connection;
  if (framing.by === 'close' || !keepsOpen(response)) {
    drop(connection, link);
    return;
  }
  const oneConnect = profileOf(host, 'one-connect');
  if (!oneConnect || !link.member) {
    if (detach) drop(connection, link);
    return;
  }
  // Other answers keep the connection with this client (device-facts: one-connect).
  const reusable = (textAt(httpProps(host), 'oneconnectStatusReuse') ?? '200 206').split(/\s+/);
  if (!reusable.includes(String(response.status)) && !detach) return;
  connection.link = undefined;
  host.memory.idle.give(
    idleKey(host.virtual.path, oneConnect.props, host.client, link.member),
    link,
    limitsOf(oneConnect.props),
  );
}

function drop(connection: Connection, link: Link): void {
  closeLink(link);
  if (connection.link === link) connection.link = undefined;
}

function keepsOpen({ version, headers }: Pick<ResponseHead, 'version' | 'headers'>): boolean {
  const words = wordsOf(headers, 'Connection');
  return version === '1.1' ? !words.includes('close') : words.includes('keep-alive');
}
