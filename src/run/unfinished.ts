import { CliError, EXIT } from '../exit.ts';

/** The change is in force, what follows it failed: another exit code, and the words for it. */
export async function unfinished<T>(
  what: 'read back' | 'saved' | 'archived',
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CliError(EXIT.unfinished, `applied, but not ${what}: ${message}`, {
      hint:
        what === 'archived'
          ? 'make it with: bigip-ws archive create'
          : 'the change is running and a reboot would undo it; look with diff, then save it: tmsh save sys config',
      cause: error,
    });
  }
}
