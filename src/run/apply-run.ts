import { CliError, EXIT } from '../exit.ts';
import type { AgreedRun, ApplyRun, ChangedRun, SendingRun } from './agreed.ts';
import { backupAfter, backupBefore } from './backup.ts';
import { agreeToDrops } from './drops-gate.ts';
import type { Happening } from './events.ts';
import { withLiveConnections } from './live-connections.ts';
import {
  compareRun,
  planRun,
  type PlannedRun,
  samePlan,
  sameWrites,
  withDeviceRefusals,
} from './plan-run.ts';
import { sendPhases } from './send-phases.ts';
import { readBack } from './read-back.ts';
import { underLock } from './lock.ts';
import { lost, stands, unfinished, unsaved } from './unfinished.ts';
import { nothingChanged } from './untouched.ts';
import { verifyAfter } from './verify/after-apply.ts';

/**
 * Makes a device as the spec says: plan, question, backup, phases (read again before the first takes effect), read
 * back, save, backup, verify. Throws with what is known of the device; nothing is claimed that was not read back. Gives
 * the plan.
 */
export async function applyRun(run: ApplyRun): Promise<PlannedRun> {
  const progress = { isSent: false };
  const planned = await carryOut(run, progress).catch((error: unknown) => {
    throw progress.isSent ? error : nothingChanged(error);
  });
  if (!run.dryRun) await verifyAfter(run, planned);
  return planned;
}

async function carryOut(run: ApplyRun, progress: { isSent: boolean }): Promise<PlannedRun> {
  const { target, connection, job, host } = run;
  const planned = await withLiveConnections(connection, await firstPlan(run));
  const tell = (happening: Happening): void => host.notify({ ...happening, device: planned.device });
  tell({ type: 'planned', made: planned });
  if (run.dryRun) return planned;
  refuse(planned);
  const agreed = { ...run, planned, tell, replan: () => compareRun(target, connection, job) };
  if (planned.plan.changes.length === 0) {
    if (planned.unsaved && run.save) await finishEarlier(agreed, progress);
    return planned;
  }
  await agreeToDrops(run, planned);
  await agree(run, planned);
  await backupBefore(agreed);
  await underLock(agreed, (held) =>
    host.uninterrupted(async () => {
      progress.isSent = true;
      const changed = await sendAsAgreed({ ...agreed, held });
      await readBack(changed);
      return persist(changed);
    }),
  );
  if (job.destroy) await forgetLock(agreed);
  await backupAfter(agreed);
  return planned;
}

/** The plan of now; of a run that is held to a saved plan, that one. */
async function firstPlan(run: ApplyRun): Promise<PlannedRun> {
  const { target, connection, job, hold } = run;
  const made = await planRun(target, connection, job, !run.dryRun).catch((error: unknown) => {
    throw hold?.refusal(error) ?? error;
  });
  return hold?.exactly(made) ?? made;
}

/** An earlier run committed and did not save: that is made up for, although this run has nothing to change. */
async function finishEarlier(run: AgreedRun, progress: { isSent: boolean }): Promise<void> {
  await underLock(run, async (held) => {
    // Where the mark of that change is gone, a reboot took both, or another run has finished it.
    if (held?.unsaved === false && !samePlan(run.planned, await run.replan())) throw changedMeanwhile();
    progress.isSent = true;
    return run.host.uninterrupted(() => persist({ ...run, held, done: 0 }));
  });
}

/** Once no spec has anything on the device, nothing of ours stays there. */
async function forgetLock({ connection }: AgreedRun): Promise<void> {
  const { lock } = connection;
  if (!lock) return;
  await unfinished('tidied up', async () => {
    if ((await connection.inventory()) === undefined) await lock.forget();
  });
}

function refuse({ plan }: PlannedRun): void {
  const count = plan.refusals.length;
  if (count === 0) return;
  throw new CliError(
    EXIT.refused,
    `refused for ${count === 1 ? 'the reason' : `the ${count} reasons`} above; nothing was changed`,
  );
}

async function agree({ host, job }: ApplyRun, { device }: PlannedRun): Promise<void> {
  const yes = await host.ask({ about: job.destroy ? 'destroy' : 'apply', device, answer: false });
  if (!yes) throw new CliError(EXIT.interrupted, 'not applied: the answer was no');
}

/** How often what somebody else writes meanwhile is taken up. */
const TRIES = 3;

/**
 * The device is read once more when all is ready, just before anything takes effect: what was agreed to must still be
 * what would be done. Where only what goes along with it is another (the inventory, which other specs share), all is
 * made ready once more with that.
 */
async function sendAsAgreed(run: SendingRun, tries = TRIES): Promise<ChangedRun> {
  let outdatedBy: PlannedRun | undefined;
  const lastLook = async (): Promise<void> => {
    const seen = await run.replan();
    if (!samePlan(run.planned, seen)) throw changedMeanwhile();
    refuse(await withDeviceRefusals(run.connection, run.job, seen, false));
    const now = run.hold?.exactly(seen) ?? seen;
    if (sameWrites(run.planned, now)) return;
    outdatedBy = now;
    throw changedMeanwhile();
  };
  try {
    return await sendPhases({ ...run, lastLook });
  } catch (error) {
    if (!outdatedBy || tries === 1) throw error;
    return sendAsAgreed({ ...run, planned: outdatedBy }, tries - 1);
  }
}

function changedMeanwhile(): CliError {
  return new CliError(
    EXIT.tryLater,
    'the device changed while this run was preparing; nothing was changed by it',
    { hint: 'run it again and look at the new plan' },
  );
}

/** Whether everything is saved afterwards. */
async function persist(run: ChangedRun): Promise<boolean> {
  const { connection, save, tell, held } = run;
  const { persist: saveConfiguration } = connection;
  if (!saveConfiguration) return true;
  if (!save) {
    tell({ type: 'save-skipped' });
    return false;
  }
  tell({ type: 'saving-started' });
  await unsaved(run, 'saved', async () => {
    await held?.open();
    await saveConfiguration();
  });
  // What a restart took away before was not saved by it.
  if (!(await stands(run))) throw lost('the device does not show it any more');
  tell({ type: 'saved' });
  return true;
}
