import type { Socket } from 'node:net';
import { type Deadline, waiting } from '../deadline.ts';

/** What came next from the other side. `late`: nothing did in time. */
export type Arrival =
  | { readonly type: 'bytes'; readonly bytes: Buffer }
  | { readonly type: 'end' }
  | { readonly type: 'reset'; readonly code: string }
  | { readonly type: 'late' };

/** A connection that is read piece by piece. What is not asked for stays in the kernel, so memory is bounded. */
export interface Link {
  readonly read: (until: Deadline) => Promise<Arrival>;
  /** Puts back what was read too far. */
  readonly unread: (bytes: Buffer) => void;
  readonly write: (bytes: Buffer | string) => void;
  /** Sends what is written and a FIN. */
  readonly end: () => void;
  /** Ends it at once, whatever is under way. */
  readonly destroy: () => void;
}

const LATE: Arrival = { type: 'late' };

export function linkOf(socket: Socket, signal: AbortSignal): Link {
  const chunks: Buffer[] = [];
  let over: Arrival | undefined;
  let wake: () => void = () => undefined;
  const finish = (arrival: Arrival): void => {
    over ??= arrival;
    wake();
  };
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    socket.pause();
    wake();
  });
  socket.on('end', () => finish({ type: 'end' }));
  socket.on('error', (error) => finish({ type: 'reset', code: codeOf(error) }));
  socket.on('close', () => finish({ type: 'end' }));
  socket.pause();
  const arrived = (): Arrival | undefined => {
    const bytes = chunks.shift();
    return bytes ? { type: 'bytes', bytes } : over;
  };
  return {
    read: async (until) => {
      const there = arrived();
      if (there) return there;
      socket.resume();
      return waiting(until, signal, LATE, (done) => {
        wake = () => {
          const next = arrived();
          if (next) done(next);
        };
      }).finally(() => {
        wake = () => undefined;
      });
    },
    unread: (bytes) => {
      if (bytes.length > 0) chunks.unshift(bytes);
    },
    write: (bytes) => void socket.write(bytes),
    end: () => void socket.end(),
    destroy: () => void socket.destroy(),
  };
}

/** `ECONNRESET`, `ERR_SSL_…`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
