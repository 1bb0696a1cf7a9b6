import { Agent, createServer, request } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { selfSigned } from '../../src/mock/server/certificate.ts';

/** What happens to one request: it passes, or it is refused in the place of the device. */
export type Fate = 'pass' | 'refused';

export interface Passing {
  readonly method: string;
  readonly url: string;
}

/** What becomes of one request on its way, and of its answer. */
export interface Twist {
  /** Done before it reaches the device. */
  readonly before?: (request: Passing) => Promise<unknown> | undefined;
  /** The answer in the place of the device, which never hears of it. */
  readonly instead?: (request: Passing) => object | undefined;
  /** What arrives of the JSON that the device answered. */
  readonly after?: (request: Passing, body: unknown) => unknown;
}

export interface Proxy {
  readonly port: number;
  readonly fingerprint: string;
  /** Another fate for each request from now on. */
  readonly restart: (fate: (request: Passing) => Fate) => void;
  /** The same, for requests that pass. */
  readonly twist: (twist: Twist) => void;
  readonly stop: () => Promise<void>;
}

interface Arrived {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8' };

/** Stands between the commands and a device on loopback, and refuses requests as told. */
export async function startProxy(target: { readonly port: number }): Promise<Proxy> {
  const { key, certificate, fingerprint } = await selfSigned('127.0.0.1');
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const sockets = new Set<Duplex>();
  let fateOf: (request: Passing) => Fate = () => 'pass';
  let twist: Twist = {};
  const server = createServer({ key, cert: certificate }, (asked, reply) => {
    void handle(asked, reply).catch(() => reply.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  async function handle(asked: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await bytesOf(asked);
    const passing = { method: asked.method ?? '', url: asked.url ?? '' };
    if (fateOf(passing) === 'refused') {
      refuse(reply);
      return;
    }
    await twist.before?.(passing);
    const instead = twist.instead?.(passing);
    const answer = instead
      ? { status: 200, headers: JSON_TYPE, body: Buffer.from(JSON.stringify(instead)) }
      : twisted(passing, await forward(asked, body));
    reply.writeHead(answer.status, answer.headers).end(answer.body);
  }

  async function forward(asked: IncomingMessage, body: Buffer): Promise<Arrived> {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const { method, url: path, headers } = asked;
      request({ host: '127.0.0.1', port: target.port, method, path, headers, agent }, resolve)
        .on('error', reject)
        .end(body);
    });
    return { status: answer.statusCode ?? 500, headers: answer.headers, body: await bytesOf(answer) };
  }

  function twisted(passing: Passing, answer: Arrived): Arrived {
    if (!twist.after || answer.body.length === 0 || !answer.headers['content-type']?.includes('json'))
      return answer;
    const body = Buffer.from(JSON.stringify(twist.after(passing, JSON.parse(answer.body.toString('utf8')))));
    return { ...answer, headers: { ...answer.headers, 'content-length': String(body.length) }, body };
  }

  const proxy: Proxy = {
    get port() {
      const bound = server.address();
      return typeof bound === 'object' && bound ? bound.port : 0;
    },
    fingerprint,
    restart: (fate) => {
      fateOf = fate;
      twist = {};
    },
    twist: (next) => {
      twist = next;
    },
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
