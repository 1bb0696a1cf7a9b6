import type { LoadedSpec } from '../job.ts';
import type { Allowances } from '../gate/allowances.ts';
import type { Holder } from '../device-lock.ts';
import type { Connection, Target } from '../target.ts';
import type { FindStandIn } from '../verify/stand-ins.ts';
import type { Group } from '../verify/subjects.ts';
import type { GatewayPlan } from './gateway-plans.ts';
import type { RehearsalEvent } from './result.ts';

interface Place {
  readonly address: string;
  readonly port: number;
}

/** A gateway that was started, or a real one that a flag names. */
export interface StagedGateway {
  readonly plan: GatewayPlan;
  /** Where it is on this machine. */
  readonly here: Place;
  /** Where it answers monitors beside that, by the port that the spec names. */
  readonly health: readonly { readonly port: number; readonly here: Place }[];
  /** Absent for a real one, which is left alone. */
  readonly control?: {
    readonly stop: () => Promise<void>;
    readonly start: () => Promise<void>;
    /** Connections that it did not answer, since the answer would have gone past the BIG-IP. */
    readonly lost: () => number;
  };
}

/** One spec of a rehearsal, with what clients try of it. */
export interface Part {
  readonly loaded: LoadedSpec;
  readonly groups: readonly Group[];
}

/** Everything that a rehearsal plays on: loopback only, thrown away afterwards. */
export interface Stage {
  readonly target: Target;
  /** To the device that stands in. */
  readonly connection: Connection;
  readonly holder: Omit<Holder, 'spec'>;
  readonly gateways: readonly StagedGateway[];
  /** Gateways that a flag names and that no member of the specs is. */
  readonly strangers: readonly string[];
  readonly find: FindStandIn;
  /** Resolves when listeners follow what was applied. */
  readonly settled: () => Promise<void>;
  /** What the device logged so far. */
  readonly log: () => readonly string[];
  readonly timeScale: number;
  /** What the safety gate is told to let pass, as with `apply`. */
  readonly allowed: Allowances;
  readonly signal: AbortSignal;
}

/** What is to be rehearsed, and how. */
export interface RehearseRun {
  readonly stage: Stage;
  readonly spec: Part;
  /** Applied first, with connections that are open while the new one takes its place. */
  readonly old: Part | undefined;
  /** Milliseconds of the device's time that a silent connection must live. */
  readonly idle: number | undefined;
  /** Leave everything there after the steps. */
  readonly keep: boolean;
  /** Milliseconds that one step of a handshake may take. */
  readonly timeout: number;
  /** What must be known to read what comes of it. */
  readonly notes: readonly string[];
  readonly notify: (event: RehearsalEvent) => void;
}
