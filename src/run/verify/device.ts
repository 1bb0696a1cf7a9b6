import type { Job } from '../job.ts';
import { planRun } from '../plan-run.ts';
import type { Connection, Target } from '../target.ts';
import type { Rung } from './result.ts';

/** Whether a device is as the spec says: what is not applied cannot work. Only GET requests are sent. */
export async function deviceRung(target: Target, connection: Connection, job: Job): Promise<Rung> {
  const { plan, device } = await planRun(target, connection, job);
  const count = plan.changes.length;
  if (count === 0)
    return { step: 'device', verdict: 'passed', message: `${device.host} is as the spec says` };
  return {
    step: 'device',
    verdict: 'failed',
    message: `${device.host} is not as the spec says: ${count} ${count === 1 ? 'change' : 'changes'} to apply`,
    hint: 'bigip-ws diff shows them, apply makes them',
  };
}
