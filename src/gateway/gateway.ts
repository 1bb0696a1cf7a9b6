import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createListener, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type Site, siteFor, subprotocolOf } from './sites.ts';

// A server behind a BIG-IP, for a rehearsal: it sends back what WebSockets bring, and tells its name.

export interface GatewaySettings {
  /** Told in every answer, so that a client sees who answered: `Gateway-1:8001`. */
  readonly name: string;
  readonly sites: readonly Site[];
  /** Stands in every plain answer: what monitors look for. */
  readonly words: readonly string[];
  /** Where it speaks TLS. */
  readonly certificate?: { readonly key: string; readonly certificate: string };
  /** Whether an answer to this address would go past the BIG-IP and be lost; then there is none. */
  readonly isLost?: (address: string) => boolean;
}

export interface Gateway {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** How many connections got no answer, since it would have gone past the BIG-IP. */
  readonly lost: () => number;
  /** Ends as a process does: it takes its connections along. */
  readonly stop: () => Promise<void>;
  /** On the same port again. */
  readonly start: () => Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** Starts a gateway on a free port of loopback; there is no way to have it elsewhere. */
export async function startGateway(settings: GatewaySettings): Promise<Gateway> {
  let lost = 0;
  const onLost = (): void => void (lost += 1);
  let running: Running | undefined = await run(settings, 0, onLost);
  const { port } = running;
  return {
    name: settings.name,
    address: LOOPBACK,
    port,
    lost: () => lost,
    stop: async () => {
      const ending = running;
      running = undefined;
      await ending?.stop();
    },
    start: async () => {
      running ??= await run(settings, port, onLost);
    },
  };
}

interface Running {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

async function run(settings: GatewaySettings, port: number, onLost: () => void): Promise<Running> {
  const service = serviceOf(settings);
  const sockets = new Set<Socket>();
  const server = createListener({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    // What gets no answer gets no handshake of TLS either.
    if (settings.isLost?.(socket.remoteAddress ?? '')) {
      onLost();
      return;
    }
    service.emit('connection', socket);
    socket.resume();
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail).listen({ host: LOOPBACK, port }, done);
  });
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : port,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.resetAndDestroy();
      }),
  };
}

/** What answers on connections that are handed to it; it does not listen by itself. */
function serviceOf(settings: GatewaySettings): Server {
  const { certificate } = settings;
  const server = certificate
    ? createSecureServer({ key: certificate.key, cert: certificate.certificate })
    : createServer();
  server.on('request', (request: IncomingMessage, response: ServerResponse) =>
    answerPlainly(settings, request, response),
  );
  server.on('upgrade', upgrades(settings));
  server.on('clientError', (_error: Error, socket: Duplex) => answerOddly(settings, socket));
  return server;
}

/** A page for people, and for monitors of HTTP. */
function answerPlainly(
  { name, words }: GatewaySettings,
  { method = '', url = '', headers, socket }: IncomingMessage,
  response: ServerResponse,
): void {
  const forwarded = headers['x-forwarded-for'];
  const lines = [
    `gateway ${name}`,
    `${method} ${url}`,
    `from ${socket.remoteAddress ?? ''}`,
    ...(forwarded === undefined ? [] : [`X-Forwarded-For: ${String(forwarded)}`]),
    ...words,
  ];
  response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Gateway': name });
  response.end(`${lines.join('\n')}\n`);
}

/** HTTP as monitors may write it: `GET /` and no more (HTTP/0.9), or a service of another kind. */
function answerOddly({ name, words }: GatewaySettings, socket: Duplex): void {
  if (!socket.writable) return;
  const body = [`gateway ${name}`, ...words, ''].join('\n');
  socket.end(`HTTP/1.0 200 OK\r\nX-Gateway: ${name}\r\nContent-Type: text/plain\r\n\r\n${body}`);
}

function upgrades(
  settings: GatewaySettings,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const { name, sites } = settings;
  const chosen = new WeakMap<IncomingMessage, Site>();
  const sessions = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered, request) => {
      const site = chosen.get(request);
      return site ? subprotocolOf(site, offered) : false;
    },
  });
  sessions.on('headers', (headers) => void headers.push(`X-Gateway: ${name}`));
  return (request, socket, head) => {
    const site = siteFor(sites, request);
    const status = site?.status ?? 404;
    if (!site || status !== 101) {
      refuse(name, status, socket);
      return;
    }
    chosen.set(request, site);
    sessions.handleUpgrade(request, socket, head, (session) => {
      session.on('error', () => undefined);
      session.on('message', (data, binary) => session.send(data, { binary }));
    });
  };
}

function refuse(name: string, status: number, socket: Duplex): void {
  const reason = STATUS_CODES[status] ?? '';
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nX-Gateway: ${name}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  );
}
