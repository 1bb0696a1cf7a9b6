import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { accepted, headerOf, type RawServer, startRaw } from './raw-server.ts';
import { briefly, CHECKS, findingsOf, sessionAt, SHORT } from './run.ts';

// Servers of another hand: the `ws` package knows what a client may send, and refuses the rest.

let stop: () => void = () => undefined;
afterEach(() => {
  stop();
  stop = () => undefined;
});

interface Service {
  readonly port: number;
  readonly requests: IncomingMessage[];
  readonly errors: Error[];
}

async function start(
  serve: (socket: WebSocket, request: IncomingMessage, count: number) => void,
  options: object = {},
): Promise<Service> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 4 * 1024 * 1024, ...options });
  const requests: IncomingMessage[] = [];
  const errors: Error[] = [];
  server.on('connection', (socket, request) => {
    requests.push(request);
    socket.on('error', (error) => errors.push(error));
    serve(socket, request, requests.length);
  });
  await new Promise((done) => server.once('listening', done));
  stop = () => {
    for (const client of server.clients) client.terminate();
    server.close();
  };
  const at = server.address();
  return { port: typeof at === 'object' && at ? at.port : 0, requests, errors };
}

const echo = (socket: WebSocket): void => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
};

/** The TCP connection below, which `ws` does not give out. */
function connectionOf(socket: WebSocket): Socket {
  const found: unknown = Reflect.get(socket, '_socket');
  if (!(found instanceof Socket)) throw new Error('ws keeps its socket elsewhere now');
  return found;
}

const LIVE = ['tcp passed', 'upgrade passed', 'ping passed'];

