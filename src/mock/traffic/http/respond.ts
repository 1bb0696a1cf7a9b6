import { STATUS_CODES } from 'node:http';
import { textAt } from '../../wire/json.ts';
import type { Header, RuleEffect } from '../contract.ts';
import { valueOf, without, wordsOf } from '../message/headers.ts';
import { type Connection, httpProps } from './connection.ts';
import { type ResponseHead, responseBytes } from '../message/head.ts';

import { write } from '../message/write.ts';

type Respond = Extract<RuleEffect, { readonly do: 'respond' }>;

/**
 * Answers in the device's own name (device-facts: irule-respond): HTTP/1.0, with Server, Connection and Content-Length
 * where the rule gave none. Gives whether the connection goes on.
 */
export async function respond(
  connection: Connection,
  method: string,
  { status, headers, body }: Respond,
): Promise<boolean> {
  const content = Buffer.from(body, 'latin1');
  const said = (name: string) => valueOf(headers, name) !== undefined;
  const all: Header[] = [...without(headers, 'Content-Length')];
  if (!said('Server')) all.push(['Server', textAt(httpProps(connection.host), 'serverAgentName') ?? 'BigIP']);
  if (!said('Connection')) all.push(['Connection', 'close']);
  all.push(['Content-Length', String(content.length)]);
  const head: ResponseHead = {
    version: '1.0',
    status,
    reason: STATUS_CODES[status] ?? '',
    headers: all.filter(([, value]) => value !== ''),
  };
  await write(
    connection.client,
    Buffer.concat([responseBytes(head), method === 'HEAD' ? Buffer.alloc(0) : content]),
  );
  return wordsOf(all, 'Connection').includes('keep-alive');
}

/** Where no member is there, and for the statuses it names, a fallback host takes over [inferred: how it is written]. */
export function fallback(connection: Connection, status?: number): Respond | undefined {
  const props = httpProps(connection.host);
  const host = textAt(props, 'fallbackHost') ?? 'none';
  if (host === 'none' || (status !== undefined && !isFallbackStatus(props.fallbackStatusCodes, status)))
    return undefined;
  const location = /^[a-z]+:\/\//i.test(host) ? host : `http://${host}`;
  return { do: 'respond', status: 302, headers: [['Location', location]], body: '' };
}

/** `500`, `502-504`. */
function isFallbackStatus(codes: unknown, status: number): boolean {
  return (
    Array.isArray(codes) &&
    codes.some((code: unknown) => {
      const [from, to = from] = String(code).split('-').map(Number);
      return from !== undefined && to !== undefined && status >= from && status <= to;
    })
  );
}
