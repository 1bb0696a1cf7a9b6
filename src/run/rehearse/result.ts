import type { Source } from '../../model/diagnostic.ts';
import type { Times } from '../../probe/finding.ts';
import type { DeviceName } from '../events.ts';

export type StepName =
  'gateways' | 'old' | 'apply' | 'members' | 'verify' | 'spread' | 'lose' | 'recover' | 'again' | 'destroy';

/** `skipped`: nothing could be said, with the reason. It counts as neither passed nor failed. */
export type StepVerdict = 'passed' | 'failed' | 'skipped';

/** What one step came to. */
export interface StepDone {
  readonly step: StepName;
  readonly verdict: StepVerdict;
  readonly milliseconds: number;
  /** What happened, in sentences; of a step that failed the first says what is wrong. */
  readonly says: readonly string[];
  /** Of one that failed: the place in the spec that it is about, where that is known. */
  readonly source?: Source;
  /** The next thing to try. */
  readonly hint?: string;
}

/** Where the things of a spec are on this machine. */
export interface Topology {
  readonly virtualServers: readonly {
    readonly name: string;
    /** As clients of the device write it. */
    readonly url: string;
    /** What leads to the same here; absent where it is not carried. */
    readonly here?: string;
  }[];
  readonly gateways: readonly {
    readonly name: string;
    /** As in the spec. */
    readonly address: string;
    /** Where it is on this machine. */
    readonly here: string;
    /** Named by a flag, and not started by the rehearsal. */
    readonly isReal: boolean;
  }[];
}

/** How WebSockets of clients fared over the whole rehearsal. */
export interface ClientsSaw {
  /** Handshakes of the rehearsal's own clients, without those of `verify`. */
  readonly handshakes?: Times;
  /** By virtual server: connections by the gateway that answered them. */
  readonly spread: readonly {
    readonly virtualServer: string;
    readonly gateways: Readonly<Record<string, number>>;
  }[];
  /** The steps in which connections were cut: how many were open before, and how many of them it took. */
  readonly cut: readonly { readonly step: StepName; readonly open: number; readonly cut: number }[];
}

export interface Rehearsal {
  readonly verdict: 'passed' | 'failed';
  readonly device: DeviceName;
  /** How many times as fast the time of monitors and idle connections passed. */
  readonly timeScale: number;
  readonly topology: Topology;
  readonly steps: readonly StepDone[];
  readonly clients: ClientsSaw;
  /** What must be known to read the rest. */
  readonly notes: readonly string[];
  readonly milliseconds: number;
}

/** Told while it goes on. */
export type RehearsalEvent =
  | { readonly type: 'step-started'; readonly step: StepName }
  | { readonly type: 'step-done'; readonly done: StepDone };
