import { CliError, EXIT } from '../exit.ts';

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
    const message = error instanceof Error ? error.message : String(error);
    throw new CliError(EXIT.unfinished, `applied, but not ${what}: ${message}`, {
      hint: HINTS[what],
      cause: error,
    });
  }
}
