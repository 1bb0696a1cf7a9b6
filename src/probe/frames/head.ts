import { Fault } from '../fault.ts';
import { OPCODE } from './opcodes.ts';

/** The head of a frame (RFC 6455, 5.2). */
export interface FrameHead {
  readonly fin: boolean;
  readonly opcode: number;
  /** Of the payload. */
  readonly length: number;
  /** Of the head itself. */
  readonly bytes: number;
}

export interface FrameRules {
  /** The largest payload. */
  readonly largest: number;
  /** Whether a message has begun that is not complete. */
  readonly inMessage: boolean;
}

const LARGEST_CONTROL = 125;

/** The head at the start of some bytes; `undefined` where more are needed. Throws as soon as it cannot be right. */
export function readFrameHead(bytes: Buffer, rules: FrameRules): FrameHead | undefined {
  const [first, second] = bytes;
  if (first === undefined) return undefined;
  const fin = (first & 0x80) !== 0;
  const opcode = first & 0x0f;
  judgeFirst(first, rules);
  if (second === undefined) return undefined;
  if ((second & 0x80) !== 0) throw new Fault('frame/masked', 'it sends a masked frame');
  const short = second & 0x7f;
  if (opcode >= OPCODE.close && short > LARGEST_CONTROL)
    throw new Fault(
      'frame/long-control',
      `it sends a ${nameOf(opcode)} frame of more than ${LARGEST_CONTROL} bytes`,
    );
  const long = longLength(bytes, short);
  if (!long) return undefined;
  if (long.length > rules.largest)
    throw new Fault('frame/too-large', `it sends a frame or message of ${long.length} bytes or more`);
  return { fin, opcode, ...long };
}

function judgeFirst(first: number, { inMessage }: FrameRules): void {
  const opcode = first & 0x0f;
  if ((first & 0x70) !== 0) {
    const bits = [1, 2, 3].filter((bit) => (first & (0x80 >> bit)) !== 0).map((bit) => `RSV${bit}`);
    throw new Fault('frame/reserved-bits', `it sends a frame with ${bits.join(', ')} set`);
  }
  if (!Object.values<number>(OPCODE).includes(opcode))
    throw new Fault('frame/reserved-opcode', `it sends a frame with the reserved opcode ${opcode}`);
  if (opcode >= OPCODE.close) {
    if ((first & 0x80) === 0)
      throw new Fault('frame/fragmented-control', `it sends a ${nameOf(opcode)} frame in fragments`);
  } else if (opcode === OPCODE.continuation && !inMessage)
    throw new Fault('frame/continuation', 'it continues a message that it did not begin');
  else if (opcode !== OPCODE.continuation && inMessage)
    throw new Fault('frame/interleaved', 'it begins a message before it has ended the last one');
}

/** RFC 6455, 5.2: the shortest form there is must be used. */
function longLength(bytes: Buffer, short: number): Pick<FrameHead, 'length' | 'bytes'> | undefined {
  if (short < 126) return { length: short, bytes: 2 };
  if (short === 126) {
    if (bytes.length < 4) return undefined;
    return { length: shortest(bytes.readUInt16BE(2), 126), bytes: 4 };
  }
  if (bytes.length < 10) return undefined;
  const length = bytes.readBigUInt64BE(2);
  if (length >> 63n !== 0n)
    throw new Fault('frame/length', 'it sends a frame with a length of more than 63 bits');
  return { length: shortest(Number(length), 0x1_00_00), bytes: 10 };
}

function shortest(length: number, least: number): number {
  if (length >= least) return length;
  throw new Fault('frame/length', `it writes the length ${length} of a frame in more bytes than it takes`);
}

function nameOf(opcode: number): string {
  return Object.entries(OPCODE).find(([, one]) => one === opcode)?.[0] ?? String(opcode);
}
