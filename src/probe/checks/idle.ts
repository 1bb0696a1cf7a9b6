import { type Channel, cutText, type Heard, roundTrip } from '../channel.ts';
import { type Deadline, within } from '../deadline.ts';
import { checked, Fault } from '../fault.ts';
import type { Finding } from '../finding.ts';
import { millisecondsText } from '../open.ts';

const CUTS = { close: 'idle/close-frame', end: 'idle/end', reset: 'idle/reset' } as const;

/** Holds a connection without sending anything, and tells who cut it and when. */
export function checkIdle(channel: Channel, idle: number, timeout: number): Promise<Finding> {
  return checked('idle', async () => {
    const started = performance.now();
    const held = await holdStill(channel, started + idle);
    const after = millisecondsText(performance.now() - started);
    if (held.type !== 'late') throw new Fault(CUTS[held.type], `after ${after} of silence ${cutText(held)}`);
    if ((await roundTrip(channel, within(timeout))) === undefined)
      throw new Fault('idle/dead', `after ${after} of silence a ping is not answered any more`);
    return { message: `open after ${after} of silence` };
  }).finally(channel.destroy);
}

/** What the other side sends meanwhile is heard and not answered with data. */
async function holdStill(
  channel: Channel,
  until: Deadline,
): Promise<Extract<Heard, { type: keyof typeof CUTS | 'late' }>> {
  for (;;) {
    const heard = await channel.hear(until);
    if (heard.type !== 'message' && heard.type !== 'pong') return heard;
  }
}
