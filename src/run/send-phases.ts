import { CliError, EXIT, type ExitCode, UnknownOutcomeError } from '../exit.ts';
import { formatSource } from '../model/diagnostic.ts';
import type { Plan } from '../plan/plan.ts';
import type { AgreedRun } from './agreed.ts';
import { findOutcome } from './find-outcome.ts';
import type { PlannedRun } from './plan-run.ts';

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
    const found = error instanceof UnknownOutcomeError ? await findOutcome(run) : 'unknown';
    if (found === 'done') return;
    throw withOutcome(error, run, { plan, done, isUntouched: found === 'untouched' });
  }
}

interface State {
  readonly plan: Plan;
  /** Phases that are over. */
  readonly done: number;
  /** The device was read and is as before the first of them. */
  readonly isUntouched: boolean;
}

/** The error, with where it belongs in the spec and what it means for the device. */
function withOutcome(error: unknown, { connection }: AgreedRun, state: State): unknown {
  if (!(error instanceof CliError)) return error;
  const subject = connection.subjectOf(error.message, state.plan.changes);
  const source = subject?.change.source;
  const place = subject && source ? `${formatSource(source)}: ${subject.object}: ` : '';
  return new CliError(codeOf(error, state), `${place}${error.message}`, {
    ...error.details,
    hint: [outcomeInWords(error, state), error.details.hint].filter((part) => part !== undefined).join('\n'),
    cause: error,
  });
}

/** The codes of a refusal mean that nothing was changed; once something may have been, the run has failed. */
function codeOf({ code }: CliError, { plan: { phases }, done, isUntouched }: State): ExitCode {
  const untouched = isUntouched || (done === 0 && phases[0]?.name === 'transaction');
  return untouched || code === EXIT.interrupted ? code : EXIT.failed;
}

/** What the phases that are done mean for the device; one that is no transaction may be done in part. */
function outcomeInWords(error: CliError, { plan: { phases }, done, isUntouched }: State): string {
  const next = phases[done];
  if (isUntouched || (done === 0 && next?.name === 'transaction' && !(error instanceof UnknownOutcomeError)))
    return 'nothing was changed on the device';
  const finished = done === 0 ? '' : `phase ${done} of ${phases.length} is done and in force, `;
  if (error instanceof UnknownOutcomeError)
    return `${finished}${finished === '' ? '' : 'of the next one it is not known; '}run diff to see what is there`;
  return next !== undefined && next.name !== 'transaction'
    ? `${finished}phase ${done + 1} (${next.name}) is perhaps done in part; run it again to go on`
    : `${finished}what follows it is not; run it again to go on`;
}
