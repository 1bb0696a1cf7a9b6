import { CliError, EXIT } from '../../../../exit.ts';
import type { Client } from '../client.ts';
import { isAbsent } from '../errors.ts';
import { objectIn } from '../reply.ts';
import type { WriteRequest } from './requests.ts';

/** Sends requests that each take effect by themselves; one that was not answered as a device answers counts as failed. */
export async function sendOneByOne(client: Client, requests: readonly WriteRequest[]): Promise<void> {
  for (const { method, path, body: content, object } of requests) {
    const { body } = await client.request(method, `/mgmt/tm/${path}`, { body: content });
    if (method === 'DELETE') await mustBeGone(client, path);
    else objectIn(body, object.path, `${method} /mgmt/tm/${path}`);
  }
}

/** A deletion is answered with nothing (device-facts: verbs), which says little: it is looked for. */
async function mustBeGone(client: Client, path: string): Promise<void> {
  try {
    await client.request('GET', `/mgmt/tm/${path}`);
  } catch (error) {
    if (isAbsent(error)) return;
    throw error;
  }
  throw new CliError(EXIT.failed, `the device answered DELETE /mgmt/tm/${path}, and it is still there`);
}
