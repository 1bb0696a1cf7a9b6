import type { Socket } from 'node:net';
import { connectTo } from '../places/loopback.ts';
import { down, type Finding, type Look } from './probe.ts';

/** Connects, has `talk` find out the rest, and hangs up with a reset, as a monitor does not linger. */
export async function connected(
  { target, places, withinMs }: Look,
  talk: (socket: Socket) => Promise<Finding>,
): Promise<Finding> {
  const at = await places.give(target);
  if (!at) return down('No route to host');
  const socket = connectTo(at);
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      reached(socket).then((why) => (why === undefined ? talk(socket) : down(why))),
      new Promise<Finding>((resolve) => {
        timer = setTimeout(() => resolve(down('No successful responses received before deadline')), withinMs);
      }),
    ]);
  } finally {
    clearTimeout(timer);
    socket.resetAndDestroy();
  }
}

/** Undefined once it is connected, else why not. */
function reached(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(undefined));
    socket.on('error', () => resolve('Unable to connect; No successful responses received before deadline'));
  });
}
