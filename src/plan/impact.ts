import { type Impact, type ImpactRule, IMPACTS, type KindOf } from '../model/impact.ts';
import { objectKey } from '../model/object.ts';
import type { FieldChange } from './change.ts';
import type { PlanInput } from './input.ts';
import type { Kind } from './kind.ts';

/** What each of these changes of an object does to connections. */
export function fieldImpacts(input: PlanInput, { fields }: Kind, changes: readonly FieldChange[]): Impact[] {
  return changes.map((change) => impactOf(fields[change.field], change, kindOf(input)));
}

/** The kind of what a value names, among what is desired and what is there. */
function kindOf({ desired, actual }: PlanInput): KindOf {
  return (kinds, path) =>
    kinds.find((kind) => {
      const key = objectKey({ kind, path });
      return desired.has(key) || actual.has(key);
    });
}

/**
 * What the change of a field does to connections. What a raw property does is known to nobody here, so it counts
 * as refusing clients.
 */
export function impactOf(
  policy: { readonly impact: ImpactRule } | undefined,
  { before, after }: Pick<FieldChange, 'before' | 'after'>,
  kindOf: KindOf,
): Impact {
  const impact = policy?.impact ?? 'refuses-new';
  return typeof impact === 'function' ? impact(before, after, kindOf) : impact;
}

export function worstImpact(impacts: readonly Impact[]): Impact {
  return IMPACTS[Math.max(0, ...impacts.map((impact) => IMPACTS.indexOf(impact)))] ?? 'none';
}

/** Whether clients feel it: a live connection is cut, or those that come now are refused. */
export function disrupts({ impact }: { readonly impact: Impact }): boolean {
  return impact === 'refuses-new' || impact === 'drops-connections';
}
