import type { SpecPath } from '../../../../model/object.ts';
import type { HttpRoute, VirtualServer } from '../../../../spec/schema/schema.ts';
import { type Draft, finding } from '../draft.ts';

type Said = HttpRoute['persistence'];

/** A `persist` command: what it does, in Tcl, and with which words. */
export interface Persist {
  readonly mode: string;
  readonly words: readonly string[];
}

/**
 * The `persist` command for what a route says of persistence; none where no route says anything, and the
 * profile of the virtual server does it all. Once one says something all must, the virtual server's own in the
 * words of a command: on a connection that is kept open the command for the request before may still hold.
 */
export function persistCommands(
  draft: Draft,
  { routes, persistence }: VirtualServer,
  at: SpecPath,
): (said: Said) => Persist | null {
  if (routes.every((route) => route.persistence === undefined)) return () => null;
  let isTold = false;
  return (said) => {
    const meant = said ?? sayable(persistence);
    if (meant !== undefined) return command(meant);
    if (!isTold) report(draft, at);
    isTold = true;
    return null;
  };
}

const WORDS = ['none', 'cookie', 'source-address'] as const;

/**
 * The persistence of the virtual server as a route would say it. A profile, a cookie with attributes, a mask of IPv6
 * and what else is remembered cannot be named by a command (device-facts: persist-command).
 */
function sayable(persistence: VirtualServer['persistence']): Said {
  if (typeof persistence === 'string') return WORDS.find((word) => word === persistence);
  const isSayable = persistence.type === 'source-address' && !persistence.mask.includes(':');
  return isSayable ? persistence : undefined;
}

function command(said: NonNullable<Said>): Persist {
  if (said === 'none') return { mode: 'none', words: [] };
  if (said === 'cookie') return { mode: 'cookie insert', words: [] };
  if (said === 'source-address') return { mode: 'source_addr', words: [] };
  if (said.type === 'cookie') {
    const expiration = said.expiration === 0 ? [] : [String(said.expiration)];
    return { mode: 'cookie insert', words: [said.cookieName, ...expiration] };
  }
  const mask = said.mask === 'none' ? [] : [said.mask];
  return { mode: 'source_addr', words: [...mask, String(said.timeout)] };
}

function report(draft: Draft, at: SpecPath): void {
  const message =
    'some routes say their persistence and others leave it to this profile, which no iRule can go back to';
  const hint = 'write persistence in every route that has a pool';
  draft.report(finding('routes/mixed-persistence', 'error', [...at, 'persistence'], message, hint));
}
