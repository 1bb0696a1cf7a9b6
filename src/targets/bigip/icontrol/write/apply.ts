import { type Fields, objectKey, toValue } from '../../../../model/object.ts';
import type { Inventory } from '../../../../plan/inventory.ts';
import type { Operation } from '../../../../plan/operation.ts';
import type { Phase } from '../../../../plan/phase.ts';
import type { Progress } from '../../../../run/target.ts';
import { resourceOf } from '../../resources/registry.ts';
import type { Client } from '../client.ts';
import type { Marks } from './lock.ts';
import { sendOneByOne } from './one-by-one.ts';
import { objectIn } from '../reply.ts';
import { inventoryRequest, requestsOf, type WriteRequest } from './requests.ts';
import { runTransaction } from './transaction.ts';
import { withUploads } from './uploads.ts';

/**
 * Carries out phases in order. Each is over before the next begins, and the inventory is written with it.
 * Throws at the first that fails; the device then stands where the phase before left it.
 */
export async function applyPhases(
  client: Client,
  phases: readonly Phase[],
  inventory: Inventory | undefined,
  progress: Progress & { readonly marks: Marks },
): Promise<void> {
  let written = inventory;
  let step = 0;
  const remembered = new Map<string, Fields>();
  for (const phase of phases) {
    for (const operation of phase.operations) await remember(client, operation, remembered);
    const next = withRemembered(phase.inventory, remembered);
    const listing = inventoryRequest(written, next);
    const changing = phase.operations.flatMap(requestsOf);
    if (changing.length === 0 && listing.length === 0) continue;
    step += 1;
    await progress.marks.guard();
    const done = await send(client, phase.name, { changing, listing }, { ...progress, step });
    written = Object.keys(next).length === 0 ? undefined : next;
    progress.onDone({ name: phase.name, ...done });
  }
}

/** What a phase does to the objects, and to the inventory. */
interface Writes {
  readonly changing: readonly WriteRequest[];
  readonly listing: readonly WriteRequest[];
}

type Done = Omit<Parameters<Progress['onDone']>[0], 'name'>;

/**
 * With the first change the device knows that it has something to save, with each transaction that it is done. Outside
 * of a transaction an object is listed before it is made and until it is gone, so that a run which ends between two
 * requests leaves nothing that nobody owns.
 */
async function send(
  client: Client,
  phase: Phase['name'],
  { changing, listing }: Writes,
  { lastLook, onSent, onLeft, marks, step }: Progress & { readonly marks: Marks; readonly step: number },
): Promise<Done> {
  if (step === 1 && phase !== 'transaction') await lastLook();
  // One that is made is counted on: only what is sent is made.
  const first = step === 1 && phase !== 'transaction' ? [marks.of(step)] : [];
  const together = async (requests: readonly WriteRequest[]): Promise<number> => {
    const uploads = requests.flatMap(({ upload }) => upload ?? []);
    const options = {
      onSent,
      beforeCommit: step === 1 && phase === 'transaction' ? lastLook : undefined,
      confirm: () => marks.reached(step),
    };
    return withUploads(client, uploads, onLeft, () => runTransaction(client, requests, options));
  };
  if (phase === 'transaction') {
    const requests = [marks.of(step), ...changing, ...listing];
    return { requests: requests.length, transaction: await together(requests) };
  }
  if (phase === 'prepare') {
    const requests = [...first, ...listing, ...changing];
    await sendOneByOne(client, requests);
    return { requests: requests.length };
  }
  await sendOneByOne(client, [...first, ...changing]);
  // After a reboot what was deleted is back and the mark cannot be set: then it stays listed.
  const last = listing.length > 0 ? [marks.of(step), ...listing] : [];
  if (last.length > 0) await together(last);
  return { requests: first.length + changing.length + last.length };
}

/** The values that raw keys of a new object have by themselves, for the day they are no longer set. */
async function remember(
  client: Client,
  operation: Operation,
  remembered: Map<string, Fields>,
): Promise<void> {
  const { kind, path, remember: keys } = operation;
  if (!keys) return;
  const request = `/mgmt/tm/${resourceOf(kind).locate(path).item}`;
  const reply = objectIn((await client.request('GET', request)).body, path, `GET ${request}`);
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
