import type { PersistenceMemory } from '../persistence/method.ts';
import { createRecords } from '../persistence/records.ts';
import { createSeal } from '../persistence/seal.ts';
import { type Contexts, createContexts } from '../tls/contexts.ts';
import { createIdleLinks, type IdleLinks } from './idle-links.ts';

/** What outlives a connection; one for each mock. */
export interface HttpMemory {
  readonly persistence: PersistenceMemory;
  readonly contexts: Contexts;
  /** Server connections that OneConnect keeps. */
  readonly idle: IdleLinks;
}

/** `now` is the device's clock. */
export function createHttpMemory(now: () => number): HttpMemory {
  return {
    persistence: { records: createRecords(now), seal: createSeal() },
    contexts: createContexts(),
    idle: createIdleLinks(now),
  };
}
