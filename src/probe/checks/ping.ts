import { type Channel, roundTrip } from '../channel.ts';
import { within } from '../deadline.ts';
import { checked, Fault } from '../fault.ts';
import type { Finding } from '../finding.ts';
import { millisecondsText } from '../open.ts';

/** Whether frames pass both ways: a ping, and the pong that belongs to it. */
export function checkPing(channel: Channel, timeout: number): Promise<Finding> {
  return checked('ping', async () => {
    const took = await roundTrip(channel, within(timeout));
    if (took === undefined) throw new Fault('ping/silent', 'it does not answer a ping in time');
    return { message: `pong after ${millisecondsText(took)}` };
  });
}
