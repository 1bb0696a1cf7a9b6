import { own } from '../../wire/json.ts';
import type { Choice, Chosen, Endpoint, Member } from '../contract.ts';
import { type Counters, keyOf } from '../counting/counters.ts';
import type { Model } from '../model/model.ts';
import type { Pool, PoolMember } from '../model/pool.ts';
import type { Limits } from '../counting/limits.ts';
import type { Candidate, Pick } from './method.ts';
import { activated } from './priority.ts';
import { METHODS } from './registry.ts';

/** What monitors say of a member; `disabled` by what it answered. */
export type Availability = 'up' | 'down' | 'disabled';

export interface HealthOfMembers {
  readonly availability: (member: PoolMember) => Availability;
  /** Milliseconds of the device since a member has been available; undefined: always. */
  readonly upFor: (member: PoolMember) => number | undefined;
}

interface Parts extends HealthOfMembers {
  readonly model: () => Model;
  readonly counters: Counters;
  readonly limits: Limits;
}

export interface Balancer {
  readonly choose: (choice: Choice) => Chosen;
}

export function createBalancer(parts: Parts): Balancer {
  const states = new Map<string, { readonly method: string; readonly pick: Pick }>();
  const pickOf = ({ path, method }: Pool): Pick => {
    const known = states.get(path);
    if (known?.method === method) return known.pick;
    const pick = own(METHODS, method)?.start();
    if (!pick) throw new Error(`the mock does not know the method ${method}`);
    states.set(path, { method, pick });
    return pick;
  };
  return { choose: (choice) => choose(choice, parts, pickOf) };
}

function choose(choice: Choice, parts: Parts, pickOf: (pool: Pool) => Pick): Chosen {
  const { named, persisted, tried = [] } = choice;
  const pool = parts.model().pools.get(choice.pool ?? '');
  if (!pool) return named ? { member: { ...named, pool: undefined, name: named.address } } : NOBODY;
  const untried = pool.members.filter((member) => !tried.some((one) => same(one, member)));
  const usable = untried.filter((member) => accepts(member, parts) !== 'nothing');
  const free = usable.filter((member) => hasRoom(member, parts));
  const wanted = (one: Endpoint | undefined) => one && free.find((member) => same(one, member));
  if (named)
    return chosen(
      wanted(named),
      usable.some((member) => same(named, member)),
    );
  const kept = wanted(persisted);
  if (kept) return chosen(kept, false);
  const open = free.filter((member) => accepts(member, parts) === 'all');
  const candidates = activated(
    open.map((member) => candidateOf(member, pool, parts)),
    pool.minActiveMembers,
  );
  const isFull = usable.some((member) => accepts(member, parts) === 'all');
  return chosen(candidates.length === 0 ? undefined : pickOf(pool)(candidates).member, isFull);
}

const NOBODY: Chosen = { cause: 'No server selected' };

const chosen = (member: PoolMember | undefined, isFull: boolean): Chosen =>
  member
    ? { member: plain(member) }
    : { cause: isFull ? 'Connection limit exceeded' : 'No pool member available' };

/** What leaves the balancer is data, which a rule can be told. */
const plain = ({ pool, name, address, port }: PoolMember): Member => ({ pool, name, address, port });

const same = (one: Endpoint, other: Endpoint) => one.address === other.address && one.port === other.port;

/** What a member takes: everything, what persistence brings, nothing (device-facts: drain). */
export function accepts(
  member: PoolMember,
  { availability }: { readonly availability: Parts['availability'] },
): 'all' | 'persisted' | 'nothing' {
  const state = availability(member);
  const admins = [member.admin, member.node.admin];
  if (state === 'down' || admins.includes('offline')) return 'nothing';
  return state === 'disabled' || admins.includes('disabled') ? 'persisted' : 'all';
}

function hasRoom(member: PoolMember, { limits }: Parts): boolean {
  return limits.allows(keyOf(member.entry), member) && limits.allows(keyOf(member.node.entry), member.node);
}

function candidateOf(member: PoolMember, { slowRamp }: Pool, { counters, upFor }: Parts): Candidate {
  const age = upFor(member);
  return {
    member,
    connections: counters.find(keyOf(member.entry))?.current ?? 0,
    nodeConnections: counters.find(keyOf(member.node.entry))?.current ?? 0,
    ramp: age === undefined || slowRamp === 0 ? 1 : Math.min(1, age / (slowRamp * 1000)),
  };
}
