import type { Pool, PoolMember } from '../model/pool.ts';

/** A member that can be chosen now. */
export interface Candidate {
  readonly member: PoolMember;
  /** Open connections to it, and to its node through any pool. */
  readonly connections: number;
  readonly nodeConnections: number;
  /** From 0 to 1: how much of its share it takes while its slow ramp lasts. */
  readonly ramp: number;
}

/** Chooses one of several; there is at least one, in the order of their names. */
export type Pick = (candidates: readonly Candidate[]) => Candidate;

export interface Method {
  /** Each pool has a state of its own. */
  readonly start: () => Pick;
  /** Why a pool cannot be balanced so here; it is not carried then. */
  readonly refusal?: (pool: Pool) => string | undefined;
}

/** The one behind the last in the order of their names, the first after the last. */
export function rotation(): Pick {
  let last = '';
  return (candidates) => {
    const next = candidates.find(({ member }) => member.name > last) ?? candidates[0];
    if (!next) throw new Error('there is nobody to choose');
    last = next.member.name;
    return next;
  };
}
