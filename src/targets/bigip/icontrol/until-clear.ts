import type { Client } from './client.ts';
import { isUnclear } from './errors.ts';

const TRIES = 4;
const FIRST_PAUSE_MS = 500;
/** Tidying up is not tried for longer: somebody waits for the prompt. */
const LONGEST_TIDYING_MS = 60_000;

interface Options {
  /** It goes on after an interruption, but not for long. */
  readonly isTidying?: boolean;
  /** Whether an error leaves open what became of it. */
  readonly isOpen?: (error: unknown) => boolean;
}

/** Repeats a write that does no harm when it is done twice, until the device says clearly what became of it. */
export async function untilClear<T>(
  client: Client,
  work: () => Promise<T>,
  { isTidying = false, isOpen = isUnclear }: Options = {},
): Promise<T> {
  const end = isTidying ? Date.now() + LONGEST_TIDYING_MS : Number.POSITIVE_INFINITY;
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !isOpen(error) || Date.now() >= end) throw error;
    }
    await client.pause(FIRST_PAUSE_MS * 2 ** tries, { afterInterruption: isTidying });
  }
}
