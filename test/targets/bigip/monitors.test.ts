import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asText, type ConfigObject } from '../../../src/model/object.ts';
import { version } from '../../../src/model/version.ts';
import { parseSpec } from '../../../src/spec/spec.ts';
import { desiredObjects } from '../../../src/targets/bigip/desired.ts';

/** The object that a monitor of the spec becomes; what is said where the schema refuses it. */
async function monitor(written: Readonly<Record<string, unknown>>): Promise<ConfigObject | string> {
  const text = JSON.stringify({ version: 1, name: 'm', monitors: { probe: written } });
  const parsed = await parseSpec({ text, file: 'spec.json', varsFile: undefined, vars: [], env: {} });
  if (Array.isArray(parsed)) return parsed.map(({ message }) => message).join('\n');
  const { objects } = desiredObjects(parsed.spec, version('17.1.2'), new Map());
  return [...objects.values()].find(({ path }) => path === '/Common/probe') ?? 'nothing';
}

/** What a member is sent: line ends are kept as the characters `\r\n` (device-facts: line-ends). */
async function request(written: Readonly<Record<string, unknown>>): Promise<string[] | undefined> {
  const found = await monitor({ type: 'websocket', ...written });
  if (typeof found === 'string') return undefined;
  const send = asText(found.fields.send);
  // Nothing that the device would have to change.
  expect(send).toMatch(/^[\x20-\x7e]*$/);
  return send.split(String.raw`\r\n`);
}

test('a websocket monitor is an http monitor that asks for an upgrade and wants 101', async () => {
  const found = await monitor({
    type: 'websocket',
    path: '/echo?x=1',
    host: 'gateway.example.com:8001',
    origin: 'http://www.example.com',
    subprotocol: ['amqp', 'v2.mqtt'],
    interval: 7,
    timeout: 22,
  });
  expect(found).toMatchObject({
    kind: 'ltm/monitor/http',
    fields: { defaultsFrom: '/Common/http', recv: 'HTTP/1.1 101', interval: 7, timeout: 22 },
  });
  expect(typeof found === 'string' ? found : asText(found.fields.send).split(String.raw`\r\n`)).toEqual([
    'GET /echo?x=1 HTTP/1.1',
    'Host: gateway.example.com:8001',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    expect.stringMatching(/^Sec-WebSocket-Key: [A-Za-z0-9+/]{22}==$/),
    'Origin: http://www.example.com',
    'Sec-WebSocket-Protocol: amqp, v2.mqtt',
    '',
    '',
  ]);
});

test('with tls it is an https monitor', async () => {
  expect(await monitor({ type: 'websocket', tls: true })).toMatchObject({
    kind: 'ltm/monitor/https',
    fields: { defaultsFrom: '/Common/https', recv: 'HTTP/1.1 101' },
  });
});

test('left out, the path is / and no origin and no subprotocol are sent', async () => {
  const lines = (await request({})) ?? [];
  expect(lines[0]).toBe('GET / HTTP/1.1');
  expect(lines[1]).toMatch(/^Host: \S+$/);
  expect(lines.join('\n')).not.toMatch(/Origin|Protocol/);
});

test.each(['icmp', 'tcp-half-open'])('%s', async (type) => {
  const parent = `/Common/${type.replaceAll('-', '_')}`;
  const found = await monitor({ type, interval: 10, timeout: 31 });
  expect(found).toMatchObject({
    kind: `ltm/monitor/${type}`,
    fields: { defaultsFrom: parent, interval: 10, destination: type === 'icmp' ? '*' : '*:*' },
  });
});

const HOSTILE = [
  ...['\r\nX: y', '\\r\\nX: y', '\n', '\\', '"', '$x', '[exec id]', '{', '}', ';', ' ', '\u0000', 'é', '日'],
  ...['/', '//', '?', '#', '%', ':', '@', 'x', 'HTTP/1.1', '`id`', '<b>', ',', '', '.'],
];

test('nothing written adds a line or a word to the request', async () => {
  const part = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 6 }));
  const text = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
  const spec = fc.record(
    {
      path: text.map((one) => `/${one}`),
      host: text,
      origin: text,
      subprotocol: fc.oneof(text, fc.array(text, { maxLength: 3 })),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(spec, async (written) => {
      const lines = await request(written);
      if (!lines) return;
      const names = lines.slice(1, -2).map((line) => line.split(': ')[0]);
      expect(lines[0]).toBe(`GET ${written.path ?? '/'} HTTP/1.1`);
      expect(lines.slice(-2)).toEqual(['', '']);
      expect(names).toEqual([
        'Host',
        'Connection',
        'Upgrade',
        'Sec-WebSocket-Version',
        'Sec-WebSocket-Key',
        ...(written.origin === undefined ? [] : ['Origin']),
        ...(written.subprotocol === undefined ? [] : ['Sec-WebSocket-Protocol']),
      ]);
      expect(lines.slice(1, -2).every((line) => /^[A-Za-z-]+: \S+(?:, \S+)*$/.test(line))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['path', 'echo'],
  ['path', '/a b'],
  ['path', '/x\\r\\nEvil: 1'],
  ['host', 'http://gateway'],
  ['host', ''],
  ['origin', 'www.example.com'],
  ['subprotocol', 'a b'],
  ['subprotocol', []],
  ['send', 'GET /'],
])('%s: %j is refused', async (key, value) => {
  expect(await monitor({ type: 'websocket', [key]: value })).toContain(key === 'send' ? 'send' : '');
  expect(typeof (await monitor({ type: 'websocket', [key]: value }))).toBe('string');
});
