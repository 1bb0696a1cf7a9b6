import { TextDecoder } from 'node:util';
import { Fault } from '../fault.ts';
import { type FrameHead, readFrameHead } from './head.ts';
import { type DataKind, OPCODE } from './opcodes.ts';
import { readClose } from './close.ts';

/** What frames of a server come to. After a fault nothing follows: the rest cannot be understood. */
export type FrameEvent =
  | { readonly type: 'message'; readonly kind: DataKind; readonly data: Buffer; readonly frames: number }
  | { readonly type: 'ping'; readonly data: Buffer }
  | { readonly type: 'pong'; readonly data: Buffer }
  | { readonly type: 'close'; readonly code: number | undefined; readonly reason: string }
  | { readonly type: 'fault'; readonly fault: Fault };

/** Takes bytes as they come and gives what is complete. */
export type FrameReader = (bytes: Buffer) => FrameEvent[];

interface Message {
  readonly kind: DataKind;
  readonly parts: Buffer[];
  readonly decoder: TextDecoder;
  size: number;
  frames: number;
}

/** Reads the frames of a server by RFC 6455, without extensions. A message larger than `largest` is a fault. */
export function frameReader(largest: number): FrameReader {
  const chunks: Buffer[] = [];
  let size = 0;
  let message: Message | undefined;
  let isOver = false;

  const nextFrame = (): { head: FrameHead; payload: Buffer } | undefined => {
    const start = firstBytes(chunks, 14);
    const head = readFrameHead(start, {
      largest: largest - (message?.size ?? 0),
      inMessage: message !== undefined,
    });
    if (!head || size < head.bytes + head.length) return undefined;
    // One that is whole already is not copied: it may hold thousands of frames.
    const [first = start] = chunks;
    const all = chunks.length === 1 ? first : Buffer.concat(chunks);
    const end = head.bytes + head.length;
    chunks.splice(0, chunks.length, ...(all.length > end ? [all.subarray(end)] : []));
    size -= end;
    return { head, payload: all.subarray(head.bytes, end) };
  };

  const eventOf = (head: FrameHead, payload: Buffer): FrameEvent | undefined => {
    if (head.opcode === OPCODE.ping) return { type: 'ping', data: payload };
    if (head.opcode === OPCODE.pong) return { type: 'pong', data: payload };
    if (head.opcode === OPCODE.close) return { type: 'close', ...readClose(payload) };
    message ??= messageOf(head.opcode);
    const done = addTo(message, head, payload);
    if (done) message = undefined;
    return done;
  };

  return (bytes) => {
    const events: FrameEvent[] = [];
    if (isOver || bytes.length === 0) return events;
    chunks.push(bytes);
    size += bytes.length;
    try {
      for (let next = nextFrame(); next && !isOver; next = isOver ? undefined : nextFrame()) {
        const event = eventOf(next.head, next.payload);
        if (event) events.push(event);
        // What stands behind a close frame is not read (RFC 6455, 5.5.1).
        isOver = event?.type === 'close';
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      isOver = true;
      events.push({ type: 'fault', fault: error });
    }
    return events;
  };
}

function messageOf(opcode: number): Message {
  const kind = opcode === OPCODE.text ? 'text' : 'binary';
  return {
    kind,
    parts: [],
    size: 0,
    frames: 0,
    decoder: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
  };
}

function addTo(message: Message, { fin }: FrameHead, payload: Buffer): FrameEvent | undefined {
  if (message.kind === 'text') refuseOtherText(message.decoder, payload, fin);
  if (payload.length > 0) message.parts.push(payload);
  message.size += payload.length;
  message.frames += 1;
  if (!fin) return undefined;
  const { kind, parts, frames } = message;
  return { type: 'message', kind, data: Buffer.concat(parts), frames };
}

/** A character may be divided between two frames, but not be left open at the end. */
function refuseOtherText(decoder: TextDecoder, payload: Buffer, isLast: boolean): void {
  try {
    decoder.decode(payload, { stream: !isLast });
  } catch {
    throw new Fault('frame/utf8', 'it sends a text message that is not UTF-8');
  }
}

/** At most so many bytes from the start, copied only where they are divided. */
function firstBytes(chunks: readonly Buffer[], count: number): Buffer {
  const [first] = chunks;
  if (!first || first.length >= count || chunks.length === 1) return first ?? Buffer.alloc(0);
  const parts: Buffer[] = [];
  let size = 0;
  for (const chunk of chunks) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= count) break;
  }
  return Buffer.concat(parts);
}
