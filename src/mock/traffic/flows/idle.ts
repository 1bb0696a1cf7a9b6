import type { Socket } from 'node:net';
import { profileOn, type VirtualServer } from '../model/virtual.ts';
import type { Flow } from './core.ts';

// Silence ends a connection: each side has a timer of its own, that of its tcp profile (device-facts: idle-timeout).

interface Idle {
  /** Seconds; 0 is never. */
  readonly seconds: number;
  readonly resets: boolean;
}

const NEVER: Idle = { seconds: 0, resets: true };

function idleOf(virtual: VirtualServer, side: 'clientside' | 'serverside'): Idle {
  const profile = profileOn(virtual, 'tcp', side) ?? profileOn(virtual, 'fastl4', side);
  if (!profile) return NEVER;
  const seconds = Number(profile.props.idleTimeout);
  return {
    seconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 0,
    resets: profile.props.resetOnTimeout !== 'disabled',
  };
}

/** What a timer of Node can hold; what lasts longer is for ever. */
const LONGEST_MS = 2 ** 31 - 1;

export function setIdle(socket: Socket, seconds: number, scale: number): void {
  const wait = Math.ceil((seconds * 1000) / scale);
  socket.setTimeout(wait > LONGEST_MS ? 0 : wait);
}

export function watchIdle(flow: Flow, socket: Socket, side: 'clientside' | 'serverside'): void {
  const { seconds, resets } = idleOf(flow.virtual, side);
  setIdle(socket, seconds, flow.core.clock.scale);
  socket.on('timeout', () => {
    // A server side that OneConnect keeps has outlived the client that it was opened for.
    if (!flow.core.flows.has(flow)) socket.resetAndDestroy();
    else if (resets) flow.reset('Flow expired (sweeper)');
    else flow.forget();
  });
}
