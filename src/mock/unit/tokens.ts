import { rest } from '../wire/errors.ts';
import { type Json, type JsonObject, scalarText } from '../wire/json.ts';
import type { Random } from './random.ts';

// The users who may log in, and the tokens they hold.

export interface User {
  readonly role: string;
  readonly uuid: string;
  matches(password: string): boolean;
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

export class Tokens {
  readonly #tokens = new Map<string, Token>();
  readonly #random: Random;
  readonly #now: () => number;
  readonly #limited: boolean;
  readonly findUser: (name: string) => User | undefined;

  constructor(
    findUser: (name: string) => User | undefined,
    random: Random,
    now: () => number,
    limited: boolean,
  ) {
    this.findUser = findUser;
    this.#random = random;
    this.#now = now;
    this.#limited = limited;
  }

  /** A token without a login, for an administrator who names it. */
  grant(name: string, address: string, input: string | undefined): Token {
    const user = this.findUser(name);
    if (!user) throw rest(404, `User ${name} not found`);
    if (input !== undefined && (!/^[A-Z0-9]{26}$/.test(input) || this.#tokens.has(input)))
      throw rest(400, 'token must be 26 letters and digits that no other token has');
    return this.issue(name, 'tmos', address, user, input);
  }

  issue(name: string, provider: string, address: string, user: User, input?: string): Token {
    const now = this.#now();
    const mine = [...this.#tokens.values()].filter((token) => token.user === name);
    for (const token of mine) if (now > token.start + token.timeout * 1000) this.#tokens.delete(token.token);
    const live = mine.filter((token) => this.#tokens.has(token.token));
    if (this.#limited && live.length >= MOST) {
      throw rest(400, `user ${user.uuid} has reached maximum active login tokens`, { referer: address });
    }
    const token = {
      token: input ?? this.#random.text(BASE32, 26),
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

  /** Those that were made and not deleted. */
  get count(): number {
    return this.#tokens.size;
  }

  isExpired({ start, timeout }: Token): boolean {
    return this.#now() > start + timeout * 1000;
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
