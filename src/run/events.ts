import type { Diagnostic } from '../model/diagnostic.ts';
import type { LiveConnections } from '../model/live-connections.ts';
import type { Plan } from '../plan/plan.ts';
import type { Verification } from './verify/result.ts';

/** Which device a run is about. */
export interface DeviceName {
  /** As it was asked for: `192.168.4.245`, `mock`. */
  readonly host: string;
  readonly version: string;
  readonly hostname: string;
}

/** A plan that was made on a device, and what is worth knowing before it is carried out. */
export interface PlanMade {
  readonly device: DeviceName;
  readonly plan: Plan;
  /** Made to remove everything of the spec. */
  readonly destroy: boolean;
  /** A change of an earlier run that is running and not saved, and what is known of it. */
  readonly unsaved?: UnsavedChange;
  /** The live connections of the changes that cut or refuse some, by `kind:path`, once they were asked for. */
  readonly live?: Readonly<Record<string, LiveConnections>>;
  /** What was decided on the way to it. */
  readonly decisions: readonly Diagnostic[];
  /** Warnings of the lint rules about the spec. */
  readonly advice: readonly Diagnostic[];
}

/** A change that would be lost with a restart. */
export interface UnsavedChange {
  readonly spec: string;
  readonly host: string;
  /** When it was made, by the clock of that host. */
  readonly since: string;
  /** Whether the run that made it is, as far as the device knows, still under way. */
  readonly isHeld: boolean;
}

/** A backup of a device's whole configuration. */
export interface BackupName {
  readonly name: string;
  /** Size in bytes. */
  readonly bytes: number;
}

/** One thing that happens during a run. `…-started` is followed by the event that ends it, or by an error. */
export type Happening =
  | { readonly type: 'planned'; readonly made: PlanMade }
  | { readonly type: 'backup-started'; readonly when: 'before' | 'after'; readonly name: string }
  | { readonly type: 'backup-made'; readonly when: 'before' | 'after'; readonly backup: BackupName }
  | { readonly type: 'sending-started'; readonly plan: Plan }
  | { readonly type: 'sent'; readonly requests: number; readonly of: number }
  | { readonly type: 'phase-done'; readonly done: PhaseDone; readonly number: number; readonly of: number }
  | { readonly type: 'uploads-left'; readonly reason: string }
  | { readonly type: 'reading-back-started' }
  | { readonly type: 'kept'; readonly destroy: boolean; readonly foreign: number }
  | { readonly type: 'saving-started' }
  | { readonly type: 'saved' }
  | { readonly type: 'save-skipped' }
  | { readonly type: 'lock-waiting'; readonly seconds: number }
  | { readonly type: 'lock-left'; readonly reason: string }
  | { readonly type: 'verified'; readonly verification: Verification };

/** What happened, and on which device. */
export type Event = Happening & { readonly device: DeviceName };

/** What became of one phase of a plan. */
export interface PhaseDone {
  readonly name: Plan['phases'][number]['name'];
  readonly requests: number;
  /** The number of the transaction, where it was one. */
  readonly transaction?: number;
}
