import { CliError, EXIT, UnknownOutcomeError } from '../../../exit.ts';
import { type Client, NoAnswerError } from './client.ts';
import { DeviceError } from './errors.ts';
import { numberIn, textIn } from './reply.ts';
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
  } catch (error) {
    await abandon(client, transId);
    throw error;
  }
  await commit(client, transId);
  return transId;
}

/** Nothing of it has happened yet, and it would vanish by itself after two minutes (device-facts: transactions). */
async function abandon(client: Client, id: number): Promise<void> {
  try {
    await client.request('DELETE', `${PATH}/${id}`, { afterInterruption: true });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
  }
}

async function commit(client: Client, id: number): Promise<void> {
  try {
    const { body } = await client.request('PATCH', `${PATH}/${id}`, { body: { state: 'VALIDATING' } });
    await finished(client, id, body);
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    await findOutcome(client, id);
  }
}

/** A success of HTTP is not one of the transaction: only `COMPLETED` is (device-facts: commit-refusals). */
async function finished(client: Client, id: number, seen: unknown): Promise<void> {
  let body = seen;
  for (let tries = 0; tries < 120 && textIn(body, 'state') !== 'COMPLETED'; tries++) {
    if (textIn(body, 'state') === 'FAILED') {
      throw new CliError(
        EXIT.failed,
        `the device refused the transaction: ${textIn(body, 'failureReason') ?? 'no reason given'}`,
      );
    }
    await client.pause(Math.min(1000, 100 * 2 ** tries));
    body = (await client.request('GET', `${PATH}/${id}`)).body;
  }
  if (textIn(body, 'state') !== 'COMPLETED') throw unknownOutcome(id);
}

/** The commit did not arrive: once the transaction is gone it never will. */
async function withdraw(client: Client, id: number): Promise<never> {
  await client.request('DELETE', `${PATH}/${id}`);
  throw new CliError(EXIT.failed, `the commit of transaction ${id} was lost on its way; it was withdrawn`);
}

async function findOutcome(client: Client, id: number): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    await client.pause(500 * (tries + 1));
    try {
      const { body } = await client.request('GET', `${PATH}/${id}`);
      if (textIn(body, 'state') === 'STARTED') await withdraw(client, id);
      await finished(client, id, body);
      return;
    } catch (error) {
      if (error instanceof DeviceError && error.status === 404) throw unknownOutcome(id);
      if (!(error instanceof NoAnswerError)) throw error;
    }
  }
  throw unknownOutcome(id);
}

function unknownOutcome(id: number): UnknownOutcomeError {
  return new UnknownOutcomeError(
    EXIT.failed,
    `the outcome of transaction ${id} is unknown: the device did not answer the commit`,
    { hint: 'run diff: what it still shows was not done' },
  );
}
