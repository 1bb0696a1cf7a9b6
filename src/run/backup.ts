import { CliError, EXIT } from '../exit.ts';
import type { AgreedRun } from './agreed.ts';
import type { Backup, Backups } from './target.ts';
import { unfinished } from './unfinished.ts';

/** A backup writes the running configuration, so without a save there is none either. */
function backupsOf({ connection, backup, save }: AgreedRun): Backups | undefined {
  return backup && save ? connection.backups : undefined;
}

/** Keeps what the device has before anything is changed; the newest few of this spec stay. */
export async function backupBefore(run: AgreedRun): Promise<void> {
  const backups = backupsOf(run);
  if (!backups) return;
  const { planned, job, tell } = run;
  const { name: spec, archive } = job.loaded.spec;
  backups.require(planned.device);
  const present = await backups.list();
  refuseForeign(run, present);
  const name = backups.nameBefore(spec, present);
  tell({ type: 'backup-started', when: 'before', name });
  const made = await backups.create(name, archive?.passphrase);
  tell({ type: 'backup-made', when: 'before', backup: made });
  for (const { name: old } of backups.surplus(spec, [...present, made])) await backups.delete(old);
}

/** `archive:` of the spec overwrites only what an earlier run of this spec made. */
function refuseForeign({ job, planned, target }: AgreedRun, present: readonly Backup[]): void {
  const { spec, locate, file } = job.loaded;
  const name = spec.archive?.name;
  if (name === undefined || !present.some((backup) => backup.name === name)) return;
  if (planned.inventory?.[target.kinds.backupKey(name)]?.specs.includes(spec.name)) return;
  const { line, column } = locate(['archive']);
  throw new CliError(
    EXIT.refused,
    `${file}:${line}:${column}: the archive ${name} is on the device and not of this spec`,
    { hint: `choose another name, or delete it: bigip-ws archive delete ${name}` },
  );
}

/** Keeps the finished state under the name that the spec gives it. */
export async function backupAfter(run: AgreedRun): Promise<void> {
  const backups = backupsOf(run);
  const archive = run.job.loaded.spec.archive;
  if (!backups || !archive || run.job.destroy) return;
  const { name, passphrase } = archive;
  run.tell({ type: 'backup-started', when: 'after', name });
  const backup = await unfinished('archived', async () => {
    if ((await backups.list()).some((one) => one.name === name)) await backups.delete(name);
    return backups.create(name, passphrase);
  });
  run.tell({ type: 'backup-made', when: 'after', backup });
}
