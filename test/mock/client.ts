import { Agent, request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { Mock } from '../../src/mock/mock.ts';

// A bare HTTPS client for these tests: it trusts the mock's certificate and knows nothing of iControl.

export interface Reply {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The JSON body; throws where there is none. */
  json(): Record<string, unknown>;
}

export interface Client {
  readonly agent: Agent;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  get(path: string): Promise<Record<string, unknown>>;
  post(path: string, body: unknown): Promise<Record<string, unknown>>;
  patch(path: string, body: unknown): Promise<Record<string, unknown>>;
  /** Status and message of a refusal. */
  refused(method: string, path: string, body?: unknown): Promise<string>;
  /** Queues the commands and commits. */
  transaction(commands: readonly (readonly [string, string, unknown?])[]): Promise<Reply>;
}

export const BASIC = { Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` };

export function clientOf(mock: Mock, auth: Record<string, string> = BASIC): Client {
  const agent = new Agent({ keepAlive: true, ca: mock.certificate, maxSockets: 256 });
  const call: Client['call'] = (method, path, body, headers = {}) =>
    send(agent, mock, method, path, body, { ...auth, ...headers });
  const must = async (method: string, path: string, body?: unknown) => {
    const reply = await call(method, path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`);
    return reply.json();
  };
  return {
    agent,
    call,
    get: (path) => must('GET', path),
    post: (path, body) => must('POST', path, body),
    patch: (path, body) => must('PATCH', path, body),
    refused: async (method, path, body) => {
      const reply = await call(method, path, body);
      return `${reply.status} ${String(reply.json().message)}`;
    },
    transaction: async (commands) => {
      const { transId } = await must('POST', '/mgmt/tm/transaction', {});
      const header = { 'X-F5-REST-Coordination-Id': String(transId) };
      for (const [method, path, body] of commands) {
        const queued = await call(method, path, body, header);
        if (queued.status !== 200)
          throw new Error(`queue ${method} ${path}: ${queued.status} ${queued.text}`);
      }
      return call('PATCH', `/mgmt/tm/transaction/${String(transId)}`, { state: 'VALIDATING' });
    },
  };
}

function send(
  agent: Agent,
  mock: Mock,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Reply> {
  const bytes =
    body === undefined
      ? undefined
      : Buffer.isBuffer(body)
        ? body
        : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: mock.port,
        method,
        path,
        agent,
        headers: {
          ...(bytes ? { 'Content-Type': 'application/json', 'Content-Length': String(bytes.length) } : {}),
          ...headers,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const all = Buffer.concat(chunks);
          const text = all.toString('utf8');
          resolve({
            status: incoming.statusCode ?? 0,
            reason: incoming.statusMessage ?? '',
            headers: incoming.headers,
            bytes: all,
            text,
            json: () => JSON.parse(text) as Record<string, unknown>,
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}
