import type { JsonObject } from '../../wire/json.ts';
import { textAt } from '../../wire/json.ts';
import { valueOf, valuesOf } from '../message/headers.ts';
import type { PolicyFacts } from './facts.ts';

/** The values that a condition compares; empty: what it asks for is not there. Undefined: this mock cannot tell. */
export type Operand = (condition: JsonObject, facts: PolicyFacts) => readonly string[] | undefined;

const list = (value: string | undefined) => (value === undefined ? [] : [value]);

const host: Operand = (condition, { request, local, isTls }) => {
  const said = valueOf(request.headers, 'Host');
  if (said === undefined) return [];
  const parts = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(said);
  const port = parts?.[2];
  if (condition.host === true) return [parts?.[1] ?? said];
  if (condition.port === true)
    return [port ?? (isTls ? '443' : local.port === 0 ? '80' : String(local.port))];
  return [said];
};

const uri: Operand = (condition, facts) => {
  const { request, isTls } = facts;
  const [path, query] = splitOnce(request.uri, '?');
  if (condition.path === true) return [path];
  if (condition.host === true || condition.port === true) return host(condition, facts);
  if (condition.scheme === true) return [isTls ? 'https' : 'http'];
  if (condition.queryString === true) return list(query);
  if (condition.queryParameter === true) return parameter(query, textAt(condition, 'tmName') ?? '');
  if (condition.extension === true) return list(/\.([^./]+)$/.exec(path)?.[1]);
  if (condition.pathSegment === true) return list(path.split('/').slice(1)[Number(condition.index ?? 1) - 1]);
  return [request.uri];
};

function parameter(query: string | undefined, name: string): readonly string[] {
  return (query ?? '')
    .split('&')
    .map((pair) => splitOnce(pair, '='))
    .filter(([own]) => own === name)
    .map(([, value = '']) => value);
}

const splitOnce = (text: string, mark: string): readonly [string, string?] => {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

const headersOf = (condition: JsonObject, { request, response }: PolicyFacts) =>
  condition.response === true ? (response?.headers ?? []) : request.headers;

const cookie: Operand = (condition, { request }) =>
  valuesOf(request.headers, 'Cookie')
    .flatMap((line) => line.split(';'))
    .map((pair) => splitOnce(pair.trim(), '='))
    .filter(([name]) => name === textAt(condition, 'tmName'))
    .map(([, value = '']) => value);

const named =
  (name: string): Operand =>
  (condition, facts) =>
    valuesOf(headersOf(condition, facts), name);

const endpoint: Operand = (condition, { client, local }) => {
  const side = condition.local === true ? local : client;
  if (condition.port === true) return [String(side.port)];
  return condition.address === true ? [side.address.split('%')[0] ?? ''] : undefined;
};

/** By the flag that names it in a condition. */
const OPERANDS: Readonly<Record<string, Operand>> = {
  httpCookie: cookie,
  httpHeader: (condition, facts) => valuesOf(headersOf(condition, facts), textAt(condition, 'tmName') ?? ''),
  httpHost: host,
  httpMethod: (_condition, { request }) => [request.method],
  httpReferer: named('Referer'),
  httpStatus: (_condition, { response }) => (response ? [String(response.status)] : []),
  httpUri: uri,
  httpUserAgent: named('User-Agent'),
  httpVersion: (_condition, { request }) => [request.version],
  sslExtension: (_condition, { serverName }) => list(serverName),
  tcp: endpoint,
  websocket: (condition, { request }) => {
    const word = ['protocol', 'extension', 'version', 'key'].find((name) => condition[name] === true);
    const header = { protocol: 'Protocol', extension: 'Extensions', version: 'Version', key: 'Key' };
    return valuesOf(request.headers, `Sec-WebSocket-${word ? header[word as keyof typeof header] : ''}`);
  },
};

export function operandOf(condition: JsonObject): Operand | undefined {
  return Object.entries(OPERANDS).find(([flag]) => condition[flag] === true)?.[1];
}
