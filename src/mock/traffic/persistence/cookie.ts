import { createHash } from 'node:crypto';
import type { Endpoint, Header } from '../contract.ts';
import { textAt } from '../../wire/json.ts';
import { cookiesNamed, parseSetCookie } from './cookies.ts';
import { decodeMember, encodeMember } from './cookie-value.ts';
import { bytesOf } from './mask.ts';
import type { Asked, PersistenceMemory, PersistenceMethod } from './method.ts';
import { scoped, timeout } from './table.ts';

// Cookie persistence: the methods insert, rewrite, passive and hash of its profile.

const prop = ({ profile }: Asked, key: string) => textAt(profile.props, key) ?? 'none';
const isOn = (asked: Asked, key: string) => prop(asked, key) === 'enabled';
const methodOf = (asked: Asked) => prop(asked, 'method');

/** What the server is to set where the cookie is rewritten or its own. */
const OF_SERVER = 'BIGipCookie';

/**
 * `BIGipServerpool`; the folder of another partition is in it, with tildes. With encrypt-cookie-poolname a digest
 * stands for the pool (the device's own form is not published).
 */
export function cookieName(asked: Asked): string {
  const said = asked.key ?? prop(asked, 'cookieName');
  if (said !== 'none') return said;
  const pool = asked.pool ?? '';
  const shown = pool.startsWith('/Common/') ? pool.slice('/Common/'.length) : pool;
  const name = shown.replaceAll('/', '~');
  return isOn(asked, 'encryptCookiePoolname')
    ? `BIGipServer!${createHash('sha256').update(name).digest('base64url').slice(0, 22)}`
    : `BIGipServer${name}`;
}

function find(asked: Asked, memory: PersistenceMemory): Endpoint | undefined {
  const values = cookiesNamed(asked.headers, cookieName(asked));
  for (const value of values) {
    const found =
      methodOf(asked) === 'hash' ? memory.records.find(hashKey(asked, value)) : opened(value, asked, memory);
    if (found) return found;
  }
  return undefined;
}

/** `required` takes encrypted values only, `preferred` both, `disabled` clear ones. */
function opened(value: string, asked: Asked, { seal }: PersistenceMemory): Endpoint | undefined {
  const encryption = prop(asked, 'cookieEncryption');
  const isSealed = value.startsWith('!');
  if (isSealed && encryption !== 'disabled' && encryption !== 'none') {
    return decodeMember(seal.open(value, passphrase(asked)) ?? '');
  }
  return encryption === 'required' || isSealed ? undefined : decodeMember(value);
}

const passphrase = (asked: Asked) => textAt(asked.profile.props, 'cookieEncryptionPassphrase') ?? '';

function closed(member: Endpoint, asked: Asked, { seal }: PersistenceMemory): string {
  const value = encodeMember(member);
  const encryption = prop(asked, 'cookieEncryption');
  return encryption === 'required' || encryption === 'preferred'
    ? seal.close(value, passphrase(asked))
    : value;
}

function respond(
  asked: Asked,
  member: Endpoint,
  headers: readonly Header[],
  memory: PersistenceMemory,
): readonly Header[] {
  const method = methodOf(asked);
  if (method === 'insert') return insert(asked, member, headers, memory);
  if (method === 'rewrite') return rewrite(asked, member, headers, memory);
  if (method === 'hash') learn(asked, member, headers, memory);
  return headers;
}

function insert(
  asked: Asked,
  member: Endpoint,
  headers: readonly Header[],
  memory: PersistenceMemory,
): readonly Header[] {
  const known = find(asked, memory);
  if (known && sameEndpoint(known, member) && !isOn(asked, 'alwaysSend')) return headers;
  const expires = expiry(asked, memory.records.now());
  const attributes = [
    ...(expires === undefined ? [] : [`expires=${expires}`]),
    'path=/',
    ...(isOn(asked, 'httponly') ? ['Httponly'] : []),
    ...(isOn(asked, 'secure') ? ['Secure'] : []),
  ];
  const value = closed(member, asked, memory);
  return [...headers, ['Set-Cookie', [`${cookieName(asked)}=${value}`, ...attributes].join('; ')]];
}

/** The blank cookie of the server gets the name and the value (a server that sets none is left alone). */
function rewrite(
  asked: Asked,
  member: Endpoint,
  headers: readonly Header[],
  memory: PersistenceMemory,
): readonly Header[] {
  return headers.map(([name, line]): Header => {
    const cookie = parseSetCookie(line);
    if (name.toLowerCase() !== 'set-cookie' || cookie.name !== OF_SERVER) return [name, line];
    const attributes = cookie.attributes === '' ? '' : `; ${cookie.attributes}`;
    return [name, `${cookieName(asked)}=${closed(member, asked, memory)}${attributes}`];
  });
}

/** The server's own cookie is the key. */
function learn(
  asked: Asked,
  member: Endpoint,
  headers: readonly Header[],
  { records }: PersistenceMemory,
): void {
  for (const [name, line] of headers) {
    const cookie = parseSetCookie(line);
    if (name.toLowerCase() === 'set-cookie' && cookie.name === cookieName(asked)) {
      records.keep(hashKey(asked, cookie.value), member, timeout(asked));
    }
  }
}

/** Of the value the part that `hashOffset` and `hashLength` name; a length of 0 is all that follows. */
function hashKey(asked: Asked, value: string): string {
  const offset = Number(asked.profile.props.hashOffset ?? 0);
  const length = Number(asked.profile.props.hashLength ?? 0);
  return scoped(asked, value.slice(offset, length > 0 ? offset + length : undefined));
}

/** `1:40` is a minute and forty seconds, `0` the session. */
function expiry({ profile, timeoutS }: Asked, now: number): string | undefined {
  const parts = (textAt(profile.props, 'expiration') ?? '0').split(':').map(Number);
  const units = [1, 60, 3600, 86_400];
  const said = parts.reverse().reduce((sum, part, at) => sum + part * (units[at] ?? 0), 0);
  const seconds = timeoutS ?? said;
  if (!(seconds > 0)) return undefined;
  const [day = '', date = '', month = '', year = '', time = ''] = new Date(now + seconds * 1000)
    .toUTCString()
    .split(' ');
  return `${day} ${date}-${month}-${year} ${time} GMT`;
}

export function sameEndpoint(one: Endpoint, other: Endpoint): boolean {
  const key = (address: string) => {
    const [ip = '', domain = '0'] = address.split('%');
    return `${bytesOf(ip)?.join('.') ?? ip}%${domain}`;
  };
  return one.port === other.port && key(one.address) === key(other.address);
}

export const cookie: PersistenceMethod = { find, respond };
