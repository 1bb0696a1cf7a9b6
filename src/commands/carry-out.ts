import { applyPhases, type PhaseDone } from '../targets/bigip/icontrol/apply.ts';
import {
  type Archive,
  createArchive,
  deleteArchive,
  listArchives,
} from '../targets/bigip/icontrol/archive.ts';
import { kinds } from '../targets/bigip/resources/registry.ts';
import { saveConfig } from '../targets/bigip/icontrol/save.ts';
import { UnknownOutcomeError } from '../targets/bigip/icontrol/transaction.ts';
import { CliError, EXIT } from '../exit.ts';
import { atLeast } from '../model/version.ts';
import { isEmpty, type Plan } from '../plan/plan.ts';
import { summarize } from '../report/document.ts';
import { summaryText } from '../report/text.ts';
import { formatBytes } from './bytes.ts';
import type { Connection } from './connection.ts';
import type { Deps } from './deps.ts';
import type { LoadedSpec } from './load.ts';
import type { Show } from './show.ts';
import { type Planned, samePlan, sourceOfError } from './workflow.ts';

/** What a run may leave out. */
export interface CarryOutFlags {
  readonly archive: boolean;
  readonly save: boolean;
}

/** One plan that is carried out on a device, with all it takes. */
export interface Undertaking {
  readonly connection: Connection;
  readonly loaded: LoadedSpec;
  readonly planned: Planned;
  /** Reads and compares again. */
  readonly again: () => Promise<Planned>;
  readonly flags: CarryOutFlags;
  /** Everything of the spec goes: there is no finished state to archive. */
  readonly destroy: boolean;
  readonly show: Show;
  readonly deps: Deps;
}

/** `sys ucs` can be listed from here on. */
const FIRST_WITH_ARCHIVES = '12.1';

/** Archives of ours that are kept on the device. */
const KEPT_ARCHIVES = 3;

/**
 * Carries out a plan that was confirmed: archive before, read again, the phases, read again, save,
 * archive after. Throws with what is known of the device; nothing is claimed that was not read back.
 */
export async function carryOut(run: Undertaking): Promise<void> {
  // A UCS save writes the running configuration, so without a save there is no archive either.
  const archived = run.flags.archive && run.flags.save;
  if (archived) await archiveBefore(run);
  const fresh = await run.again();
  if (!samePlan(run.planned.plan, fresh.plan)) {
    throw new CliError(
      EXIT.tryLater,
      'the device changed while this run was preparing; nothing was changed by it',
      {
        hint: 'run it again and look at the new plan',
      },
    );
  }
  await run.deps.uninterrupted(async () => {
    await applyAll(run, fresh);
    await verifyKept(run);
    if (run.flags.save) await save(run);
    else run.show.step('not saved (--no-save): a reboot undoes this change');
  });
  if (archived && !run.destroy) await archiveAfter(run);
}

async function archiveBefore({ connection, loaded, planned, show, deps }: Undertaking): Promise<void> {
  const { client } = connection.session;
  if (!atLeast(planned.device.version, FIRST_WITH_ARCHIVES)) {
    throw new CliError(
      EXIT.refused,
      `TMOS ${planned.device.version.text} makes no archives over REST; nothing was changed`,
      {
        hint: 'archive it in the GUI or with tmsh save sys ucs, then add --no-archive',
      },
    );
  }
  const present = await listArchives(client);
  refuseForeignArchive(loaded, planned, present);
  const name = freeName(loaded.spec.name, present);
  const made = await deps.io.during(`archiving the configuration as ${name}`, () =>
    createArchive(client, name, loaded.spec.archive?.passphrase),
  );
  show.step(`archived before the change: ${made.name} (${formatBytes(made.bytes)})`);
  show.add({ archive: { name: made.name, bytes: made.bytes } });
  await prune(client, loaded.spec.name, [...present, made]);
}

/** `archive:` of the spec overwrites only what an earlier run of this spec made. */
function refuseForeignArchive(
  { spec, locate, file }: LoadedSpec,
  { inventory }: Planned,
  present: readonly Archive[],
): void {
  const name = spec.archive?.name;
  if (name === undefined || !present.some((archive) => archive.name === name)) return;
  if (inventory?.[kinds.backupKey(name)]?.specs.includes(spec.name)) return;
  const { line, column } = locate(['archive']);
  throw new CliError(
    EXIT.refused,
    `${file}:${line}:${column}: the archive ${name} is on the device and not of this spec`,
    {
      hint: `choose another name, or delete it: bigip-ws archive delete ${name}`,
    },
  );
}

async function prune(
  client: Connection['session']['client'],
  spec: string,
  archives: readonly Archive[],
): Promise<void> {
  const stamp = /^\d{8}T\d{6}Z\.ucs$/;
  const prefix = `bigip-ws-${spec}-`;
  const ours = archives
    .map(({ name }) => name)
    .filter((name) => name.startsWith(prefix) && stamp.test(name.slice(prefix.length)));
  for (const name of ours.sort().slice(0, -KEPT_ARCHIVES)) await deleteArchive(client, name);
}

/** `bigip-ws-kaazing-20261121T073339Z.ucs`; a second later where this second has one already. */
function freeName(spec: string, present: readonly Archive[]): string {
  const taken = new Set(present.map(({ name }) => name));
  for (let time = Date.now(); ; time += 1000) {
    const name = `bigip-ws-${spec}-${new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '')}.ucs`;
    if (!taken.has(name)) return name;
  }
}

