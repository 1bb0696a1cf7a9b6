import type { SecureVersion } from 'node:tls';
import type { JsonObject } from '../../wire/json.ts';
import { isList, textAt } from '../../wire/json.ts';
import type { Tmos } from '../../tmos.ts';

// What node can follow of the options and ciphers of a TLS profile.

const OLD: readonly (readonly [option: string, version: SecureVersion])[] = [
  ['no-tlsv1', 'TLSv1'],
  ['no-tlsv1.1', 'TLSv1.1'],
  ['no-tlsv1.2', 'TLSv1.2'],
];

export interface Versions {
  readonly minVersion: SecureVersion;
  readonly maxVersion: SecureVersion;
}

/** TLS 1.3 came with 14.0, where the option `no-tlsv1.3` is on by default. */
export function versionsOf(props: JsonObject, tmos: Tmos): Versions {
  const options = new Set(isList(props.tmOptions) ? props.tmOptions : []);
  const hasNewest = tmos.atLeast('14.0') && !options.has('no-tlsv1.3');
  const allowed = OLD.filter(([option]) => !options.has(option)).map(([, version]) => version);
  const all: readonly SecureVersion[] = hasNewest ? [...allowed, 'TLSv1.3'] : allowed;
  return { minVersion: all[0] ?? 'TLSv1.2', maxVersion: all.at(-1) ?? 'TLSv1.2' };
}

/**
 * Cipher strings are F5's own language. A list of full names, as OpenSSL has them too, is kept; every other one
 * (`DEFAULT`, `ECDHE:RSA`) takes the ciphers of node.
 */
export function ciphersOf(props: JsonObject): string | undefined {
  const names = (textAt(props, 'ciphers') ?? '').split(/[:\s]+/).filter((name) => name !== '');
  const full = names.every((name) => /^[A-Z0-9]+(-[A-Z0-9]+){2,}$/.test(name));
  return full && names.length > 0 ? names.join(':') : undefined;
}
