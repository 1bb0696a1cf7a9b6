import { CliError } from '../../../../exit.ts';
import type { Client } from '../client.ts';
import { commit } from './commit.ts';
import { numberIn } from '../reply.ts';
import { checkQueue } from './queue.ts';
import type { WriteRequest } from './requests.ts';

const PATH = '/mgmt/tm/transaction';

/** Runs requests in one transaction: all of them take effect, or none. Gives its number. */
export async function runTransaction(
  client: Client,
  requests: readonly WriteRequest[],
  { onSent, beforeCommit, confirm }: RunOptions,
): Promise<number> {
  const { body } = await client.request('POST', PATH, { body: {} });
  const id = numberIn(body, 'transId');
  try {
    const answers: unknown[] = [];
    for (const [index, { method, path, body: content }] of requests.entries()) {
      const sending = { body: content, transaction: id };
      answers.push((await client.request(method, `/mgmt/tm/${path}`, sending)).body);
      onSent(index + 1, requests.length);
    }
    await checkQueue(client, id, requests, answers);
    await beforeCommit?.();
    await commit(client, id, confirm);
  } catch (error) {
    await abandon(client, id);
    throw error;
  }
  return id;
}

export interface RunOptions {
  readonly onSent: (sent: number, of: number) => void;
  /** All is queued: throws where it must not take effect. */
  readonly beforeCommit?: (() => Promise<void>) | undefined;
  /** Whether the requests took effect, where the transaction itself does not tell; `undefined`: nobody knows. */
  readonly confirm: () => Promise<boolean | undefined>;
}

/** It must not stay open, done or not: it would vanish by itself after two minutes (device-facts: transactions). */
async function abandon(client: Client, id: number): Promise<void> {
  try {
    await client.request('DELETE', `${PATH}/${id}`, { afterInterruption: true });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
  }
}
