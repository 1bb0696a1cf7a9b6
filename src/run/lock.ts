import type { AgreedRun } from './agreed.ts';
import type { HeldLock } from './device-lock.ts';

/**
 * Runs work while no other run changes the device. `work` says whether everything is saved at its end: if it is
 * not, or fails, a change that was committed stays known to the device, and so to the next run.
 */
export async function underLock(
  run: AgreedRun,
  work: (held: HeldLock | undefined) => Promise<boolean>,
): Promise<void> {
  const { connection, holder, job, planned, lockWait: wait, tell } = run;
  if (wait > 0) tell({ type: 'lock-waiting', seconds: Math.ceil(wait / 1000) });
  const held = await connection.lock?.take(
    { ...holder, spec: job.loaded.spec.name },
    { wait, isFirst: planned.inventory === undefined },
  );
  let saved = false;
  try {
    saved = await work(held);
  } finally {
    const reason = await held?.release(saved);
    if (reason !== undefined) tell({ type: 'lock-left', reason });
  }
}
