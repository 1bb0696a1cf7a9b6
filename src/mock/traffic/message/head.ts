import type { Header } from '../contract.ts';

// The head of a request or response, as text of one character a byte and as parts.

export interface RequestHead {
  readonly method: string;
  readonly uri: string;
  readonly version: '1.0' | '1.1';
  readonly headers: readonly Header[];
}

export interface ResponseHead {
  readonly version: '1.0' | '1.1';
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly Header[];
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const REQUEST = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+) HTTP\/(1\.[01])$/;
const STATUS = /^HTTP\/(1\.[01]) (\d{3})(?: (.*))?$/;
/** Control characters that would end or split a header. */
const CONTROL = /[\0\r\n]/;

/** Undefined: malformed. */
export function parseRequest(text: string): RequestHead | undefined {
  const [first = '', ...lines] = linesOf(text);
  const match = REQUEST.exec(first);
  const headers = parseHeaders(lines);
  if (!match || !headers) return undefined;
  const [, method = '', uri = '', version] = match;
  return { method, uri, version: version === '1.0' ? '1.0' : '1.1', headers };
}

export function parseResponse(text: string): ResponseHead | undefined {
  const [first = '', ...lines] = linesOf(text);
  const match = STATUS.exec(first);
  const headers = parseHeaders(lines);
  if (!match || !headers) return undefined;
  const [, version, status, reason = ''] = match;
  return { version: version === '1.0' ? '1.0' : '1.1', status: Number(status), reason, headers };
}

const linesOf = (text: string) => text.replace(/\r?\n\r?\n$/, '').split(/\r?\n/);

function parseHeaders(lines: readonly string[]): readonly Header[] | undefined {
  const headers: [string, string][] = [];
  for (const line of lines) {
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last) {
      last[1] = `${last[1]} ${line.trim()}`;
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    const value = line.slice(colon + 1).trim();
    if (!TOKEN.test(name) || CONTROL.test(value)) return undefined;
    headers.push([name, value]);
  }
  return headers;
}

export function requestBytes({ method, uri, version, headers }: RequestHead): Buffer {
  return headBytes(`${method} ${uri} HTTP/${version}`, headers);
}

export function responseBytes({ version, status, reason, headers }: ResponseHead): Buffer {
  return headBytes(`HTTP/${version} ${status} ${reason}`, headers);
}

/** What a rule or profile says must not become a second header. */
function headBytes(first: string, headers: readonly Header[]): Buffer {
  const lines = [first, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.from(
    `${lines.map((line) => line.replace(/[\r\n\0]+/g, ' ')).join('\r\n')}\r\n\r\n`,
    'latin1',
  );
}
