import type { ResetCause } from '../contract.ts';

/** How a client connection ends: by RST with a cause, by RST because the other side was cut, in order, or silently. */
export type Ending = { readonly reset: ResetCause } | 'cut' | 'close' | 'silent';

/** Thrown where a connection ends; `serve.ts` sees to both sides. */
export class ConnectionOver extends Error {
  readonly ending: Ending;

  constructor(ending: Ending) {
    super(typeof ending === 'string' ? ending : ending.reset);
    this.ending = ending;
  }
}
