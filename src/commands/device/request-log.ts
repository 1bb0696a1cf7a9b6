import type { ConnectOptions } from '../../run/target.ts';
import type { Deps } from '../deps.ts';
import { spoken } from '../present.ts';

/** `--debug`: each request, as a line. */
export function requestLog({ debug, io }: Deps): ConnectOptions['onRequest'] {
  return debug ? (line) => io.complain(spoken(line, io)) : undefined;
}
