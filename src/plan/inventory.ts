import type { Fields } from '../model/object.ts';

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

/** All entries by object key. */
export type Inventory = Readonly<Record<string, InventoryEntry>>;
