import { CliError, EXIT } from '../exit.ts';
import { isEmpty } from '../plan/plan.ts';
import type { AgreedRun } from './agreed.ts';
import { unfinished } from './unfinished.ts';

/** The device accepts some things and does not keep them: only what is read back counts. */
export async function readBack({ replan, tell }: AgreedRun): Promise<void> {
  tell({ type: 'reading-back-started' });
  const { plan } = await unfinished('read back', replan);
  if (isEmpty(plan)) {
    tell({ type: 'kept', foreign: plan.foreign.length });
    return;
  }
  const notKept = plan.changes.map(({ action, kind, path, fields }) => {
    const names = fields.map(({ field }) => field).join(', ');
    return `${action} ${kind} ${path}${names === '' ? '' : ` (${names})`}`;
  });
  throw new CliError(EXIT.failed, `the device accepted the change but did not keep: ${notKept.join('; ')}`, {
    hint: 'it is not saved; run diff to see the values',
  });
}
