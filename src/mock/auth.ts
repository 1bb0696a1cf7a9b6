import { type DeviceError, rest } from './errors.ts';
import { html401 } from './html.ts';
import { inferredText } from './inferred.ts';
import { type Json, type JsonObject, scalarText } from './json.ts';
import type { Asked } from './exchange.ts';
import type { Random } from './random.ts';

// Two front doors (device-facts: two-doors): the web server checks Basic and answers HTML, restjavad checks tokens
// and answers JSON.

export interface User {
  readonly role: string;
  readonly uuid: string;
  matches(password: string): boolean;
}

export interface Session {
  readonly user: string;
  readonly role: string;
  readonly token: string | undefined;
}

export interface Token {
  readonly token: string;
  readonly user: string;
  readonly provider: string;
  readonly start: number;
  readonly address: string;
  timeout: number;
  generation: number;
  changed: number;
}

const LIFETIME = 1200;
const LONGEST = 36000;
const MOST = 100;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export class Auth {
  readonly #tokens = new Map<string, Token>();
  readonly #random: Random;
  readonly #now: () => number;
  readonly #limited: boolean;
  readonly #find: (name: string) => User | undefined;

  constructor(find: (name: string) => User | undefined, random: Random, now: () => number, limited: boolean) {
    this.#find = find;
    this.#random = random;
    this.#now = now;
    this.#limited = limited;
  }

  /** Who is asking; a refusal otherwise. A Basic header is checked even beside a token. */
  identify(asked: Asked): Session {
    const basic = basicOf(asked);
    if (basic) {
      const user = this.#find(basic.user);
      if (!user?.matches(basic.password)) throw html401();
      if (asked.headers['x-f5-auth-token'] === undefined)
        return { user: basic.user, role: user.role, token: undefined };
    }
    const given = asked.headers['x-f5-auth-token'];
    if (typeof given !== 'string' || given === '') throw noCredentials(asked);
    const token = this.#tokens.get(given);
    if (!token) throw rest(401, 'X-F5-Auth-Token does not exist.', { referer: asked.address });
    if (this.#now() > token.start + token.timeout * 1000) {
      this.#tokens.delete(given);
      throw rest(401, 'X-F5-Auth-Token has expired.', { referer: asked.address });
    }
    return { user: token.user, role: this.#find(token.user)?.role ?? 'no-access', token: given };
  }

  login(asked: Asked, body: JsonObject): JsonObject {
    const name = scalarText(body.username) ?? '';
    const provider = scalarText(body.loginProviderName) ?? 'local';
    const basic = basicOf(asked);
    if (basic && !this.#find(basic.user)?.matches(basic.password)) throw html401();
    const user = this.#find(name);
    if (!user?.matches(scalarText(body.password) ?? '')) throw loginFailed(asked, name, provider);
    const token = this.#issue(name, provider, asked.address, user);
    return {
      username: name,
      loginReference: {
        link: `https://localhost/mgmt/cm/system/authn/providers/${provider}/${user.uuid}/login`,
      },
      loginProviderName: provider,
      token: this.view(token),
      generation: 0,
      lastUpdateMicros: 0,
    };
  }

  /** A token without a login, for an administrator who names it. */
  grant(name: string, address: string, given: string | undefined): Token {
    const user = this.#find(name);
    if (!user) throw rest(404, `User ${name} not found`);
    if (given !== undefined && (!/^[A-Z0-9]{26}$/.test(given) || this.#tokens.has(given)))
      throw rest(400, 'token must be 26 letters and digits that no other token has');
    return this.#issue(name, 'tmos', address, user, given);
  }

  #issue(name: string, provider: string, address: string, user: User, given?: string): Token {
    const now = this.#now();
    const mine = [...this.#tokens.values()].filter((token) => token.user === name);
    for (const token of mine) if (now > token.start + token.timeout * 1000) this.#tokens.delete(token.token);
    const live = mine.filter((token) => this.#tokens.has(token.token));
    if (this.#limited && live.length >= MOST) {
      throw rest(400, `user ${user.uuid} has reached maximum active login tokens`, { referer: address });
    }
    const token = {
      token: given ?? this.#random.text(BASE32, 26),
      user: name,
      provider,
      start: now,
      address,
      timeout: LIFETIME,
      generation: 1,
      changed: now,
    };
    this.#tokens.set(token.token, token);
    return token;
  }

  view(token: Token): JsonObject {
    return {
      token: token.token,
      name: token.token,
      userName: token.user,
      authProviderName: token.provider,
      user: { link: `https://localhost/mgmt/shared/authz/users/${token.user}` },
      ...(token.provider === 'local' ? { groupReferences: [] } : {}),
      timeout: token.timeout,
      startTime: new Date(token.start).toISOString().replace('Z', '+0000'),
      address: token.address,
      partition: '[All]',
      generation: token.generation,
      lastUpdateMicros: token.changed * 1000,
      expirationMicros: (token.start + token.timeout * 1000) * 1000,
      kind: 'shared:authz:tokens:authtokenitemstate',
      selfLink: `https://localhost/mgmt/shared/authz/tokens/${token.token}`,
    };
  }

  token(name: string): Token | undefined {
    return this.#tokens.get(name);
  }

  tokensOf(user: string): readonly Token[] {
    return [...this.#tokens.values()].filter((token) => token.user === user);
  }

  /** Counted from the login, not from now; ten hours at most (device-facts: token-life). */
  extend(token: Token, timeout: Json | undefined): void {
    const seconds = Number(scalarText(timeout) ?? Number.NaN);
    if (!Number.isInteger(seconds) || seconds <= 0 || seconds > LONGEST) {
      throw rest(400, `token timeout must be between 1 and ${LONGEST} seconds`);
    }
    token.timeout = seconds;
    token.generation++;
    token.changed = this.#now();
  }

  revoke(name: string): void {
    this.#tokens.delete(name);
  }

  /** Makes a token one that has run out. */
  expire(name: string): void {
    const token = this.#tokens.get(name);
    if (token) token.timeout = -1;
  }

  /** A reboot forgets all tokens. */
  clear(): void {
    this.#tokens.clear();
  }
}

function basicOf(asked: Asked): { user: string; password: string } | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(asked.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return {
    user: text.slice(0, colon < 0 ? undefined : colon),
    password: colon < 0 ? '' : text.slice(colon + 1),
  };
}

function noCredentials(asked: Asked): DeviceError {
  const where = `Uri:http://localhost:8100${asked.path} Referrer:${asked.address} Sender:${asked.address}`;
  const text = 'Authorization failed: no user authentication header or token detected.';
  return rest(401, `${text} ${where}`, { referer: asked.address });
}

/** The body is echoed without its password. */
function loginFailed(asked: Asked, username: string, loginProviderName: string): DeviceError {
  const originalRequestBody = JSON.stringify({
    username,
    loginProviderName,
    generation: 0,
    lastUpdateMicros: 0,
  });
  return rest(401, 'Authentication failed.', { originalRequestBody, referer: asked.address });
}

/** What each role may do under /mgmt/tm, as far as the mock tells roles apart. */
export function requireRole(session: Session, method: string, path: string): void {
  if (method === 'GET' || session.role === 'admin' || session.role === 'resource-admin') return;
  const isMember = /^\/mgmt\/tm\/ltm\/(node|pool)(\/|$)/.test(path);
  if (session.role === 'operator' && method === 'PATCH' && isMember) return;
  const isLtm = path.startsWith('/mgmt/tm/ltm/') || path.startsWith('/mgmt/tm/transaction');
  if (session.role === 'manager' && isLtm) return;
  throw rest(403, inferredText.forbidden(session.user, path));
}
