import type { Diagnostic } from '../../model/diagnostic.ts';
import { type ObjectSet, parseObjectKey } from '../../model/object.ts';
import type { Kinds } from '../../plan/kind.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Allowances } from './allowances.ts';

export interface GateInput {
  readonly plan: Plan;
  readonly desired: ObjectSet;
  readonly kinds: Kinds;
  readonly allowed: Allowances;
}

/** Looks for one mistake that a plan may come of: nothing where it does not look like it. */
export type Gate = (input: GateInput) => readonly Diagnostic[];

/** The keys of the objects that the spec has on the device, by its inventory, as far as they count. */
export function listedKeys({ plan: { spec, inventory }, kinds }: GateInput): string[] {
  return Object.keys(inventory).filter(
    (key) => (inventory[key]?.specs.includes(spec) ?? false) && !kinds.isBackup(key) && counts(kinds, key),
  );
}

/** Whether it is a loss when an object goes; a file whose content changes is another one under another name. */
export function counts(kinds: Kinds, key: string): boolean {
  return !kinds.of(parseObjectKey(key).kind).namedByContent;
}

/** Whether something stands by itself: it holds no other objects, and is part of none. */
export function standsAlone(kinds: Kinds, key: string): boolean {
  const { holds, partOf } = kinds.of(parseObjectKey(key).kind);
  return holds === undefined && partOf === undefined && counts(kinds, key);
}

/** `7 of 18` in whole per cent, not less than it is. */
export function percent(part: number, whole: number): number {
  return Math.ceil((part * 100) / whole);
}
