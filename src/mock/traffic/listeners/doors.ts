import { createServer, type Server, type Socket } from 'node:net';
import type { Endpoint } from '../contract.ts';
import { textOf } from '../places/endpoint.ts';
import { listenAt } from '../places/loopback.ts';

// The listeners themselves: opened and closed one by one, so that those that stay never miss a connection.

export interface Doors {
  /** Listens at these and no others; tells of each that could not be opened why. */
  follow(
    wanted: readonly { readonly real: Endpoint; readonly at: Endpoint }[],
  ): Promise<ReadonlyMap<string, string>>;
  close(): void;
}

export function createDoors(onConnection: (client: Socket, real: Endpoint) => void): Doors {
  const open = new Map<string, { readonly server: Server; readonly real: Endpoint }>();
  // Stops listening at once; connections that are there go on.
  const shut = (key: string) => {
    open.get(key)?.server.close();
    open.delete(key);
  };
  return {
    follow: async (wanted) => {
      const failed = new Map<string, string>();
      const keys = new Map(wanted.map((one) => [textOf(one.at), one]));
      for (const [key, { real }] of open) {
        const kept = keys.get(key);
        if (!kept || textOf(kept.real) !== textOf(real)) shut(key);
      }
      for (const [key, { real, at }] of keys) {
        if (open.has(key)) continue;
        const server = createServer({ allowHalfOpen: true, noDelay: true });
        server.on('connection', (client) => onConnection(client, real));
        try {
          await listenAt(server, at);
          server.on('error', () => undefined);
          open.set(key, { server, real });
        } catch (error) {
          failed.set(key, reasonOf(error, key));
        }
      }
      return failed;
    },
    close: () => [...open.keys()].forEach(shut),
  };
}

function reasonOf(error: unknown, at: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return `${at} is in use by another program`;
  if (code === 'EACCES') return `${at} is a port that needs more rights: map it to one above 1023`;
  return `cannot listen on ${at}: ${code || String(error)}`;
}
