import type { JsonObject, LoggedRequest } from '../targets/bigip/icontrol/wire.ts';

// What a program that imports the mock sees of it; `bigip-ws/mock` of the package.

/** The state file cannot be read, is of another TMOS version than the one asked for, or is another mock's. */
export class MockStateError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** An object cannot be taken as present. */
export class AssumptionError extends Error {
  readonly path: string;
  /** The kind that nobody knows, and those that are known. */
  readonly unknown: { readonly word: string; readonly known: readonly string[] } | undefined;

  constructor(path: string, message: string, unknown?: AssumptionError['unknown']) {
    super(message);
    this.path = path;
    this.unknown = unknown;
  }
}

export interface MockOptions {
  /** 0, the default, is any free port. */
  port?: number;
  user?: string;
  password?: string;
  /** Default: the version of the state file, else 17.1.2. */
  tmos?: string;
  /** State is loaded from here when the file exists, and written by `save` and `stop`. */
  statePath?: string;
  /** Told of each answered request, with its secrets masked. */
  onRequest?: (entry: LoggedRequest) => void;
  latencyMs?: number;
  /** How long a UCS task takes; other writes are refused meanwhile. */
  taskMs?: number;
  /** Failures on request: `{faults: [{match, do}]}`, see docs/mock.md. */
  faults?: unknown;
  /** Objects that it is taken to have, from path to kind: `/Common/x` to `ltm/profile/client-ssl`. */
  assume?: Readonly<Record<string, string>>;
  /** Makes tokens and ids the same each time. */
  seed?: number;
  host?: string;
  /** Lets `host` be other than loopback: whoever reaches the port reaches the mock. */
  allowRemote?: boolean;
  now?: () => number;
  /** Makes its virtual servers real listeners on loopback; without it the mock carries nothing. */
  traffic?: TrafficOptions;
}

/** A place or a number among the options of the traffic makes no sense. */
export class TrafficOptionError extends Error {}

export interface TrafficOptions {
  /** `auto` gives every address that is not on loopback a free port of 127.0.0.1. */
  map?: 'auto' | undefined;
  /** From an address with its port to its place on loopback: `203.0.113.10:80` to `127.0.0.1:8080`. */
  places?: Readonly<Record<string, string>>;
  /** How many times as fast the time of monitors, idle connections and slow ramps passes; default 1. */
  timeScale?: number;
  /** PEM of certificates that members may show beside those that the CA file of a profile vouches for. */
  trusted?: string;
  /** Told of the places when they are there, and whenever they change. */
  onPlaces?: (places: readonly TrafficPlace[]) => void;
  /** Told of each line that a device would write to /var/log/ltm. */
  onLog?: (line: string) => void;
}

/** Where a virtual server or a pool member is on loopback. */
export interface TrafficPlace {
  readonly of: 'virtual' | 'member';
  /** Full path; of a member `<pool>:<name>`. */
  readonly path: string;
  readonly address: string;
  readonly port: number;
  readonly at: { readonly address: string; readonly port: number } | undefined;
  /** Why it is not carried. */
  readonly why?: string;
}

export interface Traffic {
  places(): readonly TrafficPlace[];
  /** Resolves when listeners follow the objects as they are now, and new monitors have probed once. */
  settled(): Promise<void>;
}

/** What a mock holds at one moment. */
export interface Moment {
  /** The objects by kind and path, without their generations. */
  readonly running: Objects;
  /** Those that a restart brings back. */
  readonly saved: Objects;
  /** Names of archives. */
  readonly archives: readonly string[];
  readonly tokens: number;
  /** Transactions that wait for a commit, by the number of their commands. */
  readonly openTransactions: readonly number[];
}

type Objects = Readonly<Record<string, JsonObject>>;

export interface Mock {
  readonly url: string;
  readonly port: number;
  readonly tmos: string;
  /** PEM. */
  readonly certificate: string;
  /** `sha256:AA:BB…` of the certificate. */
  readonly fingerprint: string;
  save(): Promise<void>;
  /** Back to a device as it leaves the factory. */
  reset(): void;
  /** Plays these failures from now on, instead of those before; without any it works again. */
  fail(faults?: unknown): void;
  /** Gives a way back to the state as it is now, to be used as often as one likes. */
  keep(): () => void;
  /** What it holds now, beside what an API tells: for tests that compare. */
  moment(): Moment;
  /** Loses what was not saved, and all tokens, tasks and transactions, as a reboot does. */
  restart(): void;
  /** What passes through it; undefined without the option. */
  readonly traffic: Traffic | undefined;
  stop(): Promise<void>;
}
