/** A moment, as `performance.now()` counts. */
export type Deadline = number;

/** So many milliseconds from now. */
export function within(milliseconds: number): Deadline {
  return performance.now() + milliseconds;
}

/** The run was asked to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Waits until something calls `done`, the deadline passes (`late`), or the run is asked to stop (throws). */
export function waiting<T>(
  until: Deadline,
  signal: AbortSignal,
  late: T,
  start: (done: (value: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new Interrupted('interrupted'));
      return;
    }
    const timer = setTimeout(() => finish(() => resolve(late)), Math.max(0, until - performance.now()));
    const stop = (): void => finish(() => reject(new Interrupted('interrupted')));
    const finish = (end: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      end();
    };
    signal.addEventListener('abort', stop, { once: true });
    start((value) => finish(() => resolve(value)));
  });
}

/** Does nothing for so many milliseconds. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await waiting(within(milliseconds), signal, undefined, () => undefined);
}
