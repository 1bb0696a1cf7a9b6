import type { Monitor } from '../model/monitor.ts';
import type { Endpoint } from '../contract.ts';
import type { Places } from '../places/places.ts';

/** What one look found. */
export interface Finding {
  readonly state: 'up' | 'down' | 'disabled';
  /** In the words of a device. */
  readonly why?: string;
}

export interface Look {
  readonly monitor: Monitor;
  readonly target: Endpoint;
  readonly places: Places;
  /** Milliseconds of ours until it has failed. */
  readonly withinMs: number;
}

/** A type of monitor. */
export interface MonitorType {
  /** One look; never rejects. */
  readonly probe: (look: Look) => Promise<Finding>;
  /** Why this type is not played: what it watches stays unknown. */
  readonly refusal?: string;
}

export const down = (why: string): Finding => ({ state: 'down', why });
