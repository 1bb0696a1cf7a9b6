import { setTimeout as sleep } from 'node:timers/promises';
import { CliError, EXIT, type ExitCode, UnknownOutcomeError } from '../exit.ts';
import { formatSource } from '../model/diagnostic.ts';
import { isEmpty, type Plan } from '../plan/plan.ts';
import type { AgreedRun } from './agreed.ts';
import { type PlannedRun, samePlan } from './plan-run.ts';

/** Sends the phases of a plan. An error says where it belongs in the spec and what holds on the device. */
export async function sendPhases(run: AgreedRun, { plan, inventory }: PlannedRun): Promise<void> {
  const { connection, tell } = run;
  let done = 0;
  tell({ type: 'sending-started', plan });
  try {
    await connection.apply(plan.phases, inventory, {
      onSent: (requests, of) => tell({ type: 'sent', requests, of }),
      onDone: (phase) => {
        done += 1;
        tell({ type: 'phase-done', done: phase, number: done, of: plan.phases.length });
      },
    });
  } catch (error) {
    const outcome = error instanceof UnknownOutcomeError ? await findOutcome(run) : undefined;
    if (outcome === 'done') return;
    throw withOutcome(error, run, { plan, done, undone: outcome === 'undone' });
  }
}

type Outcome = 'done' | 'undone' | 'unknown';

/** A device that restarts its services needs about a minute. */
const READS = 6;
const PAUSE_MS = 1000;

/** What became of a commit whose answer was lost: what two reads in a row agree on. */
async function findOutcome(run: AgreedRun): Promise<Outcome> {
  for (let tries = 1; tries < READS; tries++) {
    const outcome = await outcomeByReading(run);
    if (outcome !== 'unknown') return outcome;
    await sleep(PAUSE_MS * tries);
  }
  return outcomeByReading(run);
}

async function outcomeByReading(run: AgreedRun): Promise<Outcome> {
  try {
    const first = await run.replan();
    const second = await run.replan();
    if (!samePlan(first, second)) return 'unknown';
    if (isEmpty(second.plan)) return 'done';
    return samePlan(second, run.planned) ? 'undone' : 'unknown';
  } catch (error) {
    // A device that stays away says nothing about what it did.
    if (error instanceof CliError) return 'unknown';
    throw error;
  }
}

interface State {
  readonly plan: Plan;
  /** Phases that are over. */
  readonly done: number;
  /** The phase that failed is known not to have happened. */
  readonly undone: boolean;
}

/** The error, with where it belongs in the spec and what it means for the device. */
function withOutcome(error: unknown, { connection }: AgreedRun, { plan, done, undone }: State): unknown {
  if (!(error instanceof CliError)) return error;
  const subject = connection.subjectOf(error.message, plan.changes);
  const source = subject?.change.source;
  const outcome =
    error instanceof UnknownOutcomeError && !undone
      ? 'run diff to see what is there'
      : outcomeInWords(plan, done);
  const place = subject && source ? `${formatSource(source)}: ${subject.object}: ` : '';
  return new CliError(codeOf(error, plan, done), `${place}${error.message}`, {
    ...error.details,
    hint: [outcome, error.details.hint].filter((part) => part !== undefined).join('\n'),
    cause: error,
  });
}

/** The codes of a refusal mean that nothing was changed; once something may have been, the run has failed. */
function codeOf({ code }: CliError, { phases }: Plan, done: number): ExitCode {
  const untouched = done === 0 && phases[0]?.name === 'transaction';
  return untouched || code === EXIT.interrupted ? code : EXIT.failed;
}

/** What the phases that are done mean for the device; one that is no transaction may be done in part. */
function outcomeInWords({ phases }: Plan, done: number): string {
  const next = phases[done];
  const partly = next !== undefined && next.name !== 'transaction';
  const finished = done === 0 ? '' : `phase ${done} of ${phases.length} is done and in force, `;
  if (partly)
    return `${finished}phase ${done + 1} (${next.name}) is perhaps done in part; run it again to go on`;
  return done === 0
    ? 'nothing was changed on the device'
    : `${finished}what follows it is not; run it again to go on`;
}
