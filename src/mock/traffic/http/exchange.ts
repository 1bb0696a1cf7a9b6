import { sameEndpoint } from '../persistence/cookie.ts';
import type { ResetCause } from '../contract.ts';
import { passBody, type Passed } from '../message/body.ts';
import { type Connection, httpProps } from './connection.ts';
import { type Decided, decide } from './decide.ts';
import { objectAt } from '../../wire/json.ts';
import { type RequestHead, requestBytes } from '../message/head.ts';
import type { Intent } from './intent.ts';
import { closeLink, isAlive, type Link } from './link.ts';
import { nextRequest } from './next-request.ts';
import { ConnectionOver } from '../message/over.ts';
import { reach } from './reach.ts';
import { forMember } from './request-headers.ts';
import { fallback, respond } from './respond.ts';
import { answer } from './answer.ts';
import { tunnel } from './tunnel.ts';
import { write } from '../message/write.ts';

/** One request and what comes of it. Gives whether another may follow on this connection. */
export async function exchange(connection: Connection): Promise<boolean> {
  const request = await nextRequest(connection);
  if (request === undefined) return false;
  if (request === 'raw') return passThrough(connection, connection.first, Buffer.alloc(0));
  connection.requests++;
  const decided = await decide(connection, request);
  const { intent } = decided;
  if (intent.ending !== undefined) throw new ConnectionOver(intent.ending);
  if (intent.respond) return answered(connection, decided, intent.respond);
  if (intent.raw) return passThrough(connection, intent, requestBytes(decided.request), decided.request);
  return forward(connection, decided);
}

/** The device's own answer; the body of the request is read and dropped where the connection goes on. */
async function answered(
  connection: Connection,
  { request, rest }: Decided,
  effect: NonNullable<Intent['respond']>,
): Promise<boolean> {
  const goesOn = await respond(connection, request.method, effect);
  return goesOn && (await passBody(connection.source, rest, () => Promise.resolve())) === 'done';
}

/** HTTP is not looked at any more: what was read goes on, and all that follows. */
async function passThrough(
  connection: Connection,
  intent: Intent,
  head: Buffer,
  request?: RequestHead,
): Promise<boolean> {
  const found = await attach(connection, intent, request);
  if ('cause' in found) throw new ConnectionOver({ reset: found.cause });
  await write(found.link.stream, head);
  await tunnel(connection, found.link);
  return false;
}

async function forward(connection: Connection, decided: Decided): Promise<boolean> {
  const { intent, request } = decided;
  const found = await attach(connection, intent, request);
  if ('cause' in found) {
    const effect = intent.respond ?? fallback(connection);
    if (!effect) throw new ConnectionOver({ reset: found.cause });
    return answered(connection, decided, effect);
  }
  const { link, fresh } = found;
  connection.host.countRequest(link.member);
  link.requests++;
  const sending = send(connection, link, decided);
  const last = isLast(connection);
  const goesOn = await answer(connection, link, { intent, request, fresh, last });
  return goesOn && !last && (await sending) === 'done';
}

/**
 * The server side for a request. Without OneConnect the first request of a connection decides for all that follow,
 * unless policies or rules say otherwise (device-facts: one-connect).
 */
async function attach(
  connection: Connection,
  intent: Intent,
  request?: RequestHead,
): Promise<{ readonly link: Link; readonly fresh: boolean } | { readonly cause: ResetCause }> {
  const { link } = connection;
  if (link && serves(link, intent)) return { link, fresh: false };
  if (link) closeLink(link);
  connection.link = undefined;
  const found = await reach(connection, intent, request ? { request } : {});
  if ('cause' in found) return found;
  if (connection.client.destroyed) {
    found.link.reset();
    throw new ConnectionOver('close');
  }
  connection.link = found.link;
  return { link: found.link, fresh: true };
}

function serves(link: Link, { directed, detach, virtual, named, pool }: Intent): boolean {
  if (!isAlive(link) || detach) return false;
  if (!directed) return true;
  if (virtual !== undefined) return link.virtual === virtual;
  if (named) return link.member !== undefined && sameEndpoint(link.member, named);
  return link.pool === pool;
}

/** The request goes to the member while its answer may come already. Where it breaks off, so does the server side. */
async function send(
  connection: Connection,
  link: Link,
  { request, collected, rest }: Decided,
): Promise<Passed> {
  const head = requestBytes(forMember(connection, request));
  try {
    await write(link.stream, Buffer.concat([head, collected]));
    const passed = await passBody(connection.source, rest, (bytes) => write(link.stream, bytes));
    if (passed !== 'done') link.reset();
    return passed;
  } catch {
    return 'cut';
  }
}

function isLast({ host, requests }: Connection): boolean {
  const most = Number(objectAt(httpProps(host), 'enforcement').maxRequests ?? 0);
  return most > 0 && requests >= most;
}
