import { CliError, EXIT } from '../exit.ts';
import { liveText } from '../model/live-connections.ts';
import { disrupts } from '../plan/impact.ts';
import type { ApplyRun } from './agreed.ts';
import type { PlannedRun } from './plan-run.ts';

/**
 * A change that cuts or refuses connections needs a yes of its own. Where nobody can be asked it needs
 * `--allow-drops`, unless no connection is alive. `destroy` says by its name what it does.
 */
export async function agreeToDrops(run: ApplyRun, planned: PlannedRun): Promise<void> {
  const { host, job, allowDrops } = run;
  const felt = planned.plan.changes.filter(disrupts).length;
  if (job.destroy || allowDrops || felt === 0) return;
  const counts = Object.values(planned.live ?? {});
  if (host.attended) {
    const yes = await host.ask({ about: 'drops', device: planned.device, answer: false });
    if (!yes) throw new CliError(EXIT.interrupted, 'not applied: the answer was no');
    return;
  }
  if (counts.length >= felt && counts.every(({ count }) => count === 0)) return;
  const what = `${felt} ${felt === 1 ? 'change cuts or refuses' : 'changes cut or refuse'} connections`;
  throw new CliError(EXIT.refused, `refused: ${what} (${liveText(counts)}); nothing was changed`, {
    hint: 'look at the plan; --allow-drops goes ahead with it',
  });
}
