import { type JsonObject, objectAt } from '../../wire/json.ts';
import { type Connection, httpProps } from './connection.ts';
import { parseRequest, type RequestHead } from '../message/head.ts';
import { ConnectionOver } from '../message/over.ts';
import { BEGINS_REQUEST, readHead } from '../message/read-head.ts';

/** The next request of a client; `raw`: the profile lets pass what it does not take; undefined: there is none. */
export async function nextRequest(connection: Connection): Promise<RequestHead | 'raw' | undefined> {
  const rules = objectAt(httpProps(connection.host), 'enforcement');
  const limit = Number(rules.maxHeaderSize ?? 32_768);
  const read = await readHead(connection.source, limit, BEGINS_REQUEST);
  if ('none' in read) {
    if (read.none === 'oversize') return refused(rules.oversizeClientHeaders);
    if (read.none === 'garbage') throw new ConnectionOver({ reset: 'HTTP process error' });
    return undefined;
  }
  const request = parseRequest(read.text);
  if (!request) throw new ConnectionOver({ reset: 'HTTP process error' });
  const verdict = judge(request, rules, connection);
  if (verdict === 'raw') connection.source.unread(Buffer.from(read.text, 'latin1'));
  return verdict;
}

function judge(request: RequestHead, rules: JsonObject, { source }: Connection): RequestHead | 'raw' {
  if (request.headers.length > Number(rules.maxHeaderCount ?? 64)) return refused(rules.excessClientHeaders);
  const known = Array.isArray(rules.knownMethods) ? rules.knownMethods : [];
  if (rules.unknownMethod !== 'allow' && known.length > 0 && !known.includes(request.method)) {
    return refused(rules.unknownMethod);
  }
  // A GET with more behind it: the next request did not wait for this one's answer.
  if (rules.pipeline === 'reject' && request.method === 'GET' && source.waiting()) return refused('reject');
  return request;
}

function refused(rule: unknown): 'raw' {
  if (rule === 'pass-through') return 'raw';
  throw new ConnectionOver({ reset: 'HTTP process error' });
}
