import type { Unit } from '../unit/unit.ts';
import { accepts } from './balancing/balancer.ts';
import type { EventFacts } from './contract.ts';
import type { Facts } from './flows/core.ts';
import { healthOfMembers } from './health.ts';
import { dataGroupsOf } from './model/facts.ts';
import type { Model } from './model/model.ts';
import type { Monitors } from './monitors/monitors.ts';

/** What rules are told, made once for each state of the objects. */
export function factsOf(unit: Unit, model: () => Model, monitors: Monitors): Facts {
  const health = healthOfMembers(monitors);
  const poolsOf = ({ pools }: Model): EventFacts['pools'] =>
    Object.fromEntries(
      [...pools.values()].map(({ path, members }) => [
        path,
        members.map((member) => ({ name: member.name, up: accepts(member, health) === 'all' })),
      ]),
    );
  return {
    pools: once(model, poolsOf),
    dataGroups: once(model, () => dataGroupsOf(unit.store, unit.kinds)),
  };
}

function once<T>(model: () => Model, make: (model: Model) => T): () => T {
  let known: { readonly model: Model; readonly value: T } | undefined;
  return () => {
    const now = model();
    if (known?.model !== now) known = { model: now, value: make(now) };
    return known.value;
  };
}
