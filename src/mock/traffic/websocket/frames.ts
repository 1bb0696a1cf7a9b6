// Frames of RFC 6455, read as they come. A payload is never held: it is told piece by piece. This is the mock's own
// reader; it shares nothing with the one that `verify` uses, so that they can catch each other out.

export interface FrameHead {
  readonly fin: boolean;
  /** The three reserved bits as a number. */
  readonly reserved: number;
  readonly opcode: number;
  readonly key: Buffer | undefined;
  readonly length: number;
}

/** What breaks the protocol. */
export type FrameFault =
  | 'reserved bits'
  | 'reserved opcode'
  | 'masked'
  | 'not masked'
  | 'fragmented control frame'
  | 'long control frame'
  | 'continuation of nothing'
  | 'message within a message'
  | 'length not minimal'
  | 'length too large'
  | 'close payload'
  | 'close code'
  | 'UTF-8';

export type FrameEvent =
  | { readonly is: 'head'; readonly head: FrameHead; readonly bytes: Buffer }
  /** As on the wire; `at` is its place in the payload. */
  | { readonly is: 'payload'; readonly bytes: Buffer; readonly at: number }
  | { readonly is: 'end' }
  | { readonly is: 'fault'; readonly fault: FrameFault };

export interface Expected {
  /** Whether frames of this side are masked: those of clients are. */
  readonly masked: boolean;
  /** Reserved bits that extensions use; 4 where messages may be compressed. */
  readonly allowed?: number;
}

const CONTINUATION = 0;
const TEXT = 1;
const CLOSE = 8;
const COMPRESSED = 4;
const KNOWN = new Set([CONTINUATION, TEXT, 2, CLOSE, 9, 10]);
const LONGEST_CONTROL = 125;

export const isControl = (opcode: number) => opcode >= CLOSE;

/** After a fault it tells nothing more. */
export function frameReader(expected: Expected): (chunk: Buffer) => readonly FrameEvent[] {
  let held: Buffer = Buffer.alloc(0);
  let frame: FrameHead | undefined;
  let at = 0;
  let message: { readonly text: TextCheck | undefined } | undefined;
  let closing: Buffer[] = [];
  let over = false;

  const begin = (head: FrameHead): FrameFault | undefined => {
    const fault = faultOf(head, expected, message !== undefined);
    if (fault !== undefined) return fault;
    frame = head;
    at = 0;
    closing = [];
    if (!isControl(head.opcode) && head.opcode !== CONTINUATION) {
      const isPlain = head.opcode === TEXT && (head.reserved & COMPRESSED) === 0;
      message = { text: isPlain ? textCheck() : undefined };
    }
    return undefined;
  };
  const look = (head: FrameHead, bytes: Buffer): FrameFault | undefined => {
    const clear = head.key ? masked(bytes, head.key, at) : bytes;
    if (head.opcode === CLOSE) closing.push(clear);
    return !isControl(head.opcode) && message?.text?.more(clear) === false ? 'UTF-8' : undefined;
  };
  const finish = (head: FrameHead): FrameFault | undefined => {
    frame = undefined;
    if (head.opcode === CLOSE) return closeFault(Buffer.concat(closing));
    if (isControl(head.opcode) || !head.fin) return undefined;
    const whole = message?.text?.end() ?? true;
    message = undefined;
    return whole ? undefined : 'UTF-8';
  };

  /** The next thing that the held bytes tell; undefined: more are needed. */
  const step = (): FrameEvent | undefined => {
    if (!frame) {
      const read = readHead(held);
      if (read === undefined) return undefined;
      if (typeof read === 'string') return { is: 'fault', fault: read };
      const bytes = held.subarray(0, read.size);
      held = held.subarray(read.size);
      const fault = begin(read.head);
      return fault === undefined ? { is: 'head', head: read.head, bytes } : { is: 'fault', fault };
    }
    if (at === frame.length) {
      const fault = finish(frame);
      return fault === undefined ? { is: 'end' } : { is: 'fault', fault };
    }
    if (held.length === 0) return undefined;
    const bytes = held.subarray(0, frame.length - at);
    held = held.subarray(bytes.length);
    const fault = look(frame, bytes);
    const from = at;
    at += bytes.length;
    return fault === undefined ? { is: 'payload', bytes, at: from } : { is: 'fault', fault };
  };

  return (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const events: FrameEvent[] = [];
    while (!over) {
      const event = step();
      if (!event) break;
      over = event.is === 'fault';
      events.push(event);
    }
    return events;
  };
}

