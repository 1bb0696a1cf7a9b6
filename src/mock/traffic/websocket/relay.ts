import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { RuleEffect } from '../contract.ts';
import { ConnectionOver, CUT } from '../message/over.ts';
import type { ByteSource } from '../message/source.ts';
import { write } from '../message/write.ts';
import { type FrameEvent, type FrameHead, frameReader, headBytes, isControl, masked } from './frames.ts';

/** What the websocket profile does with masks on their way to a member (device-facts: websocket-profile). */
export type Masking = 'preserve' | 'unmask' | 'remask';

/** What rules see of a frame. */
export interface Seen {
  readonly type: string;
  readonly eom: boolean;
  readonly masked: boolean;
}

export interface Rules {
  readonly handles: (event: string) => boolean;
  readonly fire: (event: string, frame: Seen, payload?: string) => Promise<readonly RuleEffect[]>;
}

export interface Side {
  readonly stream: Duplex;
  readonly source: ByteSource;
}

export interface Relay {
  readonly client: Side;
  readonly server: Side;
  readonly masking: Masking;
  /** Whether the handshake agreed on compressed messages. */
  readonly compressed: boolean;
  readonly rules: Rules;
}

const NAMES = { client: 'WS_CLIENT', server: 'WS_SERVER' } as const;

/** Frames both ways until both sides have ended. Throws where the connection is to end at once. */
export async function relayFrames(relay: Relay): Promise<void> {
  const closing: Closing = { with: undefined };
  await Promise.all([oneWay(relay, 'client', closing), oneWay(relay, 'server', closing)]);
}

/** What WS::disconnect asked for; both ways heed it. */
interface Closing {
  with: { readonly code: number; readonly reason: string } | undefined;
}

async function oneWay(relay: Relay, from: 'client' | 'server', closing: Closing): Promise<void> {
  const to = relay[from === 'client' ? 'server' : 'client'].stream;
  const { source, stream } = relay[from];
  const read = frameReader({ masked: from === 'client', allowed: relay.compressed ? 4 : 0 });
  const frames = passFrames(relay, from, closing);
  for (;;) {
    const chunk = await source.next();
    if (!chunk) break;
    const out: Buffer[] = [];
    for (const event of read(chunk)) {
      if (closing.with && event.is === 'head') break;
      await frames(event, out);
    }
    await write(to, Buffer.concat(out));
    if (closing.with) await disconnect(relay, closing.with);
  }
  if (!stream.readableEnded) throw new ConnectionOver(CUT);
  to.end();
}

/** A frame on its way. */
interface Passing {
  readonly head: FrameHead;
  /** The mask towards the other side. */
  readonly key: Buffer | undefined;
  readonly seen: Seen;
  /** What a rule collects; undefined: the payload goes on as it comes. */
  collected: Buffer[] | undefined;
  readonly wanted: number;
}

function passFrames(relay: Relay, from: 'client' | 'server', closing: Closing) {
  const name = NAMES[from];
  const changes = from === 'client' && relay.masking !== 'preserve';
  let frame: Passing | undefined;
  const ask = async (event: string, seen: Seen, payload?: string) => {
    const effects = relay.rules.handles(event) ? await relay.rules.fire(event, seen, payload) : [];
    heed(effects, closing);
    return effects;
  };
  const begin = async (head: FrameHead, out: Buffer[]) => {
    const seen: Seen = { type: String(head.opcode), eom: head.fin, masked: head.key !== undefined };
    const effects = await ask(`${name}_FRAME`, seen);
    const collect = effects.find((effect) => effect.do === 'collect');
    const key = changes && relay.masking === 'remask' ? randomBytes(4) : head.key;
    const wanted = Math.min(head.length, collect?.bytes ?? Infinity);
    frame = { head, key, seen, wanted, collected: collect && !isControl(head.opcode) ? [] : undefined };
    if (!frame.collected) out.push(headBytes({ ...head, key }));
  };
  /** Clear where the profile takes masks off for a look, else as on the wire (device-facts: websocket-profile). */
  const shown = ({ head }: Passing, bytes: Buffer, at: number) =>
    changes && head.key ? masked(bytes, head.key, at) : bytes;
  const sent = ({ key }: Passing, bytes: Buffer, at: number) =>
    changes && key ? masked(bytes, key, at) : bytes;
  const release = async (passing: Passing, out: Buffer[]) => {
    const content = Buffer.concat(passing.collected ?? []);
    passing.collected = undefined;
    const effects = await ask(`${name}_DATA`, passing.seen, content.toString('latin1'));
    const change = effects.find((effect) => effect.do === 'payload');
    const payload = change ? Buffer.from(change.payload, 'latin1') : content;
    const length = passing.head.length - content.length + payload.length;
    out.push(headBytes({ ...passing.head, key: passing.key, length }), sent(passing, payload, 0));
  };
  return async (event: FrameEvent, out: Buffer[]): Promise<void> => {
    if (event.is === 'fault') {
      broken(event.fault, closing);
      return;
    }
    if (event.is === 'head') {
      await begin(event.head, out);
      return;
    }
    if (!frame) return;
    if (event.is === 'payload') {
      const clear = shown(frame, event.bytes, event.at);
      if (!frame.collected) {
        out.push(sent(frame, clear, event.at));
        return;
      }
      frame.collected.push(clear);
      if (event.at + event.bytes.length >= frame.wanted) await release(frame, out);
      return;
    }
    if (frame.collected) await release(frame, out);
    await ask(`${name}_FRAME_DONE`, frame.seen);
    frame = undefined;
  };
}

function heed(effects: readonly RuleEffect[], closing: Closing): void {
  for (const effect of effects) {
    if (effect.do === 'websocket-disconnect') {
      closing.with ??= { code: effect.code ?? 1000, reason: effect.reason ?? '' };
    }
    if (effect.do === 'reject') throw new ConnectionOver({ reset: 'iRule reject' });
    if (effect.do === 'drop') throw new ConnectionOver('silent');
    if (effect.do === 'close') throw new ConnectionOver('close');
  }
}

/** What is no frame ends with 1002 on both sides [inferred]. Text that is not UTF-8 is the peers' matter. */
function broken(fault: string, closing: Closing): void {
  if (fault !== 'UTF-8') closing.with ??= { code: 1002, reason: '' };
}

/** Close frames to both ends (device-facts: websocket-profile). */
async function disconnect(
  { client, server }: Relay,
  { code, reason }: NonNullable<Closing['with']>,
): Promise<never> {
  const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
  payload.writeUInt16BE(code, 0);
  payload.write(reason, 2);
  const short = payload.subarray(0, 125);
  const head = { fin: true, reserved: 0, opcode: 8, length: short.length };
  const key = randomBytes(4);
  await write(client.stream, Buffer.concat([headBytes({ ...head, key: undefined }), short]));
  await write(server.stream, Buffer.concat([headBytes({ ...head, key }), masked(short, key, 0)]));
  throw new ConnectionOver('close');
}
