import { own } from '../../wire/json.ts';
import { cookie } from './cookie.ts';
import { destinationAddress } from './destination-address.ts';
import { hash } from './hash.ts';
import type { PersistenceMethod } from './method.ts';
import { sourceAddress } from './source-address.ts';
import { tlsSession } from './tls-session.ts';
import { universal } from './universal.ts';

/** By the type of the profile, as under `ltm/persistence/`. Those of SIP and RDP are stored and do nothing. */
const METHODS: Readonly<Record<string, PersistenceMethod>> = {
  cookie,
  'dest-addr': destinationAddress,
  hash,
  'source-addr': sourceAddress,
  ssl: tlsSession,
  universal,
};

export function methodOf(type: string): PersistenceMethod | undefined {
  return own(METHODS, type);
}

/** What `persist` of a rule calls them. */
const WORDS: Readonly<Record<string, string>> = {
  cookie: 'cookie',
  dest_addr: 'dest-addr',
  hash: 'hash',
  simple: 'source-addr',
  source_addr: 'source-addr',
  ssl: 'ssl',
  uie: 'universal',
  universal: 'universal',
};

/** The type of profile behind a word of a rule; undefined for `none`. */
export function typeOf(word: string): string | undefined {
  return own(WORDS, word);
}
