import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { createHash } from 'node:crypto';
import type { Certificate } from './certificates.ts';

/** A server that is told byte by byte what to do, as no library would do it. */
export interface RawServer {
  readonly port: number;
  /** The requests that came. */
  readonly requests: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Told of each request, with its head; answers as it likes. */
export type Answer = (socket: Socket, request: string) => void;

export async function startRaw(answer: Answer, certificate?: Certificate): Promise<RawServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    let head = '';
    socket.on('data', (data: Buffer) => {
      if (head.includes('\r\n\r\n')) return;
      head += data.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      requests.push(head);
      answer(socket, head);
    });
  };
  const server: Server = certificate
    ? createTlsServer({ key: certificate.key, cert: certificate.certificate }, serve)
    : createServer(serve);
  server.on('tlsClientError', () => undefined);
  const port = await new Promise<number>((done) => {
    server.listen(0, '127.0.0.1', () => {
      const at = server.address();
      done(typeof at === 'object' && at ? at.port : 0);
    });
  });
  const stop = (): Promise<void> =>
    new Promise((done) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => done());
    });
  return { port, requests, stop };
}

/** A header of a request; names in any case. */
export function headerOf(request: string, name: string): string {
  return new RegExp(`^${name}: *(.*?) *\r$`, 'im').exec(request)?.[1] ?? '';
}

/** The right answer to a request, with more lines or others. */
export function accepted(request: string, ...lines: readonly string[]): string {
  const key = headerOf(request, 'Sec-WebSocket-Key');
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const own = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
  return `${[...own, `Sec-WebSocket-Accept: ${accept}`, ...lines].join('\r\n')}\r\n\r\n`;
}

/** Accepts, then sends these bytes, and leaves the connection open. */
export const acceptThen =
  (...bytes: readonly Buffer[]): Answer =>
  (socket, request) => {
    socket.write(accepted(request));
    for (const one of bytes) socket.write(one);
  };

/** Answers with these lines, and a body. */
export const respond =
  (lines: readonly string[], body = ''): Answer =>
  (socket) => {
    socket.end(`${[...lines, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`);
  };
