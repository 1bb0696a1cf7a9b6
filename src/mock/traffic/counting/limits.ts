import type { Counters } from './counters.ts';

/** 0 is no limit. */
export interface Limited {
  readonly connectionLimit: number;
  /** New connections a second. */
  readonly rateLimit: number;
}

/** How many new connections each object had in the second that runs. */
export interface Limits {
  /** Whether one more connection is allowed. */
  allows(key: string, limited: Limited): boolean;
  /** Counts one against the rate. */
  note(key: string): void;
}

export function createLimits(counters: Counters, now: () => number): Limits {
  const rates = new Map<string, { second: number; count: number }>();
  const current = (key: string) => {
    const second = Math.floor(now() / 1000);
    const known = rates.get(key);
    if (known?.second === second) return known;
    const fresh = { second, count: 0 };
    rates.set(key, fresh);
    return fresh;
  };
  return {
    allows: (key, { connectionLimit, rateLimit }) =>
      (connectionLimit === 0 || (counters.find(key)?.current ?? 0) < connectionLimit) &&
      (rateLimit === 0 || current(key).count < rateLimit),
    note: (key) => {
      current(key).count++;
    },
  };
}
