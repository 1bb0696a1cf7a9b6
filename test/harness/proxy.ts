import { Agent, createServer, request } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { selfSigned } from '../../src/mock/server/certificate.ts';

/** What happens to one request: it passes, or it is lost before or after its effect, or it is refused. */
export type Fate = 'pass' | 'lost' | 'answer lost' | 'refused';

export interface Passing {
  /** Counted from 1, in the order of arrival. */
  readonly number: number;
  readonly method: string;
  readonly url: string;
  readonly transaction: boolean;
}

export interface Proxy {
  readonly port: number;
  readonly fingerprint: string;
  readonly seen: readonly Passing[];
  /** Starts to count again, with another fate for each request. */
  readonly restart: (fate: (request: Passing) => Fate) => void;
  /** Awaited after each request that took effect, before it is answered. */
  onEffect: (request: Passing) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Stands between the commands and a device on loopback, and loses requests as told. */
export async function startProxy(target: { readonly port: number }): Promise<Proxy> {
  const { key, certificate, fingerprint } = await selfSigned('127.0.0.1');
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const sockets = new Set<Duplex>();
  let seen: Passing[] = [];
  let fateOf: (request: Passing) => Fate = () => 'pass';
  const server = createServer({ key, cert: certificate }, (asked, reply) => {
    void handle(asked, reply).catch(() => reply.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  async function handle(asked: IncomingMessage, reply: ServerResponse): Promise<void> {
    const passing: Passing = {
      number: seen.length + 1,
      method: asked.method ?? '',
      url: asked.url ?? '',
      transaction: 'x-f5-rest-coordination-id' in asked.headers,
    };
    seen.push(passing);
    const body = await bytesOf(asked);
    const fate = fateOf(passing);
    if (fate === 'lost') return void reply.destroy();
    if (fate === 'refused') {
      refuse(reply);
      return;
    }
    const answer = await forward(asked, body);
    await proxy.onEffect(passing);
    if (fate === 'answer lost') return void reply.destroy();
    reply.writeHead(answer.status, answer.headers).end(answer.body);
  }

  async function forward(asked: IncomingMessage, body: Buffer) {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const { method, url: path, headers } = asked;
      request({ host: '127.0.0.1', port: target.port, method, path, headers, agent }, resolve)
        .on('error', reject)
        .end(body);
    });
    return { status: answer.statusCode ?? 500, headers: answer.headers, body: await bytesOf(answer) };
  }

  const proxy: Proxy = {
    get port() {
      const bound = server.address();
      return typeof bound === 'object' && bound ? bound.port : 0;
    },
    fingerprint,
    get seen() {
      return seen;
    },
    restart: (fate) => {
      seen = [];
      fateOf = fate;
    },
    onEffect: () => Promise.resolve(),
    stop: async () => {
      agent.destroy();
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return proxy;
}

function refuse(reply: ServerResponse): void {
  const message = 'out of memory';
  reply
    .writeHead(500, { 'Content-Type': 'application/json' })
    .end(JSON.stringify({ code: 500, message, errorStack: [], apiError: 1 }));
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
