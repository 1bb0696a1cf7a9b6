import type { PoolMember } from '../model/pool.ts';

/** The members of the highest priority groups, as many groups as it takes to have `least` of them. */
export function activated<T extends { readonly member: PoolMember }>(
  candidates: readonly T[],
  least: number,
): readonly T[] {
  if (least === 0) return candidates;
  const groups = [...new Set(candidates.map(({ member }) => member.priorityGroup))].sort((a, b) => b - a);
  let active: readonly T[] = [];
  for (const group of groups) {
    active = candidates.filter(({ member }) => member.priorityGroup >= group);
    if (active.length >= least) break;
  }
  return active;
}
