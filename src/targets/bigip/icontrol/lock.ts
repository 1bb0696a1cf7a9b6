import { CliError, EXIT } from '../../../exit.ts';
import type { Fields } from '../../../model/object.ts';
import type { Holder, LockState } from '../../../run/target.ts';
import { isReply, itemsOf } from '../resources/field.ts';
import { type Client, NoAnswerError } from './client.ts';
import { DeviceError, isAbsent } from './errors.ts';
import type { WriteRequest } from './requests.ts';

// One lock for each device: a data-group that exists while a run changes something, in a folder that is never
// synchronised to a peer. Creating it takes it (409: held). It says how far the run is, so that a change that
// was committed and not saved is known to whoever comes next.

/** `deviceGroup: none` keeps it off the peers (device-facts: device-group). */
const FOLDER = { name: 'bigip-ws', partition: 'Common', deviceGroup: 'none', trafficGroup: 'none' };
const OBJECT = { kind: 'ltm/data-group/internal', path: '/Common/bigip-ws/lock' };
const COLLECTION = 'ltm/data-group/internal';
const ITEM = `${COLLECTION}/~Common~bigip-ws~lock`;

/** A lock that does not change for this long, by the clock of whoever waits, belongs to a run that is gone. */
const TTL_MS = 120_000;
const POLL_MS = 2000;

/** What the device says of the lock; `undefined` where there is none. */
export async function readLock(client: Client, afterInterruption = false): Promise<LockState | undefined> {
  try {
    const { body } = await client.request('GET', `/mgmt/tm/${ITEM}`, { afterInterruption });
    return stateOf(body);
  } catch (error) {
    if (isAbsent(error) || isFolderMissing(error)) return undefined;
    throw error;
  }
}

function isFolderMissing(error: unknown): boolean {
  return error instanceof DeviceError && /The requested folder \(.*\) was not found/.test(error.text);
}

function stateOf(body: unknown): LockState {
  const found = new Map(itemsOf(body, 'records').map(({ name, data }) => [String(name), textOf(data)]));
  const text = (name: string): string => found.get(name) ?? '';
  const {
    user,
    host,
    spec,
    time: since,
  } = { user: text('user'), host: text('host'), spec: text('spec'), time: text('time') };
  return {
    phase: text('phase') === 'committed' ? 'committed' : 'held',
    isHeld: text('held') !== 'no',
    holder: { nonce: text('nonce'), user, host, pid: Number(text('pid')), spec },
    since,
    generation: isReply(body) && typeof body.generation === 'number' ? body.generation : 0,
  };
}

function textOf(data: unknown): string {
  return typeof data === 'string' ? data : '';
}

type Written = Pick<LockState, 'phase' | 'isHeld'>;

function recordsOf({ phase, isHeld }: Written, { nonce, user, host, pid, spec }: Holder): Fields {
  const held = isHeld ? 'yes' : 'no';
  const values = { phase, held, nonce, user, host, pid: String(pid), spec, time: new Date().toISOString() };
  // A record of the device has no empty text.
  const records = Object.entries(values).filter(([, data]) => data !== '');
  return { type: 'string', records: records.map(([name, data]) => ({ name, data })) };
}

/** The lock while a run holds it. */
export interface Held {
  /** An earlier run left a change that is running and not saved. */
  readonly unsaved: boolean;
  /** Goes with a change, so that what is committed is known to be unsaved. */
  readonly commit: () => WriteRequest;
  /** Before the save: what a reboot brings back must be held by nobody. */
  readonly open: () => Promise<void>;
  /** Gives it back. What is committed and not saved stays known: the record stays, held by nobody. */
  readonly release: (saved: boolean) => Promise<void>;
}

/**
 * Takes the lock, waiting at most `wait` milliseconds for another run. Throws 75 where it is held; one that
 * does not change for two minutes is taken over, and so is one that nobody holds, at once.
 */
export async function takeLock(
  client: Client,
  holder: Holder,
  { wait, isFirst, ttl = TTL_MS }: TakeOptions,
): Promise<Held> {
  const deadline = Date.now() + wait;
  let seen: LockState | undefined;
  let unchangedSince = Date.now();
  if (isFirst) await createFolder(client);
  for (;;) {
    const state = await createOrRead(client, holder);
    if (state === 'taken') return heldLock(client, holder, false);
    if (state.generation !== seen?.generation) unchangedSince = Date.now();
    seen = state;
    if (!state.isHeld || Date.now() - unchangedSince >= ttl) return takeOver(client, holder, state);
    if (Date.now() >= deadline) throw heldByOther(state);
    await client.pause(Math.min(POLL_MS, Math.max(1, deadline - Date.now())));
  }
}

export interface TakeOptions {
  /** Milliseconds. */
  readonly wait: number;
  /** No run has changed this device yet: the folder is most likely missing. */
  readonly isFirst: boolean;
  /** Milliseconds without a change after which the holder counts as gone. */
  readonly ttl?: number;
}

