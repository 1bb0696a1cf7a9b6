import { type Impact, type ImpactRule, IMPACTS, type KindOf } from '../model/impact.ts';
import type { FieldChange } from './change.ts';

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
