import { CliError, EXIT, SpecError } from '../../exit.ts';
import { formatSource, type Diagnostic } from '../../model/diagnostic.ts';
import type { Plan } from '../../plan/plan.ts';
import { applyRun } from '../apply-run.ts';
import type { Host } from '../host.ts';
import type { LoadedSpec } from '../job.ts';
import type { PlanMade } from '../events.ts';
import type { Stage } from './stage.ts';
import { countOf, failed, type Outcome } from './step.ts';

/** What came of a run, or why it failed as an outcome of its step. */
export type Applied = { readonly plan: Plan; readonly saved: boolean } | { readonly failure: Outcome };

/** Carries a spec out, or takes it away, on the very path of `apply` and `destroy`. */
export async function applyOn(
  stage: Stage,
  loaded: LoadedSpec,
  { destroy }: { readonly destroy: boolean },
): Promise<Applied> {
  const { target, connection, holder, allowed } = stage;
  const told: { made?: PlanMade; saved: boolean } = { saved: false };
  const host: Host = {
    notify: (event) => {
      if (event.type === 'planned') told.made = event.made;
      if (event.type === 'saved') told.saved = true;
    },
    attended: false,
    ask: () => Promise.resolve(true),
    uninterrupted: (work) => work(),
  };
  const backup = await canBackUp(stage);
  const job = { loaded, adopt: false, destroy, allowed };
  const settings = { backup, save: true, lockWait: 0, allowDrops: true, dryRun: false };
  try {
    const { plan } = await applyRun({ target, connection, job, host, holder, ...settings });
    await stage.settled();
    return { plan, saved: told.saved };
  } catch (error) {
    return { failure: failureOf(error, told.made?.plan.refusals ?? []) };
  }
}

/** A version that makes no archives over REST is rehearsed without (device-facts: ucs). */
async function canBackUp({ connection }: Stage): Promise<boolean> {
  const { backups } = connection;
  if (!backups) return false;
  const device = await connection.facts();
  try {
    backups.require(device);
    return true;
  } catch {
    return false;
  }
}

function failureOf(error: unknown, refusals: readonly Diagnostic[]): Outcome {
  if (error instanceof CliError && error.code === EXIT.interrupted) throw error;
  if (error instanceof SpecError) return diagnosed(error.diagnostics.filter(isError), error.message);
  if (!(error instanceof CliError)) throw error;
  if (refusals.length > 0) return diagnosed(refusals, error.message);
  return failed([error.message], hintOf(error));
}

function hintOf({ details: { hint } }: CliError): { hint?: string } {
  return hint === undefined ? {} : { hint };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function diagnosed(problems: readonly Diagnostic[], message: string): Outcome {
  const [first, ...others] = problems;
  if (!first) return failed([message]);
  const more = others.map((one) => (one.source ? `${formatSource(one.source)}: ` : '') + one.message);
  return failed([first.message, ...more], {
    ...(first.source ? { source: first.source } : {}),
    ...(first.hint === undefined ? {} : { hint: first.hint }),
  });
}

const WORDS: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  delete: 'deleted',
  adopt: 'adopted',
  release: 'released',
};

/** `14 created, 2 updated in 1 transaction, saved`. */
export function doneText({ changes, phases }: Plan, saved: boolean): string {
  const counts = new Map<string, number>();
  for (const { action } of changes) counts.set(action, (counts.get(action) ?? 0) + 1);
  const parts = [...counts].map(([action, count]) => `${count} ${WORDS[action] ?? action}`);
  const done = parts.length === 0 ? 'no changes' : parts.join(', ');
  return `${done} in ${countOf(phases.length, 'phase')}${saved ? ', saved' : ''}`;
}
