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
