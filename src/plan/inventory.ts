import { createHash, randomBytes } from 'node:crypto';
import type { Fields, Value } from '../model/object.ts';

/** What the device remembers of one object that a spec manages. */
export interface InventoryEntry {
  /** Made by bigip-ws (and deleted with the last spec), or there before (and only released). */
  readonly origin: 'created' | 'adopted';
  /** The specs that list it, sorted. */
  readonly specs: readonly string[];
  /** Values that `properties:` keys had before they were set. */
  readonly remembered: Fields;
  /** Salted digests of secrets, by field. */
  readonly digests: Readonly<Record<string, string>>;
  /** Fields that an adoption left alone because the spec does not name them. */
  readonly kept: readonly string[];
}

/** Archives that a spec makes are listed too, so that it overwrites only its own; they are no objects of a plan. */
export const ARCHIVE_KIND = 'sys/ucs';

/** All entries by object key. */
export type Inventory = ReadonlyMap<string, InventoryEntry>;

/** `<salt>.<hash>`: whether a secret is still the one that was sent can be told, what it is cannot. */
export function digestSecret(value: Value, salt = randomBytes(9).toString('base64url')): string {
  const hash = createHash('sha256')
    .update(`${salt}\n${JSON.stringify(value)}`)
    .digest('base64url');
  return `${salt}.${hash.slice(0, 24)}`;
}

export function matchesDigest(value: Value, digest: string | undefined): boolean {
  return digest !== undefined && digestSecret(value, digest.split('.')[0] ?? '') === digest;
}
