import type { Diagnostic } from '../model/diagnostic.ts';
import type { LiveConnections } from '../model/live-connections.ts';
import type { ObjectSet, SpecPath, Value } from '../model/object.ts';
import type { Change } from '../plan/change.ts';
import type { Inventory } from '../plan/inventory.ts';
import type { Kinds } from '../plan/kind.ts';
import type { Phase } from '../plan/phase.ts';
import type { Plan } from '../plan/plan.ts';
import type { Spec } from '../spec/schema/schema.ts';
import type { DeviceLock } from './device-lock.ts';
import type { DeviceName, PhaseDone } from './events.ts';
import type { Allowances } from './gate/allowances.ts';
import type { Backend, Service } from './service.ts';
import type { Carriers } from './status/state.ts';

/** A diagnostic that still says its place as a path into the spec. */
export type Finding = Omit<Diagnostic, 'source'> & { readonly at: SpecPath };

/** What a spec asks of a target of one version. */
export interface DesiredInput {
  readonly spec: Spec;
  /** The target's own version, `17.1.2`. */
  readonly version: string;
  /** Texts of the files that the spec names, by the name it gives them. */
  readonly files: ReadonlyMap<string, string>;
  /** The time that certificates are held to. */
  readonly now: Date;
}

export interface Desired {
  readonly objects: ObjectSet;
  /** What was decided for the spec, and what is wrong with it. */
  readonly findings: readonly Finding[];
}

/** A system that a spec can be put on. */
export interface Target {
  readonly name: string;
  readonly kinds: Kinds;
  /** The version assumed where nothing says otherwise, for work without a device. */
  readonly assumedVersion: string;
  /** Whether a text is a version of this target. */
  readonly isVersion: (text: string) => boolean;
  /** Pure. The objects are usable only when no finding is an error. */
  readonly desired: (input: DesiredInput) => Desired;
  /** What the lint rules say of a spec and of what it comes to. Pure. */
  readonly lint: (input: DesiredInput & { readonly objects: ObjectSet }) => readonly Finding[];
  readonly lintRules: readonly { readonly id: string; readonly explanation: string }[];
  /** What clients connect to by a spec, in its order. Pure. */
  readonly services: (spec: Spec) => readonly Service[];
  /** The pools of a spec. Pure. */
  readonly backends: (spec: Spec) => readonly Backend[];
  /** The virtual servers whose members would answer clients past the device. Pure. */
  readonly answeredPast: (input: DesiredInput & { readonly objects: ObjectSet }) => readonly string[];
  /** What would be sent to an empty device. Pure. */
  readonly render: (input: RenderInput) => Rendering;
  readonly connect: (options: ConnectOptions) => Promise<Connection>;
}

/** What is to be rendered. */
export interface RenderInput {
  readonly spec: Spec;
  readonly version: string;
  readonly objects: ObjectSet;
  /** Some values are secret and stand there masked. */
  readonly masked: boolean;
}

/** What would be sent to an empty device, secrets left out. */
export interface Rendering {
  readonly phases: readonly {
    readonly name: string;
    readonly requests: readonly RenderedRequest[];
  }[];
  /** The text of every iRule, each under its name. */
  readonly irules: readonly { readonly path: string; readonly text: string }[];
  /** The same for a reader, a step for each request. */
  readonly explanation: Explanation;
  /** A script that does the same on the device, without REST. */
  readonly script: { readonly text: string };
}

export interface RenderedRequest {
  readonly method: string;
  readonly uri: string;
  readonly body?: Value;
}

/** What each request is for, and how the device's own command line says it. */
export interface Explanation {
  /** The command line. */
  readonly shell: string;
  readonly parts: readonly { readonly title: string; readonly steps: readonly ExplainedStep[] }[];
  readonly closing: string;
}

export interface ExplainedStep {
  readonly title: string;
  readonly purpose: string;
  /** Where the how-to does it by hand: `step 7`. */
  readonly howTo?: string;
  readonly request: RenderedRequest;
  /** The words of a command, which may be parted into lines between them. */
  readonly command: readonly string[];
  /** A text of several lines that stands in both as `…`. */
  readonly text?: string;
}

/** How the device must prove who it is before anything is sent to it. */
export interface Trust {
  /** `sha256:AA:BB:…` of its certificate; nothing else counts then. */
  readonly fingerprint?: string | undefined;
  /** PEM of authorities that are trusted besides the system's. */
  readonly ca?: string | undefined;
  /** The name its certificate must carry, where it is not the host. */
  readonly serverName?: string | undefined;
  /** Take any certificate. */
  readonly insecure?: boolean | undefined;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
  readonly loginProvider: string;
}

/** Either a login of our own or a token that was handed in, which is neither extended nor deleted. */
export type Login = { readonly credentials: Credentials } | { readonly token: string };

