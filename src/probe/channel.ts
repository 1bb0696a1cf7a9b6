import { randomBytes } from 'node:crypto';
import type { Link } from './connect/link.ts';
import type { Deadline } from './deadline.ts';
import { Fault } from './fault.ts';
import { closeText } from './frames/close.ts';
import { type DataKind, OPCODE } from './frames/opcodes.ts';
import { type FrameEvent, frameReader } from './frames/read.ts';
import { closeFrame, fragments, frame } from './frames/write.ts';

/** What comes over an open WebSocket; frames of a server are judged before. */
export type Heard =
  | Exclude<FrameEvent, { type: 'fault' | 'ping' }>
  | { readonly type: 'end' }
  | { readonly type: 'reset'; readonly code: string }
  | { readonly type: 'late' };

/** An open WebSocket. Pings of the server are answered while something is waited for. */
export interface Channel {
  /** A message, in so many frames. */
  readonly send: (kind: DataKind, data: Buffer, frames?: number) => void;
  readonly ping: (data: Buffer) => void;
  readonly close: (code: number) => void;
  /** What is heard next. Throws a fault where the server breaks the protocol. */
  readonly hear: (until: Deadline) => Promise<Heard>;
  readonly destroy: () => void;
}

const MIB = 1024 * 1024;
/** Twice what the largest echo needs. */
const LARGEST_MESSAGE = 2 * MIB;
/** Of all that one connection may send: some twenty times what the echo needs. */
const MOST_BYTES = 64 * MIB;

export function channelOver(link: Link): Channel {
  const read = frameReader(LARGEST_MESSAGE);
  const events: FrameEvent[] = [];
  let received = 0;

  const more = async (until: Deadline): Promise<Heard | undefined> => {
    const arrival = await link.read(until);
    if (arrival.type !== 'bytes') return arrival;
    received += arrival.bytes.length;
    if (received > MOST_BYTES)
      throw new Fault('frame/flood', `it sent more than ${MOST_BYTES / MIB} MiB that nobody asked for`);
    events.push(...read(arrival.bytes));
    return undefined;
  };

  return {
    send: (kind, data, frames = 1) => {
      for (const one of fragments(OPCODE[kind], data, frames)) link.write(one);
    },
    ping: (data) => link.write(frame(OPCODE.ping, data)),
    close: (code) => link.write(closeFrame(code)),
    hear: async (until) => {
      for (;;) {
        const event = events.shift();
        if (event?.type === 'fault') throw event.fault;
        if (event?.type === 'ping') link.write(frame(OPCODE.pong, event.data));
        else if (event) return event;
        else {
          const heard = await more(until);
          if (heard) return heard;
        }
      }
    },
    destroy: link.destroy,
  };
}

/** How a connection ended before its time. */
export type Cut = Extract<Heard, { type: 'close' | 'end' | 'reset' }>;

export function cutText(cut: Cut): string {
  if (cut.type === 'close') return `it closed with the close frame ${closeText(cut)}`;
  return cut.type === 'reset'
    ? `the connection was reset (${cut.code})`
    : 'it ended the connection without a close frame';
}

const CUTS = { close: 'cut/close-frame', end: 'cut/end', reset: 'cut/reset' } as const;

/** Listens until something is what is waited for; `undefined` where it did not come in time. */
export async function waitFor<T>(
  channel: Channel,
  until: Deadline,
  accept: (heard: Heard) => T | undefined,
): Promise<T | undefined> {
  for (;;) {
    const heard = await channel.hear(until);
    if (heard.type === 'late') return undefined;
    const found = accept(heard);
    if (found !== undefined) return found;
    if (heard.type === 'close' || heard.type === 'end' || heard.type === 'reset')
      throw new Fault(CUTS[heard.type], cutText(heard));
  }
}

/** Sends a ping and waits for the pong that belongs to it; how long that took, or `undefined`. */
export async function roundTrip(channel: Channel, until: Deadline): Promise<number | undefined> {
  const data = randomBytes(8);
  const started = performance.now();
  channel.ping(data);
  return waitFor(channel, until, (heard) =>
    heard.type === 'pong' && heard.data.equals(data) ? performance.now() - started : undefined,
  );
}
