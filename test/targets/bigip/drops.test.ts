import { Agent, request as forward } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { EXIT } from '../../../src/exit.ts';
import { type Device, startDevice } from '../../harness/device.ts';
import { type Liar, startLiar } from '../../harness/liar.ts';

// Plans and applies on a mock behind a server that says how many connections are alive.

let device: Device;
let busy: Liar;
/** What is said of `curConns`. */
let alive: number | 'broken';
const agent = new Agent({ rejectUnauthorized: false });

function answer(asked: IncomingMessage, reply: ServerResponse): void {
  const { method, url: path = '', headers } = asked;
  const passed = forward(
    { host: '127.0.0.1', port: device.mock.port, method, path, headers, agent },
    (got) => {
      void text(got).then((body) => {
        if (!path.endsWith('/stats')) return reply.writeHead(got.statusCode ?? 500, got.headers).end(body);
        if (alive === 'broken') return reply.writeHead(500).end('<html></html>');
        const told = body.replaceAll(/(side\.curConns":\{"value":)0/g, `$1${alive}`);
        return reply.writeHead(200, { 'content-type': 'application/json' }).end(told);
      });
    },
  );
  asked.pipe(passed);
}

beforeAll(async () => {
  device = await startDevice();
  busy = await startLiar(answer);
});
beforeEach(async () => {
  alive = 0;
  device.reset();
  expect((await device.apply(spec())).code).toBe(EXIT.done);
  device.log.length = 0;
});
afterAll(async () => {
  agent.destroy();
  await busy.stop();
  await device.stop();
});

function spec(web: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    version: 1,
    name: 'web',
    nodes: { a: '10.0.0.1' },
    pools: { app: { monitors: ['/Common/tcp'], members: { a: 8001 } } },
    virtualServers: {
      web: { destination: '203.0.113.10', port: 80, websocket: 'native', pool: 'app', ...web },
    },
  };
}

const DISABLED = spec({ enabled: false });
const GONE = { ...spec(), virtualServers: {} };

const statsRead = () => device.log.filter(({ url }) => url.includes('/stats')).map(({ url }) => url);

test('a plan tells the connections, read once for each kind', async () => {
  alive = 17;
  const { out } = await device.diff(DISABLED, { via: busy });
  expect(out).toContain('refuses new connections (17 live)');
  expect(out).toContain('1 of them refuses new connections. 17 live connections on virtual servers.');
  expect(statsRead()).toEqual(['/mgmt/tm/ltm/virtual/stats']);
});

test('nothing is read where nobody is cut or refused', async () => {
  const { out } = await device.diff(spec({ description: 'x' }), { via: busy });
  expect(out).toContain('No live connection is cut.');
  expect(statsRead()).toEqual([]);
});

test.each([
  [DISABLED, 'drop', EXIT.done],
  [DISABLED, 'refuse', EXIT.differences],
  [GONE, 'drop', EXIT.differences],
  [GONE, 'refuse', EXIT.differences],
  [spec({ description: 'x' }), 'refuse', EXIT.done],
] as const)('%#: a gate for CI', async (input, failOn, code) => {
  expect((await device.diff(input, { flags: { failOn } })).code).toBe(code);
});

test.each([
  [17, '1 change cuts or refuses connections (17 live connections on virtual servers)'],
  ['broken', '1 change cuts or refuses connections (live connections not counted)'],
] as const)('%s connections and nobody to ask: refused', async (count, words) => {
  alive = count;
  const { code, error } = await device.apply(DISABLED, { via: busy });
  expect(code).toBe(EXIT.refused);
  expect(error).toContain(`refused: ${words}; nothing was changed`);
  expect(error).toContain('--allow-drops');
  expect(device.log.filter(({ method, url }) => method !== 'GET' && url.includes('/mgmt/tm/'))).toEqual([]);
});

test('--allow-drops goes ahead', async () => {
  alive = 17;
  const { code } = await device.apply(DISABLED, { via: busy, flags: { allowDrops: true } });
  expect(code).toBe(EXIT.done);
});

test('without a connection nothing more is needed', async () => {
  expect((await device.apply(GONE, { via: busy })).code).toBe(EXIT.done);
});

test('destroy is exempt', async () => {
  alive = 17;
  expect((await device.destroy(spec(), { via: busy })).code).toBe(EXIT.done);
});

test('on a terminal no is an answer', async () => {
  const { code, error } = await device.apply(DISABLED, { via: busy, answer: false, flags: { yes: false } });
  expect(code).toBe(EXIT.interrupted);
  expect(error).toContain('not applied: the answer was no');
  expect((await device.apply(DISABLED, { via: busy, answer: true, flags: { yes: false } })).code).toBe(
    EXIT.done,
  );
});
