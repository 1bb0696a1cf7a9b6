import type { Duplex } from 'node:stream';
import type { Endpoint, Member } from '../contract.ts';
import { type ByteSource, byteSource } from '../message/source.ts';

/** A server side in use: what a request goes to and its response comes from. */
export interface Link {
  readonly stream: Duplex;
  readonly source: ByteSource;
  /** Undefined: another virtual server. */
  readonly member: Member | undefined;
  readonly pool: string | undefined;
  /** Full path of the other virtual server. */
  readonly virtual: string | undefined;
  readonly local: Endpoint;
  /** Milliseconds of the device's clock. */
  readonly openedAt: number;
  requests: number;
  readonly reset: () => void;
}

export function createLink(stream: Duplex, rest: Omit<Link, 'stream' | 'source' | 'requests'>): Link {
  return { ...rest, stream, source: byteSource(stream), requests: 0 };
}

export function isAlive({ stream }: Link): boolean {
  return !stream.destroyed && !stream.readableEnded && !stream.writableEnded;
}

/** In order; whatever still comes is not read. */
export function closeLink({ stream }: Link): void {
  stream.end(() => stream.destroy());
}
