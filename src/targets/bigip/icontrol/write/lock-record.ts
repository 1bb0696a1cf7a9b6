import type { Fields } from '../../../../model/object.ts';
import type { Holder, LockState } from '../../../../run/device-lock.ts';
import { itemsOf } from '../../resources/field.ts';
import { LOCK_FOLDER } from '../../resources/reserved.ts';
import type { Client } from '../client.ts';
import { DeviceError, isAbsent, isFolderMissing } from '../errors.ts';
import { numberOf, objectIn } from '../reply.ts';
import type { WriteRequest } from './requests.ts';
import { untilClear } from '../until-clear.ts';

// The record of the lock on the device: a data-group in a folder that is never synchronised to a peer.

/** `deviceGroup: none` keeps it off the peers (device-facts: device-group). */
const FOLDER = { name: 'bigip-ws', partition: 'Common', deviceGroup: 'none', trafficGroup: 'none' };
const OBJECT = { kind: 'ltm/data-group/internal', path: `${LOCK_FOLDER}/lock` };
const COLLECTION = '/mgmt/tm/ltm/data-group/internal';
const ITEM = 'ltm/data-group/internal/~Common~bigip-ws~lock';

/** What the record says, with how far its run is. */
export interface LockRecord extends LockState {
  /** The last phase of its plan that took effect; 0 where none did. */
  readonly step: number;
}

type Written = Pick<LockRecord, 'phase' | 'isHeld' | 'step'>;

/** What the device says of the lock; `undefined` where there is none. */
export async function readLock(client: Client, afterInterruption = false): Promise<LockRecord | undefined> {
  try {
    const { body } = await client.request('GET', `/mgmt/tm/${ITEM}`, { afterInterruption });
    return recordIn(body);
  } catch (error) {
    if (isAbsent(error) || isFolderMissing(error)) return undefined;
    throw error;
  }
}

function recordIn(body: unknown): LockRecord {
  const object = objectIn(body, OBJECT.path, `GET /mgmt/tm/${ITEM}`);
  const found = new Map(itemsOf(object, 'records').map(({ name, data }) => [String(name), textOf(data)]));
  const text = (name: string): string => found.get(name) ?? '';
  return {
    phase: text('phase') === 'committed' ? 'committed' : 'held',
    isHeld: text('held') !== 'no',
    step: Number(text('step')),
    holder: {
      nonce: text('nonce'),
      user: text('user'),
      host: text('host'),
      pid: Number(text('pid')),
      spec: text('spec'),
    },
    since: text('time'),
    generation: numberOf(object, 'generation') ?? 0,
  };
}

function textOf(data: unknown): string {
  return typeof data === 'string' ? data : '';
}

function recordsOf(
  { phase, isHeld, step }: Written,
  { nonce, user, host, pid, spec }: Holder,
): Pick<Fields, 'type' | 'records'> {
  const [held, time] = [isHeld ? 'yes' : 'no', new Date().toISOString()];
  const values = { phase, held, step: String(step), nonce, user, host, pid: String(pid), spec, time };
  // A record of the device has no empty text.
  const records = Object.entries(values).filter(([, data]) => data !== '');
  return { type: 'string', records: records.map(([name, data]) => ({ name, data })) };
}

/** Makes the record, and the folder where it is missing. 409 where there is one. */
export async function createLock(client: Client, holder: Holder): Promise<void> {
  const place = { name: 'lock', partition: 'Common', subPath: FOLDER.name };
  const records = recordsOf({ phase: 'held', isHeld: true, step: 0 }, holder);
  const make = async (): Promise<void> => {
    const { body } = await client.request('POST', COLLECTION, { body: { ...place, ...records } });
    objectIn(body, OBJECT.path, `POST ${COLLECTION}`);
  };
  try {
    await make();
  } catch (error) {
    if (!isFolderMissing(error)) throw error;
    await createFolder(client);
    await make();
  }
}

/** Another run may be faster, or it may be there: then it is there. */
export function createFolder(client: Client): Promise<void> {
  return untilClear(client, async () => {
    try {
      const { body } = await client.request('POST', '/mgmt/tm/sys/folder', { body: FOLDER });
      objectIn(body, LOCK_FOLDER, 'POST /mgmt/tm/sys/folder');
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  });
}

export function isTaken(error: unknown): boolean {
  return error instanceof DeviceError && error.status === 409;
}

/** The request that writes the record. */
export function lockRequest(written: Written, holder: Holder): WriteRequest {
  return { method: 'PATCH', path: ITEM, body: recordsOf(written, holder), object: OBJECT };
}

/** Writes it again and again, until the device has it. */
export function writeLock(client: Client, written: Written, holder: Holder): Promise<void> {
  const { body } = lockRequest(written, holder);
  return untilClear(client, () => patch(client, body), { isTidying: true });
}

/** Tells whoever waits that the holder is alive; what the record says stays as it is. */
export function touchLock(client: Client): Promise<void> {
  // 14.1.0.1 refuses an update that does not repeat the type (device-facts: data-groups).
  return patch(client, { type: 'string', description: `alive at ${new Date().toISOString()}` });
}

async function patch(client: Client, content: unknown): Promise<void> {
  const { body } = await client.request('PATCH', `/mgmt/tm/${ITEM}`, {
    body: content,
    afterInterruption: true,
  });
  objectIn(body, OBJECT.path, `PATCH /mgmt/tm/${ITEM}`);
}

export function removeLock(client: Client): Promise<void> {
  return untilClear(client, () => remove(client, `/mgmt/tm/${ITEM}`), { isTidying: true });
}

async function remove(client: Client, path: string): Promise<void> {
  try {
    await client.request('DELETE', path, { afterInterruption: true });
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}

/** Removes the folder of the lock, where nothing is in it: nothing of ours is left on the device. */
export async function removeLockFolder(client: Client): Promise<void> {
  try {
    await remove(client, '/mgmt/tm/sys/folder/~Common~bigip-ws');
  } catch (error) {
    // Another run may hold its lock there.
    if (!(error instanceof DeviceError)) throw error;
  }
}
