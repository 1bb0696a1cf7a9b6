import type { ResetCause } from '../contract.ts';

/** How a client connection ends: by RST with a cause, in order, or silently. */
export type Ending = { readonly reset: ResetCause } | 'close' | 'silent';

/** The other side was reset. */
export const CUT: Ending = { reset: 'TCP RST from remote system' };

/** Thrown where a connection ends; `http/serve.ts` sees to both sides. */
export class ConnectionOver extends Error {
  readonly ending: Ending;

  constructor(ending: Ending) {
    super(typeof ending === 'string' ? ending : ending.reset);
    this.ending = ending;
  }
}
