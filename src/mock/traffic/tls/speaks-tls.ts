import type { Duplex } from 'node:stream';

const HANDSHAKE = 22;

/** Whether a client begins with a TLS handshake; its first bytes stay in the stream. */
export async function speaksTls(client: Duplex): Promise<boolean> {
  for (;;) {
    const bytes: unknown = client.read();
    if (Buffer.isBuffer(bytes)) {
      client.unshift(bytes);
      return bytes[0] === HANDSHAKE;
    }
    if (client.readableEnded || client.destroyed) return false;
    await new Promise<void>((resolve) => {
      const go = () => {
        client.off('readable', go).off('end', go).off('close', go);
        resolve();
      };
      client.on('readable', go).on('end', go).on('close', go);
    });
  }
}
