import { CliError, EXIT } from '../exit.ts';
import type { AgreedRun, ApplyRun } from './agreed.ts';
import { backupAfter, backupBefore } from './backup.ts';
import { carryOut } from './carry-out.ts';
import { agreeToDrops } from './drops-gate.ts';
import type { Happening } from './events.ts';
import { withLiveConnections } from './live-connections.ts';
import { planRun, type PlannedRun, samePlan } from './plan-run.ts';
import { readBack } from './read-back.ts';
import { unfinished } from './unfinished.ts';

/**
 * Makes a device as the spec says: plan, question, backup, read again, phases, read back, save, backup. Throws
 * with what is known of the device; nothing is claimed that was not read back. Gives the plan.
 */
export async function applyRun(run: ApplyRun): Promise<PlannedRun> {
  const { target, connection, job, host } = run;
  const planned = await withLiveConnections(connection, await planRun(target, connection, job));
  const tell = (happening: Happening): void => host.notify({ ...happening, device: planned.device });
  tell({ type: 'planned', made: planned });
  if (run.dryRun) return planned;
  refuse(planned);
  if (planned.plan.changes.length === 0) return planned;
  await agreeToDrops(run, planned);
  await agree(run, planned);
  const agreed = { ...run, planned, tell, replan: () => planRun(target, connection, job) };
  await backupBefore(agreed);
  const fresh = await planAgain(agreed);
  await host.uninterrupted(async () => {
    await carryOut(agreed, fresh);
    await readBack(agreed);
    await persist(agreed);
  });
  await backupAfter(agreed);
  return planned;
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

/** What was agreed to must still be what would be done. */
async function planAgain({ replan, planned }: AgreedRun): Promise<PlannedRun> {
  const fresh = await replan();
  if (samePlan(planned, fresh)) return fresh;
  throw new CliError(
    EXIT.tryLater,
    'the device changed while this run was preparing; nothing was changed by it',
    { hint: 'run it again and look at the new plan' },
  );
}

async function persist({ connection, save, tell }: AgreedRun): Promise<void> {
  const { persist: saveConfiguration } = connection;
  if (!saveConfiguration) return;
  if (!save) {
    tell({ type: 'save-skipped' });
    return;
  }
  tell({ type: 'saving-started' });
  await unfinished('saved', saveConfiguration);
  tell({ type: 'saved' });
}
