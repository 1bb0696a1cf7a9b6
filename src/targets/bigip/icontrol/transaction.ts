import { CliError, EXIT, UnknownOutcomeError } from '../../../exit.ts';
import { type Client, NoAnswerError } from './client.ts';
import { DeviceError } from './errors.ts';
import { itemsOf } from '../resources/field.ts';
import { numberIn, numberOf, textIn } from './reply.ts';
import type { WriteRequest } from './requests.ts';

const PATH = '/mgmt/tm/transaction';

/** Runs requests in one transaction: all of them take effect, or none. Gives its number. */
export async function runTransaction(
  client: Client,
  requests: readonly WriteRequest[],
  onSent: (sent: number, of: number) => void,
): Promise<number> {
  const { body } = await client.request('POST', PATH, { body: {} });
  const transId = numberIn(body, 'transId');
  try {
    for (const [index, { method, path, body: content }] of requests.entries()) {
      await client.request(method, `/mgmt/tm/${path}`, { body: content, transaction: transId });
      onSent(index + 1, requests.length);
    }
    await checkQueue(client, transId, requests);
  } catch (error) {
    await abandon(client, transId);
    throw error;
  }
  await commit(client, transId);
  return transId;
}

/**
 * A command can be answered and not taken (an empty 200, someone else's object): what the transaction holds is
 * compared with what was sent, before it is committed.
 */
async function checkQueue(client: Client, id: number, requests: readonly WriteRequest[]): Promise<void> {
  const body = await listCommands(client, id);
  // A list in pages is told of by its link; the first page alone proves nothing.
  if (body === undefined || textIn(body, 'nextLink') !== undefined) return;
  const sent = requests.map(({ method, path }) => `${method} /mgmt/tm/${path}`);
  const queued = itemsOf(body).map(
    ({ method, uri }) => `${String(method)} ${String(uri).replace(/^https?:\/\/[^/]+/, '')}`,
  );
  const open = queued.map(pathOf);
  const lost = sent.filter((one) => {
    const at = open.indexOf(pathOf(one));
    if (at >= 0) open.splice(at, 1);
    return at < 0;
  });
  if (lost.length === 0 && queued.length === sent.length) return;
  throw new CliError(
    EXIT.failed,
    `the device did not take ${lost[0] ?? 'the commands as they were sent'}: the transaction holds ${queued.length} of ${sent.length} commands`,
    { hint: 'it was withdrawn; run it again' },
  );
}

/** A version may not know the list. */
async function listCommands(client: Client, id: number): Promise<unknown> {
  try {
    return (await client.request('GET', `${PATH}/${id}/commands`)).body;
  } catch (error) {
    if (error instanceof DeviceError && error.status === 404) return undefined;
    throw error;
  }
}

/** Two spellings of one address: a device may escape more than it was sent, or less. */
function pathOf(command: string): string {
  const plain = command.replace(/\?.*$/, '');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** Nothing of it has happened yet, and it would vanish by itself after two minutes (device-facts: transactions). */
async function abandon(client: Client, id: number): Promise<void> {
  try {
    await client.request('DELETE', `${PATH}/${id}`, { afterInterruption: true });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
  }
}

/**
 * Only the device's own error of the transaction, or the state FAILED, is a refusal. Any other answer to a commit
 * (5xx, HTML, empty, someone else's object, none) does not say what happened: the transaction is asked, and where
 * it does not know, the outcome is unknown (device-facts: commit-refusals).
 */
async function commit(client: Client, id: number): Promise<void> {
  const state = await answerTo(client, id);
  if (state === 'COMPLETED') return;
  for (let tries = 0; tries < POLLS; tries++) {
    await client.pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));
    const now = await stateOf(client, id);
    if (now === 'COMPLETED') return;
    if (now === 'gone') break;
    // Still waiting for its commit: that was lost on its way, unless it is only late.
    if (now === 'STARTED' && tries > 0) await withdraw(client, id);
  }
  throw unknownOutcome(id);
}

/** About a minute and a half. */
const POLLS = 30;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 4000;

/** What the commit was answered with, as far as it is an answer; throws a refusal. */
async function answerTo(client: Client, id: number): Promise<string | undefined> {
  try {
    const { body } = await client.request('PATCH', `${PATH}/${id}`, { body: { state: 'VALIDATING' } });
    return understoodState(id, body);
  } catch (error) {
    // Refused: nothing of it is in force, and it must not stay open.
    if (error instanceof RefusedError || (error instanceof DeviceError && isRefusal(error))) {
      await abandon(client, id);
      throw error;
    }
    if (error instanceof DeviceError || error instanceof NoAnswerError) return undefined;
    throw error;
  }
}

/** A refusal is told by the command layer, with a code, or by the login, before anything is done. */
function isRefusal({ status, apiError }: DeviceError): boolean {
  return status === 401 || status === 403 || (status < 500 && apiError !== undefined);
}

/** The transaction says itself that it failed. */
class RefusedError extends CliError {}

/** The state of this transaction in a reply; one of another object says nothing. */
function understoodState(id: number, body: unknown): string | undefined {
  const state = textIn(body, 'state');
  if (state === undefined || numberOf(body, 'transId') !== id) return undefined;
  if (state === 'FAILED') {
    const reason = textIn(body, 'failureReason') ?? 'no reason given';
    throw new RefusedError(EXIT.failed, `the device refused the transaction: ${reason}`);
  }
  return state;
}

async function stateOf(client: Client, id: number): Promise<string | undefined> {
  try {
    return understoodState(id, (await client.request('GET', `${PATH}/${id}`)).body);
  } catch (error) {
    if (error instanceof DeviceError)
      return error.status === 404 && error.apiError !== undefined ? 'gone' : undefined;
    if (error instanceof NoAnswerError) return undefined;
    throw error;
  }
}

/** The commit did not arrive: once the transaction is gone it never will. */
async function withdraw(client: Client, id: number): Promise<never> {
  try {
    await client.request('DELETE', `${PATH}/${id}`);
  } catch (error) {
    if (error instanceof DeviceError || error instanceof NoAnswerError) throw unknownOutcome(id);
    throw error;
  }
  throw new CliError(EXIT.failed, `the commit of transaction ${id} was lost on its way; it was withdrawn`);
}

function unknownOutcome(id: number): UnknownOutcomeError {
  return new UnknownOutcomeError(
    EXIT.failed,
    `the outcome of transaction ${id} is unknown: the device did not answer the commit`,
    { hint: 'run diff: what it still shows was not done' },
  );
}
