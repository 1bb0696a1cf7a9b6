import { CliError, EXIT, UnknownOutcomeError } from '../exit.ts';
import type { ChangedRun } from './agreed.ts';

const UNSAVED = 'the change is running and a reboot would undo it; run apply again to finish it';

const HINTS = {
  'read back': UNSAVED,
  saved: UNSAVED,
  archived: 'make it with: bigip-ws archive create',
  'tidied up': 'the folder /Common/bigip-ws is left on the device, and empty',
} as const;

/** The change is in force, what follows it failed: another exit code, and the words for it. */
export async function unfinished<T>(what: keyof typeof HINTS, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw notYet(what, error);
  }
}

function notYet(what: keyof typeof HINTS, cause: unknown): CliError {
  const isUnknown = cause instanceof UnknownOutcomeError;
  const words = isUnknown ? `whether it is ${what} is unknown` : `not ${what}`;
  return new CliError(EXIT.unfinished, `applied, but ${words}: ${messageOf(cause)}`, {
    hint: isUnknown ? 'run apply again to finish it: until then a reboot may undo the change' : HINTS[what],
    cause,
  });
}

/** The same while nothing is saved: before "applied" is said of a change, the device must show that it stands. */
export async function unsaved<T>(
  run: ChangedRun,
  what: 'read back' | 'saved',
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw (await stands(run)) ? notYet(what, error) : lost(messageOf(error));
  }
}

/** Whether what was changed is in force, as far as the device tells. */
export async function stands({ held, done }: ChangedRun): Promise<boolean> {
  return held === undefined || (await held.stands(done)) === true;
}

export function lost(reason: string): CliError {
  return new CliError(EXIT.failed, `the change was committed; whether it holds is unknown: ${reason}`, {
    hint: 'the device was restarted, or does not answer; run diff to see what is there, and apply to finish it',
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
