import type { Happening } from './events.ts';
import type { Host } from './host.ts';
import type { Job } from './job.ts';
import type { PlannedRun } from './plan-run.ts';
import type { Hold } from './saved/hold.ts';
import type { HeldLock, Holder } from './device-lock.ts';
import type { Connection, Target } from './target.ts';
import type { Verification } from './verify/result.ts';

/** One plan that is carried out on a device, with all it takes. */
export interface ApplyRun {
  readonly target: Target;
  readonly connection: Connection;
  readonly job: Job;
  readonly host: Host;
  /** Whether backups are made before and after. */
  readonly backup: boolean;
  /** Whether the configuration is saved. */
  readonly save: boolean;
  /** Who this run is, to others that want the same device. */
  readonly holder: Omit<Holder, 'spec'>;
  /** Milliseconds to wait for another run. */
  readonly lockWait: number;
  /** Whether connections may be cut or refused without a question. */
  readonly allowDrops: boolean;
  /** Tries what the spec is for, once it is on the device; absent where nobody asked for it. */
  readonly verify?: (() => Promise<Verification>) | undefined;
  /** Show the plan and stop. */
  readonly dryRun: boolean;
  /** A saved plan that this run is to carry out, and nothing else. */
  readonly hold?: Hold | undefined;
}

/** A run with the plan that was shown and agreed to. */
export interface AgreedRun extends ApplyRun {
  readonly planned: PlannedRun;
  /** Tells the host what happens. */
  readonly tell: (happening: Happening) => void;
  /** Reads and compares again. */
  readonly replan: () => Promise<PlannedRun>;
}

/** A run that is about to change the device. */
export interface SendingRun extends AgreedRun {
  readonly held: HeldLock | undefined;
}

/** A run whose phases are done. */
export interface ChangedRun extends SendingRun {
  /** How many. */
  readonly done: number;
}
