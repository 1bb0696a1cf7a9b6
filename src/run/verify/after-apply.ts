import { CliError, EXIT } from '../../exit.ts';
import type { ApplyRun } from '../agreed.ts';
import type { PlannedRun } from '../plan-run.ts';

/** Tries what was applied. What does not work then is no failure of the change, which stands. */
export async function verifyAfter({ verify, host }: ApplyRun, { device }: PlannedRun): Promise<void> {
  if (!verify) return;
  const verification = await verify().catch((error: unknown) => {
    throw notVerified(error instanceof Error ? error.message : String(error), error);
  });
  host.notify({ type: 'verified', verification, device });
  if (verification.verdict === 'failed') throw notVerified('a WebSocket does not work');
  if (verification.verdict === 'not-tested') throw notVerified('not everything could be tested from here');
}

function notVerified(reason: string, cause?: unknown): CliError {
  return new CliError(EXIT.unfinished, `the device is as the spec says, but not verified: ${reason}`, {
    hint: 'the change stands; bigip-ws verify tries it again',
    cause,
  });
}
