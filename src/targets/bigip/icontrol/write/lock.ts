import { CliError, EXIT } from '../../../../exit.ts';
import type { Holder } from '../../../../run/device-lock.ts';
import type { Client } from '../client.ts';
import { DeviceError, isUnclear } from '../errors.ts';
import {
  createFolder,
  createLock,
  isTaken,
  lockRequest,
  type LockRecord,
  readLock,
  removeLock,
  touchLock,
  writeLock,
} from './lock-record.ts';
import type { WriteRequest } from './requests.ts';

// One lock for each device: a data-group that exists while a run changes something. Creating it takes it (409:
// held). It says how far the run is, so that a change that was committed and not saved is known to whoever comes next.

/** A lock that does not change for this long, by the clock of whoever waits, belongs to a run that is gone. */
const TTL_MS = 120_000;
const POLL_MS = 2000;
const TRIES = 4;

/** What goes with a change, so that the device can tell afterwards whether it took effect. */
export interface Marks {
  /** Goes with a phase of the plan, counted from 1. */
  readonly of: (step: number) => WriteRequest;
  /** Before a phase: throws where this run stood still for so long that another may have taken the lock, and did. */
  readonly guard: () => Promise<void>;
  /** Whether that phase took effect; `undefined` where the device does not tell. */
  readonly reached: (step: number) => Promise<boolean | undefined>;
}

/** The lock while a run holds it. */
export interface Held {
  /** An earlier run left a change that is running and not saved. */
  readonly unsaved: boolean;
  readonly marks: Marks;
  /**
   * Whether the record of this run is there, with the last mark of its first so many phases: then what they changed is
   * in force. A reboot takes both. `undefined` where the device does not tell.
   */
  readonly stands: (done: number) => Promise<boolean | undefined>;
  /** Before the save: what a reboot brings back must be held by nobody. */
  readonly open: () => Promise<void>;
  /** Gives it back. What is committed and not saved stays known: the record stays, held by nobody. */
  readonly release: (saved: boolean) => Promise<void>;
}

export interface TakeOptions {
  /** Milliseconds. */
  readonly wait: number;
  /** No run has changed this device yet: the folder is most likely missing. */
  readonly isFirst: boolean;
  /** Milliseconds without a change after which the holder counts as gone. */
  readonly ttl?: number;
}

/**
 * Takes the lock, waiting at most `wait` milliseconds for another run. Throws 75 where it is held; one that
 * does not change for two minutes is taken over, and so is one that nobody holds, at once.
 */
export async function takeLock(client: Client, holder: Holder, options: TakeOptions): Promise<Held> {
  try {
    return await waitForLock(client, holder, options);
  } catch (error) {
    // What was written before it failed must not keep others out.
    const isGone = await release(client, holder, false).then(
      () => true,
      () => false,
    );
    throw isGone ? error : withLock(error);
  }
}

function withLock(error: unknown): unknown {
  if (!(error instanceof CliError)) return error;
  const left = 'the lock could not be given back, if it was taken; it counts as gone after two minutes';
  const hint = [error.details.hint, left].filter((part) => part !== undefined).join('\n');
  return new CliError(error.code, error.message, { ...error.details, hint, cause: error });
}

async function waitForLock(
  client: Client,
  holder: Holder,
  { wait, isFirst, ttl = TTL_MS }: TakeOptions,
): Promise<Held> {
  const deadline = Date.now() + wait;
  let seen: LockRecord | undefined;
  let unchangedSince = Date.now();
  if (isFirst) await createFolder(client);
  for (;;) {
    const state = await createOrRead(client, holder);
    if (state === 'taken') return heldLock(client, holder, { unsaved: false, ttl });
    if (state.generation !== seen?.generation) unchangedSince = Date.now();
    seen = state;
    if (!state.isHeld || Date.now() - unchangedSince >= ttl) return takeOver(client, holder, state, ttl);
    if (Date.now() >= deadline) throw heldByOther(state);
    await client.pause(Math.min(POLL_MS, Math.max(1, deadline - Date.now())));
  }
}

async function createOrRead(client: Client, holder: Holder): Promise<'taken' | LockRecord> {
  for (let tries = 1; ; tries++) {
    try {
      await createLock(client, holder);
      return 'taken';
    } catch (error) {
      if (!(error instanceof DeviceError) && !isUnclear(error)) throw error;
      const state = await readLock(client);
      // The answer was lost, not the lock.
      if (state?.holder.nonce === holder.nonce) return 'taken';
      if (state) return state;
      if (!isTaken(error) && !isUnclear(error)) throw error;
      // Between the refusal and the read it was given back, or nothing arrived.
      if (tries === TRIES) throw isTaken(error) ? comesAndGoes() : error;
    }
  }
}

