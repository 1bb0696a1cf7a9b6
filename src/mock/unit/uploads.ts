import { rest } from '../wire/errors.ts';

// Files that were uploaded in chunks. They live in memory under their bare name: no name reaches a disk.

const MOST_BYTES = 64 * 1024 * 1024;

interface Upload {
  readonly size: number;
  readonly chunks: Buffer[];
  received: number;
}

export interface Received {
  readonly total: number;
  readonly received: number;
  readonly chunks: number;
  readonly content: Buffer | undefined;
}

export class Uploads {
  readonly #open = new Map<string, Upload>();
  readonly #files = new Map<string, Buffer>();

  /** One chunk: in order, without gaps, and all for the same size; it may begin with what was sent already. */
  receive(folder: string, name: string, range: Range, body: Buffer): Received {
    const key = `${folder}/${name}`;
    if (range.size > MOST_BYTES) throw rest(400, `The mock takes files of at most ${MOST_BYTES} bytes.`);
    if (range.end - range.start + 1 !== body.length)
      throw rest(400, 'Content-Range does not match the length of the body');
    const open = range.start === 0 ? { size: range.size, chunks: [], received: 0 } : this.#open.get(key);
    if (open?.size !== range.size || open.received < range.start) {
      throw rest(400, 'Content-Range does not continue the upload');
    }
    const fresh = body.subarray(open.received - range.start);
    open.chunks.push(fresh);
    open.received += fresh.length;
    this.#open.set(key, open);
    if (open.received < open.size)
      return { total: open.size, received: open.received, chunks: open.chunks.length, content: undefined };
    this.#open.delete(key);
    const content = Buffer.concat(open.chunks);
    this.#files.set(key, content);
    return { total: open.size, received: open.received, chunks: open.chunks.length, content };
  }

  get(folder: string, name: string): Buffer | undefined {
    return this.#files.get(`${folder}/${name}`);
  }

  put(folder: string, name: string, content: Buffer): void {
    this.#files.set(`${folder}/${name}`, content);
  }

  remove(folder: string, name: string): void {
    this.#files.delete(`${folder}/${name}`);
  }

  clear(): void {
    this.#open.clear();
    this.#files.clear();
  }
}

export interface Range {
  readonly start: number;
  readonly end: number;
  readonly size: number;
}

/** `0-524287/0`, with or without a unit in front: what F5's clients send in the request's Content-Range. */
export function parseRange(header: string | undefined): Range | undefined {
  const match = /^(?:bytes[ =])?(\d{1,12})-(\d{1,12})\/(\d{1,12}|\*)$/.exec(header ?? '');
  if (!match) return undefined;
  return { start: Number(match[1]), end: Number(match[2]), size: match[3] === '*' ? 0 : Number(match[3]) };
}

/** A file's name as it may stand in an address: one segment, nothing that leads elsewhere. */
export function isFileName(name: string): boolean {
  return /^[\w@+=,~-][\w.@+=,~ -]{0,254}$/.test(name) && !name.includes('..');
}
