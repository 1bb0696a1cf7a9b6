import type { Tally } from '../../objects/kind.ts';

// What `/stats` counts: connections, bytes, packets.

/** A socket, as far as it is counted. */
export interface Counted {
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

/** Payload of a full segment, and the segments of a connection without any (device-facts: counted-packets). */
const SEGMENT = 1460;
const HANDSHAKE = 3;

/** Counts the connections of one object. Bytes are asked of the sockets when somebody wants to know. */
export class Counter {
  #most = 0;
  #total = 0;
  #requests = 0;
  #done = { in: 0, out: 0, packetsIn: 0, packetsOut: 0 };
  readonly #open = new Set<Counted>();

  get current(): number {
    return this.#open.size;
  }

  /** Gives what takes it out again. */
  add(socket: Counted): () => void {
    this.#open.add(socket);
    this.#total++;
    this.#most = Math.max(this.#most, this.#open.size);
    return () => {
      if (this.#open.delete(socket)) this.#done = sum(this.#done, socket);
    };
  }

  addRequest(): void {
    this.#requests++;
  }

  tally(): Tally {
    let bytes = this.#done;
    for (const socket of this.#open) bytes = sum(bytes, socket);
    return {
      current: this.#open.size,
      most: this.#most,
      total: this.#total,
      bytesIn: bytes.in,
      bytesOut: bytes.out,
      packetsIn: bytes.packetsIn,
      packetsOut: bytes.packetsOut,
      requests: this.#requests,
    };
  }
}

interface Bytes {
  readonly in: number;
  readonly out: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
}

function sum(before: Bytes, { bytesRead, bytesWritten }: Counted): Bytes {
  return {
    in: before.in + bytesRead,
    out: before.out + bytesWritten,
    packetsIn: before.packetsIn + HANDSHAKE + Math.ceil(bytesRead / SEGMENT),
    packetsOut: before.packetsOut + HANDSHAKE + Math.ceil(bytesWritten / SEGMENT),
  };
}

/** The counters of all objects, by kind and path. */
export interface Counters {
  of(what: string): Counter;
  find(what: string): Counter | undefined;
  /** Those of objects that are gone are forgotten: one of the same name starts at nothing. */
  keep(keys: ReadonlySet<string>): void;
}

export function createCounters(): Counters {
  const all = new Map<string, Counter>();
  return {
    of: (what) => {
      const found = all.get(what) ?? new Counter();
      all.set(what, found);
      return found;
    },
    find: (what) => all.get(what),
    keep: (keys) => {
      for (const key of all.keys()) if (!keys.has(key)) all.delete(key);
    },
  };
}

/** What an object is counted under. */
export const keyOf = ({ kind, parent, key }: Named): string => `${kind.path} ${parent} ${key}`;

interface Named {
  readonly kind: { readonly path: string };
  readonly parent: string;
  readonly key: string;
}

/** The same for an object that sits in no other one. */
export const keyAt = (kind: string, path: string): string =>
  keyOf({ kind: { path: kind }, parent: '', key: path });
