import type { Impact, ImpactRule } from '../../../model/impact.ts';
import { isList, type Value } from '../../../model/object.ts';

// What changes of fields do to connections, as the options of a field.

export const harmless = { impact: 'none' } as const;

/** Connections that are opened later are treated differently. */
export const fresh = { impact: 'new-connections' } as const;

/** Clients that come now may be turned away, or meet another protocol. */
export const refusing = { impact: 'refuses-new' } as const;

export const cutting = { impact: 'drops-connections' } as const;

/** Refusing where the new value is this one. */
export function refusingAt(value: Value): { readonly impact: ImpactRule } {
  return { impact: (_before, after) => (after === value ? 'refuses-new' : 'new-connections') };
}

/** Cutting where the new value is this one. */
export function cuttingAt(
  value: Value,
  otherwise: Impact = 'new-connections',
): { readonly impact: ImpactRule } {
  return { impact: (_before, after) => (after === value ? 'drops-connections' : otherwise) };
}

/** A limit, 0 for none: what exceeds a lower one is refused. */
export const limiting = {
  impact: (before: Value, after: Value): Impact => {
    const height = (value: Value): number => (typeof value === 'number' && value > 0 ? value : Infinity);
    return height(after) < height(before) ? 'refuses-new' : 'new-connections';
  },
} as const;

/** A list, where it matters that something is no longer in it. */
export function losing(impact: Impact): { readonly impact: ImpactRule } {
  return { impact: (before, after) => (isWithin(before, after) ? 'new-connections' : impact) };
}

/** Whether everything of one list is in another. */
export function isWithin(one: Value, other: Value): boolean {
  const all = isList(other) ? other : [];
  return isList(one) && one.every((value) => all.includes(value));
}
