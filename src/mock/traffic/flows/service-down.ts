import type { PoolMember } from '../model/pool.ts';
import type { Core } from './core.ts';

/**
 * What becomes of the connections to a member that its monitors took down (device-facts: service-down). A stream of TCP
 * cannot go on with another member: `reselect` ends it as `reset` does.
 */
export function serviceDown({ model, flows }: Core, { pool, name }: PoolMember): void {
  const action = model().pools.get(pool)?.serviceDownAction ?? 'none';
  if (action === 'none') return;
  for (const flow of [...flows]) {
    if (![...flow.servers].some(({ member }) => member.pool === pool && member.name === name)) continue;
    if (action === 'drop') flow.forget();
    else flow.reset('Pool member down');
  }
}
