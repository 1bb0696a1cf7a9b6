import type { Connection } from './target.ts';

const PAUSE_MS = 1000;

/**
 * What a look shows; where that is not to be believed at once, what another one shows after a pause. A device whose
 * services restart says for a moment that something is not there.
 */
export async function lookTwice<T>(
  { pause }: Pick<Connection, 'pause'>,
  look: () => Promise<T>,
  isBelieved: (found: T) => boolean,
): Promise<T> {
  const first = await look();
  if (isBelieved(first)) return first;
  await pause(PAUSE_MS);
  return look();
}
