import type { Fields, Value } from '../model/object.ts';

/** A value that a spec set in an operator's field, and what was there before it. */
export interface Lent {
  readonly before: Value;
  readonly ours: Value;
  /** The specs that name the field, sorted. */
  readonly by: readonly string[];
}

/** What the device remembers of one object that a spec manages. */
export interface InventoryEntry {
  /** Made by bigip-ws (and deleted with the last spec), or there before (and only released). */
  readonly origin: 'created' | 'adopted';
  /** The specs that list it, sorted. */
  readonly specs: readonly string[];
  /** Values that `properties:` keys had before they were set. */
  readonly remembered: Fields;
  /** Operator's fields that a spec set, by name: given back once no spec names them. */
  readonly lent: Readonly<Record<string, Lent>>;
  /** What a spec attached by name that was not attached before: it leaves with its line. */
  readonly attached: readonly string[];
  /** Salted digests of secrets, by field. */
  readonly digests: Readonly<Record<string, string>>;
  /** Fields that an adoption left alone because the spec does not name them. */
  readonly kept: readonly string[];
}

/** All entries by object key. */
export type Inventory = Readonly<Record<string, InventoryEntry>>;
