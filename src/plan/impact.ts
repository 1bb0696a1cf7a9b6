import type { Value } from '../model/object.ts';

/** What a change does to connections that are alive, from nothing to cutting them. */
export type Impact = 'none' | 'new-connections' | 'drops-connections';

const SEVERITY: readonly Impact[] = ['none', 'new-connections', 'drops-connections'];

/** What setting a field to a value does to live connections. */
export function impactOf(
  policy: { readonly impact?: Impact | ((after: Value) => Impact) } | undefined,
  after: Value,
): Impact {
  const impact = policy?.impact ?? 'none';
  return typeof impact === 'function' ? impact(after) : impact;
}

export function worstImpact(impacts: readonly Impact[]): Impact {
  return SEVERITY[Math.max(0, ...impacts.map((impact) => SEVERITY.indexOf(impact)))] ?? 'none';
}
