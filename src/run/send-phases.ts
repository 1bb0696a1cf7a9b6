import { CliError, EXIT, type ExitCode, UnknownOutcomeError } from '../exit.ts';
import { formatSource } from '../model/diagnostic.ts';
import type { Plan } from '../plan/plan.ts';
import type { ChangedRun, SendingRun } from './agreed.ts';
import { findOutcome } from './find-outcome.ts';
import { stands } from './unfinished.ts';

/**
 * Sends the phases of a plan. `lastLook` may stop it before anything of it is in force. An error says where it belongs
 * in the spec and what holds on the device.
 */
export async function sendPhases(
  run: SendingRun & { readonly lastLook: () => Promise<void> },
): Promise<ChangedRun> {
  const { connection, planned, tell } = run;
  const { plan, inventory } = planned;
  let done = 0;
  let isUntouched = true;
  tell({ type: 'sending-started', plan });
  try {
    await connection.apply(plan.phases, inventory, {
      lastLook: async () => {
        await run.lastLook();
        isUntouched = false;
      },
      onSent: (requests, of) => tell({ type: 'sent', requests, of }),
      onLeft: (reason) => tell({ type: 'uploads-left', reason }),
      onDone: (phase) => {
        done += 1;
        tell({ type: 'phase-done', done: phase, number: done, of: plan.phases.length });
      },
    });
  } catch (error) {
    const found = error instanceof UnknownOutcomeError ? await findOutcome(run) : undefined;
    if (found === 'untouched') isUntouched = true;
    if (found !== 'done') throw withOutcome(error, run, await stateOf(run, done, isUntouched));
  }
  return { ...run, done };
}

async function stateOf(run: SendingRun, done: number, isUntouched: boolean): Promise<State> {
  const holds = done === 0 || isUntouched || (await stands({ ...run, done }));
  return { plan: run.planned.plan, done, isUntouched, stands: holds };
}

interface State {
  readonly plan: Plan;
  /** Phases that are over. */
  readonly done: number;
  /** Nothing took effect yet, or the device was read and is as before the first of them. */
  readonly isUntouched: boolean;
  /** The device shows that the phases that are done are in force. */
  readonly stands: boolean;
}

/** The error, with where it belongs in the spec and what it means for the device. */
function withOutcome(error: unknown, { connection }: SendingRun, state: State): unknown {
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
function outcomeInWords(
  error: CliError,
  { plan: { phases }, done, isUntouched, stands: holds }: State,
): string {
  const next = phases[done];
  const isUnknown = error instanceof UnknownOutcomeError;
  if (isUntouched || (done === 0 && next?.name === 'transaction' && !isUnknown))
    return 'nothing was changed on the device';
  if (!holds) return `phase ${done} of ${phases.length} was done; whether it holds is unknown: ${LOOK}`;
  const finished = done === 0 ? '' : `phase ${done} of ${phases.length} is done and in force, `;
  if (isUnknown) return done === 0 ? LOOK : `${finished}of the next one it is unknown: ${LOOK}`;
  return next !== undefined && next.name !== 'transaction'
    ? `${finished}phase ${done + 1} (${next.name}) is perhaps done in part; ${GO_ON}`
    : `${finished}what follows it is not; ${GO_ON}`;
}

const LOOK = 'run diff to see what is there';
const GO_ON = 'run it again to go on\nnothing of it is saved: a reboot undoes what is done';
