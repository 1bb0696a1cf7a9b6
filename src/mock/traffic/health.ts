import type { Entry, Live } from '../objects/kind.ts';
import type { ObjectStore } from '../objects/store.ts';
import type { Availability, HealthOfMembers } from './balancing/balancer.ts';
import { type Counters, keyOf } from './counting/counters.ts';
import type { Core } from './flows/core.ts';
import { serviceDown } from './flows/service-down.ts';
import { membersOf, type Model } from './model/model.ts';
import type { PoolMember } from './model/pool.ts';
import type { Monitors, Watched } from './monitors/monitors.ts';

// What the monitors find, told to those who go by it: the balancer, the views and statistics, open connections.

/** The members and nodes that have monitors. */
export function watchedOf(model: Model): readonly Watched[] {
  const nodes = model.nodes.map((node) => ({ ...node, port: 0 }));
  return [...membersOf(model), ...nodes].flatMap(({ entry, rule, address, port }): Watched[] =>
    rule ? [{ key: keyOf(entry), endpoint: { address, port }, rule, generation: entry.generation }] : [],
  );
}

export function healthOfMembers(monitors: Monitors): HealthOfMembers {
  return {
    availability: (member) => worse(stateOf(member.entry, monitors), stateOf(member.node.entry, monitors)),
    upFor: (member) => least(monitors.upFor(keyOf(member.entry)), monitors.upFor(keyOf(member.node.entry))),
  };
}

/** What is not watched, or not yet, takes traffic. */
function stateOf(entry: Entry, monitors: Monitors): Availability {
  const state = monitors.health(keyOf(entry))?.state;
  return state === 'down' || state === 'disabled' ? state : 'up';
}

const worse = (one: Availability, other: Availability): Availability =>
  [one, other].find((state) => state === 'down') ??
  [one, other].find((state) => state === 'disabled') ??
  'up';

const least = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? other : other === undefined ? one : Math.min(one, other);

/** For the views and statistics of the objects. */
export function liveOf(counters: Counters, monitors: Monitors): Live {
  return {
    health: (entry) => monitors.health(keyOf(entry)),
    tally: (entry) => counters.find(keyOf(entry))?.tally(),
  };
}

/** A member or node has another health: what was said of it is old, and a service that is down has its action. */
export function healthChange(store: ObjectStore, core: Core, monitors: Monitors): (key: string) => void {
  return (key) => {
    const model = core.model();
    const isConcerned = ({ entry, node }: PoolMember) => keyOf(entry) === key || keyOf(node.entry) === key;
    const members = membersOf(model).filter(isConcerned);
    const isDown = monitors.health(key)?.state === 'down';
    if (isDown) for (const member of members) serviceDown(core, member);
    const node = model.nodes.find(({ entry }) => keyOf(entry) === key);
    for (const { entry } of [...members, ...(node ? [node] : [])]) store.touch(entry);
  };
}