async function applyAll(run: Undertaking, { plan, inventory }: Planned): Promise<void> {
  const { show, connection, deps } = run;
  const done: PhaseDone[] = [];
  try {
    await deps.io.during(`sending: ${summaryText(summarize(plan.changes))}`, (say) =>
      applyPhases(connection.session.client, plan.phases, inventory, {
        onSent: (sent, of) => (deps.io.interactive ? say(`sending: ${sent} of ${of} requests`) : undefined),
        onDone: (phase) => {
          done.push(phase);
          show.step(phaseLine(phase, done.length, plan.phases.length));
        },
      }),
    );
    show.add({
      phases: done.map(({ phase, requests, transaction }) => ({ name: phase.name, requests, transaction })),
    });
  } catch (error) {
    const outcome = error instanceof UnknownOutcomeError ? await outcomeOf(run) : undefined;
    if (outcome === 'done') return;
    throw stated(error, plan, done, outcome === 'undone');
  }
}

function phaseLine({ phase, requests, transaction }: PhaseDone, number: number, of: number): string {
  const count = `${requests} ${requests === 1 ? 'request' : 'requests'}`;
  const which = of > 1 ? `phase ${number} of ${of}: ` : '';
  return transaction === undefined
    ? `${which}${phase.name} done (${count})`
    : `${which}transaction ${transaction} committed (${count})`;
}

/** What became of a commit whose answer was lost: what two reads in a row agree on. */
async function outcomeOf(run: Undertaking): Promise<'done' | 'undone' | 'unknown'> {
  try {
    const first = await run.again();
    const second = await run.again();
    if (!samePlan(first.plan, second.plan)) return 'unknown';
    if (isEmpty(second.plan)) return 'done';
    return samePlan(second.plan, run.planned.plan) ? 'undone' : 'unknown';
  } catch (error) {
    // A device that stays away says nothing about what it did.
    if (error instanceof CliError) return 'unknown';
    throw error;
  }
}

/** The error, with where it belongs in the spec and what it means for the device. */
function stated(error: unknown, plan: Plan, done: readonly PhaseDone[], undone: boolean): unknown {
  if (!(error instanceof CliError)) return error;
  const source = sourceOfError(error.message, plan);
  const outcome =
    error instanceof UnknownOutcomeError && !undone
      ? 'run diff to see what is there'
      : whatIsDone(plan, done.length);
  const place = source ? `${source.place}: ${source.object}\n  ` : '';
  return new CliError(error.code, `${place}${error.message}`, {
    ...error.details,
    hint: [outcome, error.details.hint].filter((part) => part !== undefined).join('\n'),
    cause: error,
  });
}

/** What the phases that are done mean for the device; one that is no transaction may be done in part. */
function whatIsDone({ phases }: Plan, done: number): string {
  const next = phases[done];
  const partly = next !== undefined && next.name !== 'transaction';
  const finished = done === 0 ? '' : `phase ${done} of ${phases.length} is done and in force, `;
  if (partly)
    return `${finished}phase ${done + 1} (${next.name}) is perhaps done in part; run it again to go on`;
  return done === 0
    ? 'nothing was changed on the device'
    : `${finished}what follows it is not; run it again to go on`;
}

/** The device accepts some things and does not keep them: only what is read back counts. */
async function verifyKept(run: Undertaking): Promise<void> {
  const { plan } = await unfinished('read back', () =>
    run.deps.io.during('reading the device again', () => run.again()),
  );
  if (isEmpty(plan)) {
    run.show.step('read again: the device is as the spec says');
    return;
  }
  const kept = plan.changes.map(({ action, kind, path, fields }) => {
    const names = fields.map(({ field }) => field).join(', ');
    return `${action} ${kind} ${path}${names === '' ? '' : ` (${names})`}`;
  });
  throw new CliError(EXIT.failed, `the device accepted the change but did not keep: ${kept.join('; ')}`, {
    hint: 'it is not saved; run diff to see the values',
  });
}

async function save({ connection, show, deps }: Undertaking): Promise<void> {
  await unfinished('saved', () =>
    deps.io.during('saving the configuration', () => saveConfig(connection.session.client)),
  );
  show.step('saved');
  show.add({ saved: true });
}

async function archiveAfter({ connection, loaded, show, deps }: Undertaking): Promise<void> {
  const archive = loaded.spec.archive;
  if (!archive) return;
  await unfinished('archived', async () => {
    const { client } = connection.session;
    const made = await deps.io.during(`archiving the finished state as ${archive.name}`, () =>
      replaceArchive(client, archive),
    );
    show.step(`archived the finished state: ${made.name} (${formatBytes(made.bytes)})`);
  });
}

async function replaceArchive(
  client: Connection['session']['client'],
  { name, passphrase }: NonNullable<LoadedSpec['spec']['archive']>,
): Promise<Archive> {
  const there = (await listArchives(client)).some((one) => one.name === name);
  if (there) await deleteArchive(client, name);
  return createArchive(client, name, passphrase);
}

/** The change is in force, what follows it failed: another exit code, and the words for it. */
async function unfinished<T>(what: string, work: () => Promise<T>): Promise<T> {
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
