import { STATUS_CODES } from 'node:http';
import { textAt } from '../../wire/json.ts';
import type { Header, RuleEffect } from '../contract.ts';
import { without, wordsOf } from '../message/headers.ts';
import { type Connection, httpProps } from './connection.ts';
import { type ResponseHead, responseBytes } from '../message/head.ts';

import { redirect } from '../message/redirect.ts';
import { write } from '../message/write.ts';

type Respond = Extract<RuleEffect, { readonly do: 'respond' }>;

/** Answers as a rule, a policy or the profile says, with the true length. Gives whether the connection goes on. */
export async function respond(
  connection: Connection,
  method: string,
  { status, headers, body }: Respond,
): Promise<boolean> {
  const content = Buffer.from(body, 'latin1');
  const all: readonly Header[] = [
    ...without(headers, 'Content-Length'),
    ['Content-Length', String(content.length)],
  ];
  const head: ResponseHead = {
    version: '1.0',
    status,
    reason: STATUS_CODES[status] ?? '',
    headers: all,
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
  return redirect(location, 302, textAt(props, 'serverAgentName') ?? 'BigIP');
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
