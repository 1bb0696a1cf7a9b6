import type { Diagnostic } from '../model/diagnostic.ts';
import type { Change } from './change.ts';
import type { Inventory } from './inventory.ts';
import type { Phase } from './phase.ts';

/** What one spec needs done on one device, in the order it would be done. Plain data: JSON holds all of it. */
export interface Plan {
  readonly spec: string;
  readonly changes: readonly Change[];
  readonly phases: readonly Phase[];
  /** Reasons not to apply it: ownership. An empty list means it may be applied. */
  readonly refusals: readonly Diagnostic[];
  /** Parts that others added to objects of ours: left alone, and yet the device is not as the spec says. */
  readonly foreign: readonly Diagnostic[];
  /** What the inventory holds when it was computed. */
  readonly inventory: Inventory;
}

/** Whether there is nothing to do on the device and nothing to write into the inventory. */
export function isEmpty(plan: Plan): boolean {
  return plan.changes.length === 0;
}