async function takeOver(client: Client, holder: Holder, { phase }: LockRecord, ttl: number): Promise<Held> {
  let failure: unknown;
  try {
    await writeLock(client, { phase, isHeld: true, step: 0 }, holder);
  } catch (error) {
    if (!(error instanceof DeviceError) && !isUnclear(error)) throw error;
    failure = error;
  }
  const now = await readLock(client);
  // Two that waited may both have written: the one whose mark stays has it.
  if (now?.holder.nonce === holder.nonce)
    return heldLock(client, holder, { unsaved: phase === 'committed', ttl });
  if (failure instanceof Error) throw failure;
  throw now ? heldByOther(now) : removedMeanwhile();
}

function heldLock(
  client: Client,
  holder: Holder,
  { unsaved, ttl }: { readonly unsaved: boolean; readonly ttl: number },
): Held {
  const marked: number[] = [];
  let isOpen = false;
  let isSeen = false;
  let oursAt = Date.now();
  // Whoever waits counts a holder that says nothing for so long as gone. One that is missed is no harm.
  const renewal = setInterval(() => void touchLock(client).catch(() => undefined), ttl / 3).unref();
  return {
    unsaved,
    marks: {
      of: (step) => {
        marked.push(step);
        return lockRequest({ phase: 'committed', isHeld: true, step }, holder);
      },
      guard: async () => {
        if (Date.now() - oursAt < ttl / 2) return;
        const now = await readLock(client);
        if (now?.holder.nonce !== holder.nonce) throw lostToOther(now);
        oursAt = Date.now();
      },
      reached: (step) => hasReached(client, holder, step),
    },
    stands: async (done) => {
      const step = marked.filter((one) => one <= done).at(-1) ?? 0;
      const now = await stepOf(client, holder, isOpen);
      isSeen = typeof now === 'number' && Number.isFinite(now) && now >= step;
      return isSeen || hasReached(client, holder, step, isOpen);
    },
    open: async () => {
      isOpen = true;
      await writeLock(client, { phase: 'committed', isHeld: false, step: marked.at(-1) ?? 0 }, holder);
    },
    release: (saved) => {
      clearInterval(renewal);
      // Seen to be ours a moment ago, after the save.
      return saved && isSeen ? removeLock(client) : release(client, holder, saved);
    },
  };
}

/** A device that restarts its services needs about a minute. */
const READS = 12;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

/**
 * Whether a phase took effect: its mark is written with it, all or nothing. Two reads, with a pause between them, must
 * agree. A record that is gone or of another run says nothing: after a reboot the device is what it was saved as.
 */
async function hasReached(
  client: Client,
  holder: Holder,
  step: number,
  isOpen = false,
): Promise<boolean | undefined> {
  let before: number | 'gone' | undefined;
  for (let tries = 0; tries < READS; tries++) {
    await client.pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));
    const now = await stepOf(client, holder, isOpen);
    if (now !== undefined && now === before) return now === 'gone' ? undefined : now >= step;
    before = now;
  }
  return undefined;
}

/** Once it is open another run may have it already: then that one goes on from here. */
async function stepOf(
  client: Client,
  { nonce }: Holder,
  isOpen: boolean,
): Promise<number | 'gone' | undefined> {
  try {
    const record = await readLock(client);
    if (record?.holder.nonce === nonce) return record.step;
    return record && isOpen && record.isHeld ? Number.POSITIVE_INFINITY : 'gone';
  } catch (error) {
    if (error instanceof CliError && error.code !== EXIT.interrupted) return undefined;
    throw error;
  }
}

/** What the device says decides, not what the run believes: a lost reply may have committed. */
async function release(client: Client, holder: Holder, saved: boolean): Promise<void> {
  const state = (await readLock(client, true)) ?? (await readAgain(client));
  if (state?.holder.nonce !== holder.nonce) return;
  await letGo(client, state, saved);
}

/** A device whose services restart says for a moment that something is not there. */
async function readAgain(client: Client): Promise<LockRecord | undefined> {
  await client.pause(FIRST_PAUSE_MS, { afterInterruption: true });
  return readLock(client, true);
}

async function letGo(client: Client, record: LockRecord, saved: boolean): Promise<void> {
  if (saved || record.phase === 'held') await removeLock(client);
  else if (record.isHeld) await writeLock(client, { ...record, isHeld: false }, record.holder);
}

/** Ends the hold of whoever has it; a change that was not saved stays known. Gives what there was. */
export async function breakLock(client: Client): Promise<LockRecord | undefined> {
  const state = await readLock(client);
  if (state?.isHeld) await letGo(client, state, false);
  return state;
}

function heldByOther({ holder, since }: LockRecord): CliError {
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

function lostToOther(now: LockRecord | undefined): CliError {
  const whose = now?.isHeld ? `${now.holder.user} on ${now.holder.host} has it now` : 'it is gone';
  return new CliError(
    EXIT.tryLater,
    `this run stood still for too long and lost the lock of the device: ${whose}`,
    {
      hint: 'run it again and look at the new plan',
    },
  );
}

function comesAndGoes(): CliError {
  return new CliError(EXIT.tryLater, 'the lock of the device comes and goes; nothing was changed');
}

function removedMeanwhile(): CliError {
  return new CliError(EXIT.tryLater, 'the lock of the device was removed meanwhile; nothing was changed');
}
