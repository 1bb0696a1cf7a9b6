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
  stop(): Promise<void>;
}
