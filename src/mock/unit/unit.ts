import type { Archives } from './archives.ts';
import type { Tokens } from './tokens.ts';
import type { Kinds, Entry } from '../objects/kind.ts';
import type { Random } from './random.ts';
import type { ObjectStore } from '../objects/store.ts';
import type { Tasks } from './tasks.ts';
import type { Tmos } from '../tmos.ts';
import type { Transactions } from './transactions.ts';
import type { Uploads } from './uploads.ts';

/** One simulated BIG-IP: everything a request can reach. */
export interface Unit {
  readonly tmos: Tmos;
  readonly kinds: Kinds;
  readonly store: ObjectStore;
  readonly tokens: Tokens;
  readonly transactions: Transactions;
  readonly tasks: Tasks;
  readonly archives: Archives;
  readonly uploads: Uploads;
  readonly random: Random;
  readonly now: () => number;
  /** What a restart brings back: the objects at the last save. */
  saved: readonly Entry[];
  readonly startedAt: number;
  readonly condition: Condition;
  /** Loses what was not saved, as a reboot does. */
  readonly restart: () => void;
  /** Writes the state file, where there is one. */
  readonly persist: () => void;
}

export type Role = 'active' | 'standby' | 'forced-offline';

/** What a fault can make of a device. */
export interface Condition {
  role: Role;
  readOnly: boolean;
  down: { readonly from: number; readonly until: number } | undefined;
}

/** `save sys config`: on disk before it is answered, so that a killed mock has lost nothing that was saved. */
export function saveConfig(unit: Unit): void {
  unit.saved = unit.store.snapshot();
  unit.persist();
}

/** What `load sys config` brings back: the objects at the last save. Sessions and tasks go on. */
export function loadSaved(unit: Unit): void {
  unit.store.restore(unit.saved);
  unit.store.nextGeneration();
}
