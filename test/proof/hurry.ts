import type * as timers from 'node:timers/promises';

/** Nobody waits in a proof: every pause of the tool is a fiftieth of what it is. */
export function hurried(real: typeof timers): typeof timers {
  const hurry: typeof timers.setTimeout = (ms = 0, value, options) =>
    real.setTimeout(ms / 50, value, options);
  return { ...real, setTimeout: hurry };
}
