import type { WordsAt } from './entry.ts';
import { HTTP_KEYS } from './http.ts';
import { NETWORK_KEYS } from './network.ts';
import { POOL_KEYS } from './pools.ts';
import { ROOT_KEYS } from './root.ts';
import { ROUTE_KEYS } from './routes.ts';
import { TLS_KEYS } from './tls.ts';
import { VIRTUAL_KEYS } from './virtual-servers.ts';

/** Every word that is tried in the place of a key, by where it is. */
export const WORDS: readonly WordsAt[] = [
  ...ROOT_KEYS,
  ...NETWORK_KEYS,
  ...POOL_KEYS,
  ...VIRTUAL_KEYS,
  ...HTTP_KEYS,
  ...ROUTE_KEYS,
  ...TLS_KEYS,
];
