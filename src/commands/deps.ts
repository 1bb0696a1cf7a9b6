import type { ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';

/** What a command may use of the world. */
export interface Deps {
  readonly io: Io;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Stack traces and a log of requests. */
  readonly debug: boolean;
  /** Another clock than that of this machine. */
  readonly now?: () => Date;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Runs work that must come to its end: a signal that arrives meanwhile takes effect afterwards. */
  readonly uninterrupted: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Runs a command's work with the dependencies of this process; what it returns is the exit code. */
export type Run = (work: (deps: Deps) => Promise<ExitCode>) => Promise<void>;
