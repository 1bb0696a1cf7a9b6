// Frames as a server would send them, and as none may: written down from RFC 6455, 5.2, apart from the reader.

export interface Oddities {
  readonly fin?: boolean;
  /** RSV1 is 4, RSV2 is 2, RSV3 is 1. */
  readonly rsv?: number;
  readonly mask?: boolean;
}

export function header(
  opcode: number,
  length: number,
  { fin = true, rsv = 0, mask = false }: Oddities = {},
): Buffer {
  const first = (fin ? 128 : 0) + rsv * 16 + opcode;
  const bit = mask ? 128 : 0;
  if (length <= 125) return Buffer.from([first, bit + length]);
  if (length <= 65_535) return Buffer.from([first, bit + 126, length >> 8, length & 255]);
  const long = Buffer.alloc(8);
  long.writeBigUInt64BE(BigInt(length));
  return Buffer.concat([Buffer.from([first, bit + 127]), long]);
}

export function serverFrame(opcode: number, payload: Buffer | string, oddities: Oddities = {}): Buffer {
  const data = Buffer.from(payload);
  // A mask of zeros leaves the payload as it is.
  return Buffer.concat([header(opcode, data.length, oddities), Buffer.alloc(oddities.mask ? 4 : 0), data]);
}
