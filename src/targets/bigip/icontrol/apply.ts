import { type Fields, objectKey, toValue } from '../../../model/object.ts';
import type { Inventory } from '../../../plan/inventory.ts';
import type { Operation } from '../../../plan/operation.ts';
import type { Phase } from '../../../plan/phase.ts';
import type { Progress } from '../../../run/target.ts';
import { isReply } from '../resources/field.ts';
import { resourceOf } from '../resources/registry.ts';
import type { Client } from './client.ts';
import { inventoryRequest, requestsOf, type WriteRequest } from './requests.ts';
import { runTransaction } from './transaction.ts';

/**
 * Carries out phases in order. Each is over before the next begins, and the inventory is written with it.
 * Throws at the first that fails; the device then stands where the phase before left it.
 */
export async function applyPhases(
  client: Client,
  phases: readonly Phase[],
  inventory: Inventory | undefined,
  progress: Progress & { readonly marks: readonly WriteRequest[] },
): Promise<void> {
  let written = inventory;
  // They go with the first change: from then on the device knows that it has something to save.
  let marks = progress.marks;
  const remembered = new Map<string, Fields>();
  for (const phase of phases) {
    for (const operation of phase.operations) await remember(client, operation, remembered);
    const next = withRemembered(phase.inventory, remembered);
    const listing = inventoryRequest(written, next);
    const changing = phase.operations.flatMap(requestsOf);
    // Outside a transaction an object is listed before it is made and until it is gone, so that a run which
    // ends between two requests leaves nothing that nobody owns.
    const changes = phase.name === 'prepare' ? [...listing, ...changing] : [...changing, ...listing];
    if (changes.length === 0) continue;
    const requests = [...marks, ...changes];
    marks = [];
    const transaction = await send(client, phase, requests, progress);
    written = Object.keys(next).length === 0 ? undefined : next;
    progress.onDone({
      name: phase.name,
      requests: requests.length,
      ...(transaction === undefined ? {} : { transaction }),
    });
  }
}

/** Gives the number of the transaction, where the phase is one. */
async function send(
  client: Client,
  phase: Phase,
  requests: readonly WriteRequest[],
  { onSent }: Progress,
): Promise<number | undefined> {
  if (phase.name === 'transaction') return runTransaction(client, requests, onSent);
  for (const { method, path, body } of requests) await client.request(method, `/mgmt/tm/${path}`, { body });
  return undefined;
}

/** The values that raw keys of a new object have by themselves, for the day they are no longer set. */
async function remember(
  client: Client,
  operation: Operation,
  remembered: Map<string, Fields>,
): Promise<void> {
  const { kind, path, remember: keys } = operation;
  if (!keys) return;
  const { body } = await client.request('GET', `/mgmt/tm/${resourceOf(kind).locate(path).item}`);
  const reply = isReply(body) ? body : {};
  remembered.set(
    objectKey({ kind, path }),
    Object.fromEntries(keys.map((key) => [key, toValue(reply[key])])),
  );
}

function withRemembered(inventory: Inventory, remembered: ReadonlyMap<string, Fields>): Inventory {
  if (remembered.size === 0) return inventory;
  return Object.fromEntries(
    Object.entries(inventory).map(([key, entry]) => {
      const values = remembered.get(key);
      return [key, values ? { ...entry, remembered: { ...values, ...entry.remembered } } : entry];
    }),
  );
}
