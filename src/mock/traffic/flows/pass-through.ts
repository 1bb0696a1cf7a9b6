import type { Socket } from 'node:net';
import type { Endpoint, ResetCause } from '../contract.ts';
import { connectMember } from './connect.ts';
import type { Flow } from './core.ts';
import { sourceOf } from './source.ts';

// A virtual server without HTTP: bytes from one socket to the other, as they come.

export async function passThrough(flow: Flow): Promise<void> {
  const reached = await reach(flow);
  if ('cause' in reached) flow.reset(reached.cause);
  else if (flow.socket.destroyed) reached.socket.resetAndDestroy();
  else join(flow.socket, reached.socket);
}

/** Chooses and connects, as often as the pool reselects (device-facts: reselect-tries). */
async function reach(flow: Flow): Promise<{ readonly socket: Socket } | { readonly cause: ResetCause }> {
  const { core, virtual, client } = flow;
  const tries = core.model().pools.get(virtual.pool ?? '')?.reselectTries ?? 0;
  const tried: Endpoint[] = [];
  for (;;) {
    const chosen = core.balancer.choose({ pool: virtual.pool, client, tried });
    if ('cause' in chosen) return chosen;
    const { member } = chosen;
    const reached = await connectMember(flow, member, sourceOf(flow, member));
    if ('socket' in reached || tried.length >= tries) return reached;
    tried.push(member);
  }
}

/** Both ways, with backpressure; the end of one is the end of the other, and so is a reset. */
export function join(one: Socket, other: Socket): void {
  one.pipe(other);
  other.pipe(one);
  resetWith(one, other);
  resetWith(other, one);
}

function resetWith(one: Socket, other: Socket): void {
  one.on('close', (hadError) => {
    if (hadError || !one.readableEnded) other.resetAndDestroy();
  });
}
