import type { Diagnostic } from './model/diagnostic.ts';

/** Every exit code of the command line. They are an interface: scripts branch on them. */
export const EXIT = {
  done: 0,
  failed: 1,
  differences: 2,
  refused: 3,
  unfinished: 4,
  rolledBack: 5,
  usage: 64,
  invalidSpec: 65,
  unreachable: 69,
  tryLater: 75,
  denied: 77,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

interface Details {
  /** What to do about it. */
  readonly hint?: string;
  /** The device's own code, `01070333:3`. */
  readonly deviceCode?: string;
  /** The object it is about, `ltm/pool /Common/web`. */
  readonly object?: string;
  readonly cause?: unknown;
}

/** The one operation error: what happened, why if known, what to do, and the exit code it leads to. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: ExitCode;
  readonly details: Details;

  constructor(code: ExitCode, message: string, details: Details = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}

/** The reply to a change was lost and the device cannot say what became of it. */
export class UnknownOutcomeError extends CliError {}

/** Problems of a spec, all at once. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  readonly code = EXIT.invalidSpec;
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join('\n'));
    this.diagnostics = diagnostics;
  }
}
