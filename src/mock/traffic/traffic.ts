import type { Socket } from 'node:net';
import { type Traffic, TrafficOptionError, type TrafficOptions } from '../api.ts';
import type { Unit } from '../unit/unit.ts';
import { createBalancer } from './balancing/balancer.ts';
import { poolRefusal } from './balancing/registry.ts';
import { createCounters } from './counting/counters.ts';
import { createLimits } from './counting/limits.ts';
import { accept } from './flows/accept.ts';
import { clockOf } from './counting/clock.ts';
import type { Core, Flow } from './flows/core.ts';
import { createDoors } from './listeners/doors.ts';
import { modelReader } from './model/model.ts';
import type { VirtualServer } from './model/virtual.ts';
import { healthChange, healthOfMembers, liveOf } from './health.ts';
import { createMonitors } from './monitors/monitors.ts';
import { createHttpMemory } from './http/memory.ts';
import { createRuleEngine } from './irules/engine.ts';
import { keyFilesOf } from './model/facts.ts';
import { persistenceAt } from './model/virtual.ts';
import type { KeyFiles } from './view.ts';
import { factsOf } from './facts.ts';
import { readPlaces } from './places/map.ts';
import { createPlaces } from './places/places.ts';
import { follower } from './following.ts';

/** The traffic of one mock, put together. */
export interface RunningTraffic extends Traffic {
  /** As a reboot does: every connection is gone. */
  cut(): void;
  stop(): Promise<void>;
}

/** `builtIn` stands for default.crt and default.key. */
export async function startTraffic(
  unit: Unit,
  options: TrafficOptions,
  builtIn: KeyFiles['builtIn'],
): Promise<RunningTraffic> {
  const { timeScale = 1, onLog = () => undefined } = options;
  if (!(timeScale > 0)) throw new TrafficOptionError(`time cannot pass ${timeScale} times as fast`);
  const model = modelReader(unit);
  const clock = clockOf(timeScale);
  const counters = createCounters();
  const limits = createLimits(counters, clock.now);
  const places = createPlaces(readPlaces(options.places ?? {}), options.map === 'auto');
  const monitors = createMonitors({ places, clock, log: onLog, onChange: (key) => changed(key) });
  const balancer = createBalancer({ model, counters, limits, ...healthOfMembers(monitors) });
  let memory = createHttpMemory(clock.now);
  const rules = createRuleEngine({ now: clock.now });
  const refusal = ({ refusal: own, pool, rules: list }: VirtualServer) => {
    const found = model().pools.get(pool ?? '');
    const noTcl = list.length > 0 && !rules.available ? NO_TCL : undefined;
    return own ?? (found && poolRefusal(found)) ?? noTcl;
  };
  const core: Core = {
    model,
    places,
    counters,
    limits,
    balancer,
    clock,
    refusal,
    log: onLog,
    rules,
    facts: factsOf(unit, model, monitors),
    serving: {
      tmos: unit.tmos,
      files: keyFilesOf(unit.store, { builtIn, trusted: options.trusted ?? '' }),
      get memory() {
        return memory;
      },
      persistence: (name) => persistenceAt(`/Common/${name}`, unit.store),
    },
    doorOf: (path) => following.places().find((one) => one.of === 'virtual' && one.path === path)?.at,
    flows: new Set<Flow>(),
    serverSides: new Set<Socket>(),
    turns: new Map<string, number>(),
  };
  const doors = createDoors((client, real) => accept(core, client, real));
  const changed = healthChange(unit.store, core, monitors);
  unit.store.live = liveOf(counters, monitors);
  const following = follower({ unit, core, doors, monitors, onPlaces: options.onPlaces });
  await following.settled();
  return {
    places: following.places,
    settled: following.settled,
    cut: () => {
      cutAll(core);
      counters.keep(new Set());
      memory = createHttpMemory(clock.now);
    },
    stop: async () => {
      await following.stop();
      monitors.stop();
      doors.close();
      cutAll(core);
      await rules.stop();
    },
  };
}

const NO_TCL = 'has iRules, and this machine has no tclsh to run them';

function cutAll({ flows, serverSides }: Core): void {
  for (const flow of [...flows]) flow.reset('RST from BIG-IP internal Linux host');
  for (const socket of [...serverSides]) socket.resetAndDestroy();
}