async function createOrRead(client: Client, holder: Holder): Promise<'taken' | LockState> {
  for (let tries = 0; tries < 4; tries++) {
    const failure = await create(client, holder).then(
      () => undefined,
      (error: unknown) => {
        if (isTaken(error) || error instanceof NoAnswerError) return error;
        throw error;
      },
    );
    if (failure === undefined) return 'taken';
    const state = await readLock(client);
    // The answer was lost, not the lock.
    if (state?.holder.nonce === holder.nonce) return 'taken';
    if (state) return state;
    // Between the refusal and the read it was given back, or nothing arrived.
    if (failure instanceof NoAnswerError) throw failure;
  }
  throw new CliError(EXIT.tryLater, 'the lock of the device comes and goes; nothing was changed');
}

function isTaken(error: unknown): error is DeviceError {
  return error instanceof DeviceError && error.status === 409;
}

async function create(client: Client, holder: Holder): Promise<void> {
  const place = { name: 'lock', partition: 'Common', subPath: FOLDER.name };
  const body = { ...place, ...recordsOf({ phase: 'held', isHeld: true }, holder) };
  try {
    await client.request('POST', `/mgmt/tm/${COLLECTION}`, { body });
  } catch (error) {
    if (!isFolderMissing(error)) throw error;
    await createFolder(client);
    await client.request('POST', `/mgmt/tm/${COLLECTION}`, { body });
  }
}

async function createFolder(client: Client): Promise<void> {
  try {
    await client.request('POST', '/mgmt/tm/sys/folder', { body: FOLDER });
  } catch (error) {
    // Another run was faster, or it was there.
    if (!isTaken(error)) throw error;
  }
}

async function takeOver(client: Client, holder: Holder, { phase }: LockState): Promise<Held> {
  await write(client, { phase, isHeld: true }, holder).catch((error: unknown) => {
    // Whether it arrived is seen in the next line.
    if (!(error instanceof NoAnswerError)) throw error;
  });
  const now = await readLock(client);
  // Two that waited may both have written: the one whose mark stays has it.
  if (now?.holder.nonce !== holder.nonce) throw now ? heldByOther(now) : removedMeanwhile();
  return heldLock(client, holder, phase === 'committed');
}

function heldLock(client: Client, holder: Holder, unsaved: boolean): Held {
  return {
    unsaved,
    commit: () => ({
      method: 'PATCH',
      path: ITEM,
      body: recordsOf({ phase: 'committed', isHeld: true }, holder),
      object: OBJECT,
    }),
    open: () => write(client, { phase: 'committed', isHeld: false }, holder),
    release: (saved) => release(client, holder, saved),
  };
}

/** What the device says decides, not what the run believes: a lost reply may have committed. */
async function release(client: Client, holder: Holder, saved: boolean): Promise<void> {
  const state = await readLock(client, true);
  if (state?.holder.nonce !== holder.nonce) return;
  await letGo(client, state, saved);
}

async function letGo(client: Client, { phase, isHeld, holder }: LockState, saved: boolean): Promise<void> {
  if (saved || phase === 'held') await remove(client);
  else if (isHeld) await write(client, { phase, isHeld: false }, holder);
}

/** Ends the hold of whoever has it; a change that was not saved stays known. Gives what there was. */
export async function breakLock(client: Client): Promise<LockState | undefined> {
  const state = await readLock(client);
  if (state?.isHeld) await letGo(client, state, false);
  return state;
}

async function write(client: Client, written: Written, holder: Holder): Promise<void> {
  const body = recordsOf(written, holder);
  await client.request('PATCH', `/mgmt/tm/${ITEM}`, { body, afterInterruption: true });
}

async function remove(client: Client): Promise<void> {
  try {
    await client.request('DELETE', `/mgmt/tm/${ITEM}`, { afterInterruption: true });
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}

/** Removes the folder of the lock, where nothing is in it: nothing of ours is left on the device. */
export async function removeLockFolder(client: Client): Promise<void> {
  try {
    await client.request('DELETE', '/mgmt/tm/sys/folder/~Common~bigip-ws', { afterInterruption: true });
  } catch (error) {
    // Another run may hold its lock there.
    if (!(error instanceof DeviceError)) throw error;
  }
}

function heldByOther({ holder, since }: LockState): CliError {
  const { user, host, pid, spec } = holder;
  return new CliError(
    EXIT.tryLater,
    `the device is locked by ${user} on ${host} (process ${pid}, spec ${spec}, since ${since}); nothing was changed`,
    {
      hint:
        'wait for it with --lock-wait 5m: a run that is gone loses its lock after two minutes.\n' +
        'bigip-ws unlock releases it at once',
    },
  );
}

function removedMeanwhile(): CliError {
  return new CliError(EXIT.tryLater, 'the lock of the device was removed meanwhile; nothing was changed');
}
