import { CliError, EXIT, UnknownOutcomeError } from '../../../../exit.ts';
import { type Client } from '../client.ts';
import { DeviceError, isUnclear } from '../errors.ts';
import { numberOf, textIn } from '../reply.ts';

const PATH = '/mgmt/tm/transaction';

/** As long as a device works on one transaction at most (device-facts: transactions). */
const LONGEST_MS = 300_000;
const POLLS = 80;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 4000;

/**
 * Carries a transaction out. Only the device's own error of the transaction, or the state FAILED, is a refusal. Any
 * other answer to a commit (5xx, HTML, empty, someone else's object, none) does not say what happened: the
 * transaction is asked, and where it does not know, `confirm` looks for what it would have done
 * (device-facts: commit-refusals).
 */
export async function commit(
  client: Client,
  id: number,
  confirm: () => Promise<boolean | undefined>,
): Promise<void> {
  const state = await outcomeOf(client, id).catch(refusal);
  if (state === 'COMPLETED') return;
  if (state instanceof CliError) {
    // A refusal is what a user is told, "nothing was changed": where the device shows the change, it is none.
    if ((await confirm()) === true) return;
    throw state;
  }
  // One that cannot be called back any more is under way: its end is waited for.
  if (state === 'STARTED' && !(await withdraw(client, id)) && (await finalState(client, id)) === 'COMPLETED')
    return;
  const done = await confirm();
  if (done === true) return;
  if (done === false) throw lost(id);
  throw unknownOutcome(id);
}

async function outcomeOf(client: Client, id: number): Promise<FinalState | undefined> {
  return (await answerTo(client, id)) ?? finalState(client, id);
}

/** Thrown by the device's own word about the transaction; a login that was refused has no transaction to ask about. */
function refusal(error: unknown): CliError {
  if (error instanceof CliError && error.code === EXIT.failed) return error;
  throw error;
}

/** What the commit was answered with, as far as it is an answer; throws a refusal. */
async function answerTo(client: Client, id: number): Promise<'COMPLETED' | undefined> {
  try {
    const { body } = await client.request('PATCH', `${PATH}/${id}`, { body: { state: 'VALIDATING' } });
    return stateIn(id, body) === 'COMPLETED' ? 'COMPLETED' : undefined;
  } catch (error) {
    if (isUnclear(error) || (error instanceof DeviceError && !isRefusal(error))) return undefined;
    throw error;
  }
}

/** A refusal is told by the transaction, or by the login before anything is done (device-facts: commit-refusals). */
function isRefusal({ status, apiError, text }: DeviceError): boolean {
  if (status === 401 || status === 403) return true;
  return status === 400 && (apiError === 2 || text.startsWith('transaction failed:'));
}

type FinalState = 'COMPLETED' | 'STARTED' | 'gone';

/** Asks until it is over, or still waits for a commit that was lost on its way; `undefined` where it does not tell. */
async function finalState(client: Client, id: number): Promise<FinalState | undefined> {
  const end = Date.now() + LONGEST_MS;
  let before: string | undefined;
  for (let tries = 0; tries < POLLS && Date.now() < end; tries++) {
    await client.pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));
    const now = await stateOf(client, id);
    // The commit may be on its way still: it is asked twice.
    if (now === 'COMPLETED' || now === 'gone' || (now === 'STARTED' && before === 'STARTED')) return now;
    before = now;
  }
  return undefined;
}

async function stateOf(client: Client, id: number): Promise<string | undefined> {
  try {
    return stateIn(id, (await client.request('GET', `${PATH}/${id}`)).body);
  } catch (error) {
    if (error instanceof DeviceError && error.status === 404 && error.apiError !== undefined) return 'gone';
    if (isUnclear(error) || error instanceof DeviceError) return undefined;
    throw error;
  }
}

/** The state of this transaction in a reply; one of another object says nothing. */
function stateIn(id: number, body: unknown): string | undefined {
  if (numberOf(body, 'transId') !== id) return undefined;
  const state = textIn(body, 'state');
  if (state !== 'FAILED') return state;
  const reason = textIn(body, 'failureReason') ?? 'no reason given';
  throw new CliError(EXIT.failed, `the device refused transaction ${id}: ${reason}`);
}

/** Once it is deleted, a commit that is late finds nothing to carry out. Whether the device took that. */
async function withdraw(client: Client, id: number): Promise<boolean> {
  try {
    await client.request('DELETE', `${PATH}/${id}`);
    return true;
  } catch (error) {
    if (!isUnclear(error) && !(error instanceof DeviceError)) throw error;
    return false;
  }
}

function lost(id: number): CliError {
  return new CliError(
    EXIT.failed,
    `the commit of transaction ${id} was lost: the device did not carry it out`,
  );
}

function unknownOutcome(id: number): UnknownOutcomeError {
  return new UnknownOutcomeError(
    EXIT.failed,
    `the outcome of transaction ${id} is unknown: the device does not tell it`,
    { hint: 'run diff: what it still shows was not done' },
  );
}