export interface ConnectOptions {
  readonly host: string;
  readonly port: number;
  /** As the device is shown, where that is not the host. */
  readonly shownAs?: string;
  readonly trust: Trust;
  readonly login: Login;
  /** Milliseconds one request may take. */
  readonly timeout: number;
  /** Ends every wait. */
  readonly signal: AbortSignal;
  /** Told of each request that was answered; never of a header or a body. */
  readonly onRequest?: ((line: string) => void) | undefined;
}

/** What is to be read: everything the spec names, owns or refers to. */
export interface Scope {
  readonly spec: string;
  readonly desired: ObjectSet;
  readonly inventory: Inventory;
}

/** What was read, and what only the device can tell about a spec. */
export interface Reading {
  readonly actual: ObjectSet;
  /** What is desired, with the names that the device has for it. */
  readonly desired: ObjectSet;
  readonly notes: readonly Finding[];
  /** References that lead nowhere. */
  readonly dangling: readonly Finding[];
}

/** Told of what happens while phases are carried out. */
export interface Progress {
  /** All is ready and nothing of it is in force: called once, as late as can be. Throws where it must not go on. */
  readonly lastLook: () => Promise<void>;
  readonly onSent: (sent: number, of: number) => void;
  /** Files that were uploaded for a moment could not be removed. */
  readonly onLeft: (reason: string) => void;
  readonly onDone: (done: PhaseDone) => void;
}

/** A plan that a device may have reasons against. */
export interface RefusalsAsked {
  readonly plan: Plan;
  readonly reading: Pick<Reading, 'desired' | 'actual'>;
  readonly allowed: Allowances;
  readonly ask: boolean;
}

/** One device of a target, logged in. */
export interface Connection {
  /** Said once by whoever opened it: Basic authentication is used. */
  readonly warning?: string;
  readonly facts: () => Promise<DeviceName>;
  /** What the device remembers of all specs; `undefined` where none has been applied. */
  readonly inventory: () => Promise<Inventory | undefined>;
  readonly read: (scope: Scope) => Promise<Reading>;
  /** Reasons of this device not to carry out a plan; `ask`: also those that further requests tell. */
  readonly refusals?: (asked: RefusalsAsked) => Promise<readonly Diagnostic[]>;
  /** How many connections are alive on objects, by `kind:path`. What could not be counted is left out. */
  readonly connections?: (
    device: DeviceName,
    objects: readonly Pick<Change, 'kind' | 'path'>[],
  ) => Promise<Readonly<Record<string, LiveConnections>>>;
  /** How the virtual servers and pools of a spec are now. Only reads. */
  readonly states?: (device: DeviceName, desired: ObjectSet) => Promise<Carriers>;
  /**
   * Carries out phases in order; each is over before the next begins, and the inventory is written with it.
   * Throws at the first that fails; the device then stands where the phase before left it.
   */
  readonly apply: (
    phases: readonly Phase[],
    inventory: Inventory | undefined,
    progress: Progress,
  ) => Promise<void>;
  /** The change that an error text of the device is about, with the object as people call it. */
  readonly subjectOf: (
    text: string,
    changes: readonly Change[],
  ) => { readonly change: Change; readonly object: string } | undefined;
  /** Waits so many milliseconds, unless the run is interrupted. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Makes the running configuration outlast a restart. */
  readonly persist?: () => Promise<void>;
  readonly lock?: DeviceLock;
  readonly backups?: Backups;
  /** Ends the login and closes the connections. Never throws: a failure is returned as text. */
  readonly close: () => Promise<string | undefined>;
}

/** A backup on the device, as it lists it. */
export interface Backup {
  readonly name: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** When it was made, as the device writes it. */
  readonly created: string;
  readonly tmos: string;
  readonly encrypted: boolean;
}

/** Backups of the whole configuration that the device keeps: UCS archives. */
export interface Backups {
  /** Throws where this version makes none. */
  readonly require: (device: DeviceName) => void;
  /** All of them, by name. */
  readonly list: () => Promise<readonly Backup[]>;
  /** The name of the next backup before a change of this spec. */
  readonly nameBefore: (spec: string, present: readonly Backup[]) => string;
  /** Those made before changes of this spec that are too many, the oldest first. */
  readonly surplus: (spec: string, present: readonly Backup[]) => readonly Backup[];
  readonly create: (name: string, passphrase?: string) => Promise<Backup>;
  readonly delete: (name: string) => Promise<void>;
  /** Writes one to a file that appears under its name only when it is whole and its checksum fits. */
  readonly download: (
    backup: Backup,
    file: string,
    onProgress: (bytes: number) => void,
  ) => Promise<{ readonly bytes: number; readonly sha256: string }>;
}
