import { randomBytes } from 'node:crypto';
import { OPCODE } from './opcodes.ts';

/** One frame as a client sends it: masked. */
export function frame(opcode: number, payload: Buffer, fin = true): Buffer {
  const mask = randomBytes(4);
  const head = Buffer.concat([Buffer.from([(fin ? 0x80 : 0) | opcode]), lengthOf(payload.length), mask]);
  return Buffer.concat([head, masked(payload, mask)]);
}

function lengthOf(length: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | length]);
  const bytes = Buffer.alloc(length < 0x1_00_00 ? 3 : 9);
  bytes[0] = 0x80 | (length < 0x1_00_00 ? 126 : 127);
  if (length < 0x1_00_00) bytes.writeUInt16BE(length, 1);
  else bytes.writeBigUInt64BE(BigInt(length), 1);
  return bytes;
}

function masked(payload: Buffer, mask: Buffer): Buffer {
  const result = Buffer.allocUnsafe(payload.length);
  for (let at = 0; at < payload.length; at++) result[at] = (payload[at] ?? 0) ^ (mask[at & 3] ?? 0);
  return result;
}

/** A message in so many frames of about one size. */
export function fragments(opcode: number, payload: Buffer, count: number): Buffer[] {
  const size = Math.ceil(payload.length / count);
  return Array.from({ length: count }, (_, index) =>
    frame(
      index === 0 ? opcode : OPCODE.continuation,
      payload.subarray(index * size, (index + 1) * size),
      index === count - 1,
    ),
  );
}

export function closeFrame(code: number): Buffer {
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return frame(OPCODE.close, payload);
}
