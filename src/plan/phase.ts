import type { Inventory } from './inventory.ts';
import type { Operation } from './operation.ts';

/**
 * Operations that take effect together. The device is always at the boundary of two phases: a transaction
 * happens whole or not at all, the other phases are a few steps that can be repeated.
 */
export interface Phase {
  readonly name: 'prepare' | 'transaction' | 'clean-up';
  readonly operations: readonly Operation[];
  /** The inventory once the phase is done; written with it. */
  readonly inventory: Inventory;
}
