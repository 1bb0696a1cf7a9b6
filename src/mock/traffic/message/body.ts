import type { RequestHead, ResponseHead } from './head.ts';
import { valuesOf, wordsOf } from './headers.ts';
import type { ByteSource } from './source.ts';

/** How the end of a body is known. */
export type Framing =
  { readonly by: 'length'; readonly bytes: number } | { readonly by: 'chunks' } | { readonly by: 'close' };

const NONE: Framing = { by: 'length', bytes: 0 };

/** Undefined: lengths that contradict each other, or codings after chunked. */
export function requestFraming(head: RequestHead): Framing | undefined {
  return framing(head, NONE);
}

export function responseFraming(head: ResponseHead, method: string): Framing | undefined {
  const { status } = head;
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return NONE;
  return framing(head, { by: 'close' });
}

function framing(head: Pick<RequestHead, 'headers'>, unsaid: Framing): Framing | undefined {
  const codings = wordsOf(head.headers, 'Transfer-Encoding');
  if (codings.includes('chunked')) return codings.at(-1) === 'chunked' ? { by: 'chunks' } : undefined;
  const lengths = new Set(
    valuesOf(head.headers, 'Content-Length').flatMap((value) => value.split(/\s*,\s*/)),
  );
  const [length] = lengths;
  if (length === undefined) return unsaid;
  return lengths.size === 1 && /^\d{1,15}$/.test(length)
    ? { by: 'length', bytes: Number(length) }
    : undefined;
}

/** Follows a body through the bytes that carry it. */
interface Meter {
  /** How many of the bytes belong to it; undefined: they cannot. */
  readonly take: (bytes: Buffer) => number | undefined;
  readonly done: () => boolean;
}

function lengthMeter(bytes: number): Meter {
  let left = bytes;
  return {
    take: (chunk) => {
      const used = Math.min(left, chunk.length);
      left -= used;
      return used;
    },
    done: () => left === 0,
  };
}

const LONGEST_LINE = 8192;

/** Chunks with their sizes and trailers, which are passed on as they are; `content` hears what is inside. */
function chunkMeter(content: (bytes: Buffer) => void): Meter {
  let state: 'size' | 'data' | 'after' | 'trailer' | 'done' = 'size';
  let left = 0;
  let line = '';
  const endOfLine = (): boolean => {
    const text = line.replace(/\r$/, '');
    line = '';
    if (state === 'after') state = 'size';
    else if (state === 'trailer') state = text === '' ? 'done' : 'trailer';
    else {
      const size = /^([0-9a-f]{1,12})\s*(;.*)?$/i.exec(text)?.[1];
      if (size === undefined) return false;
      left = parseInt(size, 16);
      state = left === 0 ? 'trailer' : 'data';
      return true;
    }
    return text === '' || state === 'trailer';
  };
  return {
    take: (bytes) => {
      let at = 0;
      while (at < bytes.length && state !== 'done') {
        if (state === 'data') {
          const piece = bytes.subarray(at, at + left);
          content(piece);
          at += piece.length;
          left -= piece.length;
          if (left === 0) state = 'after';
          continue;
        }
        const end = bytes.indexOf(10, at);
        line += bytes.toString('latin1', at, end < 0 ? bytes.length : end);
        at = end < 0 ? bytes.length : end + 1;
        if (line.length > LONGEST_LINE || (end >= 0 && !endOfLine())) return undefined;
      }
      return at;
    },
    done: () => state === 'done',
  };
}

function meterOf(framing: Framing, content: (bytes: Buffer) => void): Meter {
  if (framing.by === 'length') return lengthMeter(framing.bytes);
  if (framing.by === 'chunks') return chunkMeter(content);
  return { take: (bytes) => bytes.length, done: () => false };
}

export type Passed = 'done' | 'cut' | 'malformed';

/** Passes a body on as it comes, chunk sizes and all. */
export async function passBody(
  source: ByteSource,
  framing: Framing,
  write: (bytes: Buffer) => Promise<void>,
): Promise<Passed> {
  const meter = meterOf(framing, () => undefined);
  while (!meter.done()) {
    const chunk = await source.next();
    if (!chunk) return framing.by === 'close' ? 'done' : 'cut';
    const used = meter.take(chunk);
    if (used === undefined) return 'malformed';
    await write(chunk.subarray(0, used));
    source.unread(chunk.subarray(used));
  }
  return 'done';
}

/** The content of a body for a rule that collects it; of chunks always all. */
export async function collectBody(
  source: ByteSource,
  framing: Framing,
  wanted: number | undefined,
): Promise<{ readonly content: Buffer; readonly rest: Framing } | Passed> {
  const pieces: Buffer[] = [];
  const meter = meterOf(framing, (bytes) => pieces.push(bytes));
  let length = 0;
  const limit = framing.by === 'chunks' ? Infinity : (wanted ?? Infinity);
  while (!meter.done() && length < limit) {
    const chunk = await source.next();
    if (!chunk) {
      if (framing.by === 'close') return { content: Buffer.concat(pieces), rest: NONE };
      return 'cut';
    }
    const piece = chunk.subarray(0, limit - length);
    const used = meter.take(piece);
    if (used === undefined) return 'malformed';
    if (framing.by !== 'chunks') pieces.push(piece.subarray(0, used));
    length += used;
    source.unread(chunk.subarray(used));
  }
  const rest = framing.by === 'length' ? { by: framing.by, bytes: framing.bytes - length } : framing;
  return { content: Buffer.concat(pieces), rest: framing.by === 'chunks' ? NONE : rest };
}
