import type { TrafficOptions, TrafficPlace } from '../api.ts';
import type { Unit } from '../unit/unit.ts';
import { keyOf } from './counting/counters.ts';
import type { Core } from './flows/core.ts';
import { keysOf } from './flows/flow.ts';
import { endGone } from './flows/gone.ts';
import type { Doors } from './listeners/doors.ts';
import { wantedDoors } from './listeners/wanted.ts';
import { membersOf, type Model } from './model/model.ts';
import { watchedOf } from './health.ts';
import type { Monitors } from './monitors/monitors.ts';
import { placesOf } from './table.ts';

// The listeners follow the objects: after each write, once the request or transaction is done.

interface Parts {
  readonly unit: Unit;
  readonly core: Core;
  readonly doors: Doors;
  readonly monitors: Monitors;
  readonly onPlaces: TrafficOptions['onPlaces'];
}

export interface Following {
  readonly places: () => readonly TrafficPlace[];
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function follower({ unit: { store }, core, doors, monitors, onPlaces }: Parts): Following {
  let table: readonly TrafficPlace[] = [];
  let done = -1;
  let isStopped = false;
  let turn: Promise<void> = Promise.resolve();
  const follow = async (): Promise<void> => {
    while (done !== store.version && !isStopped) {
      const { version } = store;
      const wanted = await wantedDoors(core.model(), core.places, core.refusal);
      const failed = await doors.follow(wanted.flatMap(({ real, at }) => (at ? [{ real, at }] : [])));
      const next = await placesOf(core, wanted, failed);
      endGone(core);
      core.counters.keep(countedIn(core.model()));
      monitors.follow(watchedOf(core.model()));
      done = version;
      if (JSON.stringify(next) === JSON.stringify(table)) continue;
      table = next;
      onPlaces?.(table);
    }
  };
  const soon = () => {
    turn = turn.then(() => new Promise<void>((begin) => setImmediate(begin))).then(follow);
    return turn;
  };
  store.onWrite = () => void soon();
  return {
    places: () => table,
    settled: async () => {
      // What the first look finds is written, which is followed in its turn.
      do {
        await soon();
        await monitors.looked();
      } while (done !== store.version && !isStopped);
    },
    stop: async () => {
      isStopped = true;
      store.onWrite = undefined;
      await turn;
    },
  };
}

/** What connections of the objects that there are are counted under. */
function countedIn(model: Model): ReadonlySet<string> {
  const virtuals = [...model.virtuals.values()].flatMap(keysOf);
  const others = [...model.pools.values(), ...membersOf(model), ...model.nodes].map(({ entry }) =>
    keyOf(entry),
  );
  return new Set([...virtuals, ...others]);
}
