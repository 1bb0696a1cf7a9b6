import type { TrafficOptions, TrafficPlace } from '../api.ts';
import type { Unit } from '../unit/unit.ts';
import type { Core } from './flows/core.ts';
import type { Doors } from './listeners/doors.ts';
import { wantedDoors } from './listeners/wanted.ts';
import { placesOf } from './table.ts';

// The listeners follow the objects: after each write, once the request or transaction is done.

interface Parts {
  readonly unit: Unit;
  readonly core: Core;
  readonly doors: Doors;
  readonly onPlaces: TrafficOptions['onPlaces'];
}

export interface Following {
  readonly places: () => readonly TrafficPlace[];
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function follower({ unit: { store }, core, doors, onPlaces }: Parts): Following {
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
    settled: soon,
    stop: async () => {
      isStopped = true;
      store.onWrite = undefined;
      await turn;
    },
  };
}

/** The connections of a virtual server that was deleted go with it (device-facts: deleted-listeners). */
function endGone({ flows, model }: Core): void {
  const { virtuals } = model();
  for (const flow of [...flows]) if (!virtuals.has(flow.virtual.path)) flow.reset('No local listener');
}
