import type { Diagnostic } from '../model/diagnostic.ts';
import type { LiveConnections } from '../model/live-connections.ts';
import type { Change } from '../plan/change.ts';
import type { Phase } from '../plan/phase.ts';
import type { BackupName, DeviceName, PhaseDone } from '../run/events.ts';
import type { Rehearsal } from '../run/rehearse/result.ts';
import type { Status } from '../run/status/result.ts';
import type { Verification } from '../run/verify/result.ts';

// What the reporters put into words: plain data.

/** What a change is to a reader. */
export interface ChangeView extends Pick<
  Change,
  'action' | 'kind' | 'path' | 'impact' | 'fields' | 'source' | 'note'
> {
  /** The connections it concerns, where it cuts or refuses some. */
  readonly live?: LiveConnections;
}

/** What a spec needs done on a device. */
export interface PlanView {
  readonly spec: { readonly name: string; readonly file: string };
  readonly device: DeviceName;
  /** Made to remove everything of the spec. */
  readonly destroy: boolean;
  readonly changes: readonly ChangeView[];
  readonly phases: readonly Phase['name'][];
  /** What was decided on the way to the plan. */
  readonly decisions: readonly Diagnostic[];
  /** Warnings of the lint rules. */
  readonly advice: readonly Diagnostic[];
  /** Members that others added to what the spec lists. */
  readonly foreign: readonly Diagnostic[];
  /** Reasons not to apply it. */
  readonly refusals: readonly Diagnostic[];
}

/** A whole run of `diff`, `apply` or `destroy`: its plan, where there was one, and how it ended. */
export interface RunView {
  readonly spec: PlanView['spec'];
  readonly plan?: PlanView;
  /** What a change came to, as far as it came. */
  readonly outcome: {
    readonly archive?: BackupName;
    readonly phases?: readonly PhaseDone[];
    readonly saved?: true;
    readonly verification?: Verification;
  };
  readonly errors: readonly Diagnostic[];
}

export interface ValidationView {
  readonly valid: boolean;
  readonly results: readonly { readonly file: string; readonly diagnostics: readonly Diagnostic[] }[];
}

/** What would be sent to an empty device, or why that cannot be told. */
export type RenderingView =
  | {
      readonly did: 'render';
      readonly spec: string;
      readonly tmos: string;
      readonly phases: readonly {
        readonly name: string;
        readonly requests: readonly {
          readonly method: string;
          readonly uri: string;
          readonly body?: unknown;
        }[];
      }[];
      readonly irules: readonly { readonly path: string; readonly text: string }[];
      readonly explanation: ExplanationView;
      readonly script: { readonly text: string };
      /** What was decided for the spec. */
      readonly decisions: readonly Diagnostic[];
    }
  | Failure;

/** What each request is for, and what does the same on the command line of the device. */
export interface ExplanationView {
  readonly shell: string;
  readonly parts: readonly { readonly title: string; readonly steps: readonly StepView[] }[];
  readonly closing: string;
}

export interface StepView {
  readonly title: string;
  readonly purpose: string;
  readonly howTo?: string;
  readonly request: { readonly method: string; readonly uri: string; readonly body?: unknown };
  readonly command: readonly string[];
  readonly text?: string;
}

/** A backup as the device lists it. */
export interface ArchiveEntry extends BackupName {
  readonly created: string;
  readonly tmos: string;
  readonly encrypted: boolean;
}

/** What an `archive` sub-command did, or why it did not. */
export type ArchiveView =
  | { readonly did: 'create' | 'delete'; readonly archive: ArchiveEntry }
  | { readonly did: 'list'; readonly archives: readonly ArchiveEntry[] }
  | {
      readonly did: 'download';
      readonly archive: ArchiveEntry;
      readonly file: string;
      readonly bytes: number;
      readonly sha256: string;
    }
  | Failure;

/** What was tried for a spec, or why nothing was. */
export type VerifyView =
  ({ readonly did: 'verify'; readonly spec: PlanView['spec'] } & Verification) | Failure;

/** What became of a rehearsal, or why there was none. */
export type RehearsalView =
  ({ readonly did: 'rehearse'; readonly spec: PlanView['spec'] } & Rehearsal) | Failure;

/** How what a spec has on a device is now, or why that cannot be told. */
export type StatusView = ({ readonly did: 'status'; readonly spec: PlanView['spec'] } & Status) | Failure;

/** A command that failed before it had a result. */
export interface Failure {
  readonly did: 'fail';
  readonly errors: readonly Diagnostic[];
}
