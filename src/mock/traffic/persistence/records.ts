import type { Endpoint } from '../contract.ts';

/** Persistence records: who belongs where, until nobody asked for the time-out. */
export interface Records {
  readonly find: (key: string) => Endpoint | undefined;
  readonly keep: (key: string, member: Endpoint, timeoutS: number) => void;
  /** The clock of the device. */
  readonly now: () => number;
}

interface PersistenceRecord {
  readonly member: Endpoint;
  readonly timeoutMs: number;
  until: number;
}

/** How many are kept before those that have run out are looked for. */
const MANY = 10_000;

/** `now` is the device's clock. */
export function createRecords(now: () => number): Records {
  const records = new Map<string, PersistenceRecord>();
  const sweep = () => {
    for (const [key, { until }] of records) if (until < now()) records.delete(key);
  };
  return {
    find: (key) => {
      const found = records.get(key);
      if (!found) return undefined;
      if (found.until < now()) {
        records.delete(key);
        return undefined;
      }
      found.until = now() + found.timeoutMs;
      return found.member;
    },
    keep: (key, member, timeoutS) => {
      if (records.size >= MANY) sweep();
      const timeoutMs = timeoutS * 1000;
      records.set(key, { member, timeoutMs, until: now() + timeoutMs });
    },
    now,
  };
}
