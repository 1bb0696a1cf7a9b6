import type { SpecPath } from '../../model/object.ts';

// What a device says of things that carry traffic, as a target reads it.

/** How one of them is now. */
export interface State {
  /** In the device's own word: `available`, `offline`, `unknown`, `unavailable`. */
  readonly availability: string;
  readonly enabled: boolean;
  /** The device's own reason. */
  readonly reason: string;
  /** Absent where the device does not tell. */
  readonly connections?: Connections;
}

export interface Connections {
  readonly current: number;
  /** The most at one time, and all, since the device counts. */
  readonly most: number;
  readonly total: number;
}

/** One thing that carries traffic. */
export interface Carrier {
  /** As the device calls it: `/Common/kaazing-ws`; of a member without its pool, `/Common/Gateway-1:8001`. */
  readonly name: string;
  /** Where the spec asks for it; absent for a member that only the device has. */
  readonly at?: SpecPath;
  /** Absent where it is not on the device. */
  readonly state?: State;
}

export interface Pool extends Carrier {
  readonly members: readonly Carrier[];
}

/** The virtual servers and pools of a spec, in its order. */
export interface Carriers {
  readonly virtualServers: readonly Carrier[];
  readonly pools: readonly Pool[];
}
