import { CliError } from '../exit.ts';
import { isEmpty } from '../plan/plan.ts';
import type { AgreedRun } from './agreed.ts';
import { samePlan } from './plan-run.ts';

/** `untouched`: the device is as it was before the first phase. */
export type Outcome = 'done' | 'untouched' | 'unknown';

/** A device that restarts its services needs about a minute. */
const READS = 8;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * What became of a commit that the target itself cannot tell: what two reads in a row agree on, with a pause between
 * them. After a reboot the phases that were done before are gone too.
 */
export async function findOutcome(run: AgreedRun): Promise<Outcome> {
  let before: Outcome | undefined;
  for (let tries = 0; tries < READS; tries++) {
    await run.connection.pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));
    const now = await outcomeByReading(run);
    if (now === before && now !== undefined) return now;
    before = now;
  }
  return 'unknown';
}

/** `undefined`: a device that stays away says nothing about what it did. */
async function outcomeByReading(run: AgreedRun): Promise<Outcome | undefined> {
  try {
    const now = await run.replan();
    if (isEmpty(now.plan)) return 'done';
    return samePlan(now, run.planned) ? 'untouched' : 'unknown';
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}
