import type { ObjectStore } from './store.ts';

// The bodies of replies to reads: the same question has the same reply until something is written.

interface Cache {
  version: number;
  bytes: number;
  readonly known: Map<string, string | Buffer>;
}

const CACHES = new WeakMap<ObjectStore, Cache>();

/** Bytes kept for one mock; beyond that it starts afresh. */
const MOST = 32 * 1024 * 1024;

/** A short text leaves in one piece with its head, which costs less than turning it into bytes saves. */
const SHORT = 16 * 1024;

/** The reply to a question about the store alone, made by `make` when it is new. */
export function cachedText(store: ObjectStore, question: string, make: () => string): string | Buffer {
  const cache = CACHES.get(store) ?? {
    version: store.version,
    bytes: 0,
    known: new Map<string, string | Buffer>(),
  };
  CACHES.set(store, cache);
  if (cache.version !== store.version || cache.bytes > MOST) {
    cache.known.clear();
    cache.version = store.version;
    cache.bytes = 0;
  }
  const known = cache.known.get(question);
  if (known) return known;
  const text = make();
  const body = text.length < SHORT ? text : Buffer.from(text);
  cache.known.set(question, body);
  cache.bytes += body.length + question.length;
  return body;
}