describe('a good service', () => {
  it('that echoes passes everything, and is sent nothing wrong', async () => {
    const { port, requests, errors } = await start(echo);
    const findings = await findingsOf(sessionAt(port, { timeout: 10_000 }), { echo: true });
    expect(briefly(findings)).toEqual([...LIVE, 'echo passed', 'close passed', 'reconnect passed']);
    expect(errors).toEqual([]);
    expect(requests).toHaveLength(3);
    const [, , , echoed, , again] = findings;
    expect(echoed?.message).toMatch(
      /^14 messages of 0 bytes to 1 MiB came back; a small one takes half within/,
    );
    expect(echoed?.times).toMatchObject({ count: 20 });
    expect(again?.message).toMatch(
      /^2 of 2 connections opened and closed; a handshake takes half within [\d.]+ ms/,
    );
  });

  it('that says something first passes too', async () => {
    const { port } = await start((socket) => {
      socket.send('welcome');
      socket.ping();
      echo(socket);
    });
    const findings = await findingsOf(sessionAt(port, { timeout: 10_000 }), { echo: true });
    expect(findings.map(({ verdict }) => verdict)).not.toContain('failed');
  });

  it('is asked as the spec says', async () => {
    const { port, requests } = await start(echo, { handleProtocols: () => 'v2' });
    const asked = { path: '/chat?room=1', host: 'ws.example.com', origin: 'https://www.example.com' };
    const settings = { ...asked, subprotocols: ['v1', 'v2'], headers: { Authorization: 'Bearer abc' } };
    const findings = await findingsOf(sessionAt(port, settings));
    expect(findings[1]?.message).toMatch(/^101, subprotocol v2 after/);
    const [request] = requests;
    expect(request?.url).toBe('/chat?room=1');
    expect(request?.headers).toMatchObject({
      host: 'ws.example.com',
      origin: 'https://www.example.com',
      'sec-websocket-protocol': 'v1, v2',
      authorization: 'Bearer abc',
      'sec-websocket-version': '13',
    });
    expect(request?.headers).not.toHaveProperty('sec-websocket-extensions');
    const keys = requests.map(({ headers }) => headers['sec-websocket-key']);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('that refuses as it should passes, and nothing more is asked of it', async () => {
    const { port } = await start(echo, { verifyClient: () => false });
    const findings = await findingsOf(sessionAt(port, { status: 401 }));
    expect(briefly(findings)).toEqual(['tcp passed', 'upgrade passed']);
    expect(findings[1]?.message).toMatch(/^401 after/);
  });
});

describe('coming back', () => {
  it('one member of several that is at fault shows', async () => {
    const { port } = await start((socket, _request, count) => {
      if (count % 3 === 0) socket.terminate();
    });
    const findings = await findingsOf(sessionAt(port), { load: { count: 9, concurrency: 3, rate: 1000 } });
    expect(briefly(findings).at(-1)).toBe('reconnect reconnect/failed');
    expect(findings.at(-1)?.message).toMatch(/^6 of 9 connections opened and closed; 3 times: /);
  });

  it('no more at once, and no more a second, than asked for', async () => {
    let [open, most] = [0, 0];
    const { port } = await start((socket) => {
      most = Math.max(most, ++open);
      socket.on('close', () => open--);
    });
    const started = performance.now();
    await findingsOf(sessionAt(port), { load: { count: 8, concurrency: 2, rate: 20 } });
    expect(performance.now() - started).toBeGreaterThan(300);
    expect(most).toBeLessThanOrEqual(2);
  });
});

describe('cookies of the device', () => {
  /** The member of a new client by turns; one that comes with a cookie, as `returns` says. */
  const balanced = (returns: (cookie: string) => string | undefined): Promise<RawServer> => {
    let turn = 0;
    const members = ['335811594.16671.0000', '352588810.16671.0000'];
    return startRaw((socket, request) => {
      const cookie = headerOf(request, 'Cookie');
      const value = cookie === '' ? `BIGipServerweb=${members[turn++ % 2] ?? ''}` : returns(cookie);
      socket.write(
        accepted(request, ...(value === undefined ? [] : [`Set-Cookie: ${value}; path=/; HttpOnly`])),
      );
      socket.on('data', (data: Buffer) => {
        const opcode = (data[0] ?? 0) & 15;
        const length = (data[1] ?? 0) & 127;
        const payload = data.subarray(6, 6 + length).map((one, at) => one ^ (data[2 + (at % 4)] ?? 0));
        const answer = opcode === 9 ? 0x8a : 0x88;
        socket.write(Buffer.concat([Buffer.from([answer, length]), payload]));
        if (opcode === 8) socket.end();
      });
    });
  };
  const sticky = { cookieName: '' };
  const load = { count: 4, concurrency: 1, rate: 1000 };

  it('tell the members that new clients came to', async () => {
    const server = await balanced((cookie) => cookie);
    stop = () => void server.stop();
    const findings = await findingsOf(sessionAt(server.port), { sticky, load });
    expect(briefly(findings)).toEqual([...LIVE, 'close passed', 'reconnect passed', 'stickiness passed']);
    expect(findings[4]?.message).toMatch(/to 10\.20\.4\.20:8001 × 2, 10\.20\.4\.21:8001 × 2$/);
    expect(findings[5]?.message).toBe('3 times with its cookie to 10.20.4.21:8001 again');
  });

  it('that the device does not repeat are right too', async () => {
    const server = await balanced(() => undefined);
    stop = () => void server.stop();
    expect(briefly(await findingsOf(sessionAt(server.port), { sticky })).at(-1)).toBe('stickiness passed');
  });

  it('that lead elsewhere are told', async () => {
    const server = await balanced(() => 'BIGipServerweb=1677787402.36895.0000');
    stop = () => void server.stop();
    const findings = await findingsOf(sessionAt(server.port), { sticky, load });
    expect(briefly(findings).at(-1)).toBe('stickiness stickiness/moved');
    expect(findings.at(-1)?.message).toContain('it came to 10.1.1.100:8080');
  });

  it('that do not come leave stickiness untested', async () => {
    const { port } = await start(echo);
    const findings = await findingsOf(sessionAt(port), { sticky });
    expect(findings.at(-1)).toMatchObject({ rule: 'stickiness/no-cookie', verdict: 'not-tested' });
  });
});

describe('a silent connection', () => {
  const held = async (serve: (socket: WebSocket) => void, idle = 300) => {
    const { port } = await start((socket, _request, count) => {
      // The first ones are for the checks before.
      if (count > 1 + CHECKS.load.count) serve(socket);
    });
    return (await findingsOf(sessionAt(port), { idle })).at(-1);
  };

  it('that stays open passes', async () => {
    const found = await held(echo);
    expect(found).toMatchObject({ check: 'idle', verdict: 'passed' });
    expect(found?.message).toMatch(/^open after ((29|[3-9]\d)\d ms|[\d.]+ s) of silence$/);
  });

  it.each<[string, string, (socket: WebSocket) => void, RegExp]>([
    ['by the service', 'idle/close-frame', (socket) => socket.close(4000, 'idle'), /close frame 4000: idle/],
    ['by a FIN', 'idle/end', (socket) => connectionOf(socket).end(), /ended the connection without/],
    ['by a reset', 'idle/reset', (socket) => connectionOf(socket).resetAndDestroy(), /was reset/],
  ])('that is cut %s is told, and when', async (_name, rule, cut, says) => {
    const found = await held((socket) => void setTimeout(() => cut(socket), 100), 5000);
    expect(found).toMatchObject({ check: 'idle', verdict: 'failed', rule });
    expect(found?.message).toMatch(/^after [\d.]+ m?s of silence/);
    expect(found?.message).toMatch(says);
  });

  it('that nobody answers any more is told', async () => {
    const { port } = await start((socket, _request, count) => {
      if (count > 1 + CHECKS.load.count) connectionOf(socket).removeAllListeners('data');
    });
    expect((await findingsOf(sessionAt(port, { timeout: SHORT }), { idle: 100 })).at(-1)).toMatchObject({
      rule: 'idle/dead',
    });
  });
});
