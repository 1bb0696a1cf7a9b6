import type { Writable } from 'node:stream';
import { ConnectionOver, CUT } from './over.ts';

/** Writes, and waits while the other end reads slowly. */
export async function write(stream: Writable, bytes: Buffer): Promise<void> {
  if (stream.destroyed || stream.writableEnded) throw new ConnectionOver(CUT);
  if (bytes.length === 0 || stream.write(bytes)) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      stream.off('drain', go).off('close', go).off('error', go);
      resolve();
    };
    stream.on('drain', go).on('close', go).on('error', go);
  });
}
