import type { Source } from '../model/diagnostic.ts';
import type { ObjectSet, SpecPath } from '../model/object.ts';
import type { Inventory } from './inventory.ts';
import type { Kinds } from './kind.ts';

/** What a plan is made of. */
export interface PlanInput {
  readonly spec: string;
  readonly desired: ObjectSet;
  readonly actual: ObjectSet;
  readonly inventory: Inventory;
  readonly kinds: Kinds;
  /** Whether objects that exist and are not listed may be taken over. */
  readonly adopt: boolean;
  /** The backup that this spec makes of the finished state. */
  readonly archive?: string | undefined;
  /** Where in the spec something stands. Slow, so asked only about what is to be told. */
  readonly locate: (at: SpecPath) => Source;
}