/** A head with its size; undefined: it is not all there; or what is wrong with its length. */
function readHead(
  bytes: Buffer,
): { readonly head: FrameHead; readonly size: number } | FrameFault | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const short = second & 127;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  const hasKey = second >= 128;
  const size = 2 + extra + (hasKey ? 4 : 0);
  if (bytes.length < size) return undefined;
  const length = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : bytes.readBigUInt64BE(2);
  if (length > Number.MAX_SAFE_INTEGER) return 'length too large';
  if ((extra === 2 && length < 126) || (extra === 8 && length < 65_536)) return 'length not minimal';
  const head: FrameHead = {
    fin: first >= 128,
    reserved: (first >> 4) & 7,
    opcode: first & 15,
    key: hasKey ? bytes.subarray(size - 4, size) : undefined,
    length: Number(length),
  };
  return { head, size };
}

function faultOf(head: FrameHead, expected: Expected, inMessage: boolean): FrameFault | undefined {
  const { fin, opcode, reserved, length, key } = head;
  if (!KNOWN.has(opcode)) return 'reserved opcode';
  // Only the first frame of a message may say that it is compressed (RFC 7692).
  const allowed = isControl(opcode) || opcode === CONTINUATION ? 0 : (expected.allowed ?? 0);
  if ((reserved & ~allowed) !== 0) return 'reserved bits';
  if ((key !== undefined) !== expected.masked) return key ? 'masked' : 'not masked';
  if (isControl(opcode)) {
    if (!fin) return 'fragmented control frame';
    return length > LONGEST_CONTROL ? 'long control frame' : undefined;
  }
  if (opcode === CONTINUATION) return inMessage ? undefined : 'continuation of nothing';
  return inMessage ? 'message within a message' : undefined;
}

/** RFC 6455, 7.4: 1004, 1005, 1006 and 1015 are never sent, and what is not registered below 3000 neither. */
function closeFault(payload: Buffer): FrameFault | undefined {
  if (payload.length === 0) return undefined;
  if (payload.length === 1) return 'close payload';
  const code = payload.readUInt16BE(0);
  const isKnown =
    (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code < 5000);
  if (!isKnown) return 'close code';
  const check = textCheck();
  return check.more(payload.subarray(2)) && check.end() ? undefined : 'UTF-8';
}

interface TextCheck {
  readonly more: (bytes: Buffer) => boolean;
  readonly end: () => boolean;
}

/** Whether bytes are UTF-8, wherever they are cut. */
function textCheck(): TextCheck {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const accepts = (bytes: Buffer, stream: boolean) => {
    try {
      decoder.decode(bytes, { stream });
      return true;
    } catch {
      return false;
    }
  };
  return { more: (bytes) => accepts(bytes, true), end: () => accepts(Buffer.alloc(0), false) };
}

/** With the mask on, or off again; `at` is the place of the bytes in the payload. */
export function masked(bytes: Buffer, key: Buffer, at: number): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  for (let index = 0; index < bytes.length; index++) {
    out[index] = (bytes[index] ?? 0) ^ (key[(at + index) & 3] ?? 0);
  }
  return out;
}

/** The bytes before a payload. */
export function headBytes({ fin, reserved, opcode, key, length }: FrameHead): Buffer {
  const first = (fin ? 128 : 0) | (reserved << 4) | opcode;
  const mask = key ? 128 : 0;
  const size = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const head = Buffer.alloc(size);
  head[0] = first;
  if (size === 2) head[1] = mask | length;
  else if (size === 4) {
    head[1] = mask | 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = mask | 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return key ? Buffer.concat([head, key]) : head;
}
