import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { selfSigned } from '../../src/mock/server/certificate.ts';

/** A server on loopback that is no BIG-IP, or a broken one. */
export interface Liar {
  readonly port: number;
  readonly fingerprint: string;
  /** What it was asked, `POST /mgmt/shared/authn/login`. */
  readonly asked: readonly string[];
  readonly stop: () => Promise<void>;
}

export async function startLiar(
  answer: (request: IncomingMessage, reply: ServerResponse) => void,
): Promise<Liar> {
  const { key, certificate, fingerprint } = await selfSigned('127.0.0.1');
  const asked: string[] = [];
  const sockets = new Set<Duplex>();
  const server = createServer({ key, cert: certificate }, (request, reply) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer(request, reply);
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : 0,
    fingerprint,
    asked,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

export function json(reply: ServerResponse, status: number, body: unknown): void {
  reply.writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body));
}

export function html(reply: ServerResponse, status: number): void {
  reply
    .writeHead(status, { 'Content-Type': 'text/html' })
    .end('<html><head><title>Welcome</title></head></html>');
}
