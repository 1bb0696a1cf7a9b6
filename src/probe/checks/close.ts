import { type Channel, type Heard } from '../channel.ts';
import { within } from '../deadline.ts';
import { checked, Fault } from '../fault.ts';
import type { Finding } from '../finding.ts';
import { closeText } from '../frames/close.ts';

const NORMAL = 1000;

/** Closes as clients do: close frame, its answer, and the server ends the connection (RFC 6455, 7.1.1). */
export function checkClose(channel: Channel, timeout: number): Promise<Finding> {
  return checked('close', async () => {
    const until = within(timeout);
    channel.close(NORMAL);
    const answer = await firstOf(channel, until, ['close', 'end', 'reset', 'late']);
    if (answer.type === 'late') throw new Fault('close/silent', 'it does not answer a close frame in time');
    if (answer.type !== 'close')
      throw new Fault('close/no-frame', 'it ends the connection without answering the close frame');
    const end = await firstOf(channel, until, ['end', 'reset', 'late']);
    if (end.type === 'late')
      throw new Fault('close/left-open', 'it answers the close frame and leaves the connection open');
    return { message: `closed with ${closeText(answer)}` };
  }).finally(channel.destroy);
}

/** Messages that are still on their way are of no interest here. */
async function firstOf<T extends Heard['type']>(
  channel: Channel,
  until: number,
  types: readonly T[],
): Promise<Extract<Heard, { type: T }>> {
  const isOne = (heard: Heard): heard is Extract<Heard, { type: T }> =>
    types.some((type) => type === heard.type);
  for (;;) {
    const heard = await channel.hear(until);
    if (isOne(heard)) return heard;
  }
}
