import type { Readable } from 'node:stream';

/** Bytes of one side, asked for piece by piece; nothing flows that nobody asked for. */
export interface ByteSource {
  /** What is there or comes next; undefined at the end, however it came. */
  readonly next: () => Promise<Buffer | undefined>;
  /** Puts bytes back in front. */
  readonly unread: (bytes: Buffer) => void;
  /** Whether bytes wait that nobody asked for yet. */
  readonly waiting: () => boolean;
  /** Lets go of the stream; what was put back is in it again. */
  readonly release: () => void;
}

export function byteSource(stream: Readable): ByteSource {
  let pending: Buffer | undefined;
  let ended = stream.destroyed || stream.readableEnded;
  let wake: (() => void) | undefined;
  const stir = () => {
    wake?.();
    wake = undefined;
  };
  const finish = () => {
    ended = true;
    stir();
  };
  stream.on('readable', stir).on('end', finish).on('error', finish).on('close', finish);

  const take = (): Buffer | undefined => {
    const own = pending;
    pending = undefined;
    if (own) return own;
    const chunk: unknown = stream.read();
    return Buffer.isBuffer(chunk) ? chunk : undefined;
  };
  return {
    next: async () => {
      for (;;) {
        const chunk = take();
        if (chunk && chunk.length > 0) return chunk;
        if (ended) return undefined;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    unread: (bytes) => {
      if (bytes.length > 0) pending = pending ? Buffer.concat([bytes, pending]) : bytes;
    },
    waiting: () => (pending?.length ?? 0) + stream.readableLength > 0,
    release: () => {
      stream.off('readable', stir).off('end', finish).off('error', finish).off('close', finish);
      if (pending) stream.unshift(pending);
      pending = undefined;
      ended = true;
      stir();
    },
  };
}
