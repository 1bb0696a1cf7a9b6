import { randomBytes } from 'node:crypto';
import { type Channel, cutText, type Heard } from '../channel.ts';
import { within } from '../deadline.ts';
import { checked, Fault } from '../fault.ts';
import type { Finding } from '../finding.ts';
import type { DataKind } from '../frames/opcodes.ts';
import { timesOf, timesText } from '../times.ts';

/** The lengths at which a frame writes its length in another way, and one that no single packet holds. */
const SIZES = [0, 125, 126, 65_535, 65_536, 1_048_576] as const;
/** Small messages, one after the other, to tell how long one takes. */
const TIMED = 20;

/** How much longer an echo is waited for once something else came, in milliseconds. */
const GRACE = 3000;

interface Sent {
  readonly kind: DataKind;
  readonly data: Buffer;
  readonly frames: number;
}

const KINDS = ['text', 'binary'] as const;

/** Whether messages come back as they were sent: each kind and size, whole and in fragments. */
export function checkEcho(channel: Channel, timeout: number): Promise<Finding> {
  return checked('echo', async () => {
    const messages = [
      ...SIZES.flatMap((size) => KINDS.map((kind) => ({ kind, data: dataOf(kind, size), frames: 1 }))),
      ...KINDS.map((kind) => ({ kind, data: dataOf(kind, 1000), frames: 3 })),
    ];
    for (const message of messages) await echoOf(channel, message, timeout);
    const milliseconds: number[] = [];
    for (let count = 0; count < TIMED; count++) {
      const message: Sent = { kind: 'binary', data: dataOf('binary', 32), frames: 1 };
      milliseconds.push(await echoOf(channel, message, timeout));
    }
    const times = timesOf(milliseconds);
    const largest = `${Math.max(...SIZES) / 1024 / 1024} MiB`;
    return {
      message: `${messages.length} messages of 0 bytes to ${largest} came back; a small one takes ${timesText(times)}`,
      times,
    };
  });
}

/** Text with characters of two and three bytes in it, so that fragments divide some of them. */
function dataOf(kind: DataKind, size: number): Buffer {
  if (kind === 'binary') return randomBytes(size);
  const letters = Buffer.from('aé€')
    .toString('utf8')
    .repeat(Math.floor(size / 6));
  return Buffer.from(letters.padEnd(letters.length + (size % 6), 'x'));
}

/** How long a message took to come back. */
async function echoOf(channel: Channel, sent: Sent, timeout: number): Promise<number> {
  let until = within(timeout);
  const started = performance.now();
  const what = `a ${sent.kind} message of ${sent.data.length} bytes${sent.frames > 1 ? ` in ${sent.frames} frames` : ''}`;
  channel.send(sent.kind, sent.data, sent.frames);
  let other: Heard | undefined;
  for (;;) {
    const heard = await channel.hear(until);
    if (heard.type === 'pong') continue;
    if (heard.type === 'message') {
      if (heard.kind === sent.kind && heard.data.equals(sent.data)) return performance.now() - started;
      // A service may say something of its own first, a greeting for instance.
      other ??= heard;
      until = Math.min(until, within(GRACE));
      continue;
    }
    if (heard.type !== 'late') throw new Fault('echo/cut', `${what}: ${cutText(heard)}`);
    if (!other) throw new Fault('echo/silent', `${what} did not come back in time`);
    throw new Fault('echo/different', `${what} did not come back, but ${heardText(other)} did`);
  }
}

function heardText(heard: Heard): string {
  return heard.type === 'message' ? `a ${heard.kind} message of ${heard.data.length} bytes` : heard.type;
}
