import { textAt } from '../../wire/json.ts';
import type { Header } from '../contract.ts';
import { valueOf, withValue, without, wordsOf } from '../message/headers.ts';
import { expand } from '../policies/expand.ts';
import { inferred } from '../../inferred.ts';
import { type Connection, httpProps, profileOf } from './connection.ts';
import type { RequestHead } from '../message/head.ts';
import { policyFacts } from './policies.ts';

/** What the http profile makes of a request on its way to a member. */
export function forMember(connection: Connection, request: RequestHead): RequestHead {
  const { host } = connection;
  const props = httpProps(host);
  let { headers } = request;
  const erase = textAt(props, 'headerErase') ?? 'none';
  if (erase !== 'none') headers = without(headers, erase);
  const insert = textAt(props, 'headerInsert') ?? 'none';
  if (insert !== 'none') headers = withInserted(connection, request, headers, insert);
  if (props.insertXforwardedFor === 'enabled') {
    headers = [...headers, ['X-Forwarded-For', host.client.address.split('%')[0] ?? '']];
  }
  if (props.viaRequest === 'append') {
    headers = [...headers, ['Via', `${request.version} ${textAt(props, 'viaHostName') ?? ''}`.trim()]];
  }
  if (props.viaRequest === 'remove') headers = without(headers, 'Via');
  const transforms = props.oneconnectTransformations === 'enabled' && profileOf(host, 'one-connect');
  if (transforms) headers = keptAlive(connection, request, headers);
  return { ...request, headers };
}

/** `Name: value`, in which commands may stand; nothing is inserted where one of them is not known here. */
function withInserted(
  connection: Connection,
  request: RequestHead,
  headers: readonly Header[],
  line: string,
): readonly Header[] {
  const text = expand(line, policyFacts(connection, request));
  if (text === undefined) {
    connection.host.log(
      `mock: headerInsert "${line}" holds a command that is not simulated; nothing is inserted`,
    );
    return headers;
  }
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(colon, 0)).trim();
  return name === '' ? headers : [...headers, [name, text.slice(colon + 1).trim()]];
}

/** OneConnect wants to keep the connection: what the client said of its own goes on as X-Cnection (device-facts: one-connect). */
function keptAlive(
  { host }: Connection,
  request: RequestHead,
  headers: readonly Header[],
): readonly Header[] {
  const said = valueOf(headers, 'Connection');
  if (asksForWebSocket(request) && host.tmos.atLeast(inferred.upgradeWithOneConnect)) return headers;
  if (said === undefined && request.version === '1.1') return headers;
  if (said?.toLowerCase() === 'keep-alive') return headers;
  const kept = withValue(headers, 'Connection', 'Keep-Alive');
  return said === undefined ? kept : [...kept, ['X-Cnection', said]];
}

export function asksForWebSocket({ method, headers }: RequestHead): boolean {
  return (
    method === 'GET' &&
    wordsOf(headers, 'Upgrade').includes('websocket') &&
    wordsOf(headers, 'Connection').includes('upgrade')
  );
}
