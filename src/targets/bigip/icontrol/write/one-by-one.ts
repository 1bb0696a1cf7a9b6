import type { Client } from '../client.ts';
import { objectIn } from '../reply.ts';
import type { WriteRequest } from './requests.ts';

/** Sends requests that each take effect by themselves; one that was not answered as a device answers counts as failed. */
export async function sendOneByOne(client: Client, requests: readonly WriteRequest[]): Promise<void> {
  for (const { method, path, body: content, object } of requests) {
    const { body } = await client.request(method, `/mgmt/tm/${path}`, { body: content });
    // A deletion is answered with nothing (device-facts: verbs).
    if (method !== 'DELETE') objectIn(body, object.path, `${method} /mgmt/tm/${path}`);
  }
}
