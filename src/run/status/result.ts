import type { Source } from '../../model/diagnostic.ts';
import type { DeviceName } from '../events.ts';
import type { State } from './state.ts';

/** One look at what a spec has on a device. */
export interface Status {
  readonly device: DeviceName;
  /** When it was looked, as ISO 8601 writes it. */
  readonly time: string;
  /** Seconds since the look before; absent for the first. */
  readonly since?: number;
  readonly virtualServers: readonly Seen[];
  readonly pools: readonly SeenPool[];
}

/** One virtual server, pool or member. */
export interface Seen {
  readonly name: string;
  /** Where the spec asks for it; absent for a member that only the device has. */
  readonly source?: Source;
  /** Absent where it is not on the device. */
  readonly state?: State;
  /** New connections a second since the look before. */
  readonly rate?: number;
}

export interface SeenPool extends Seen {
  readonly members: readonly Seen[];
  /** How current connections are spread over the members that take any; absent where fewer than two do. */
  readonly skew?: Skew;
}

export interface Skew {
  readonly least: number;
  readonly most: number;
  readonly mean: number;
}
