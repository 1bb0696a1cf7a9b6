import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuleEffect } from '../../../../src/mock/traffic/contract.ts';
import { engineForTests, FACTS, hasTclsh, once } from './running.ts';

// What a rule does: a body of HTTP_REQUEST and its effects, in order.

const engine = engineForTests();
const headers = FACTS.http?.headers ?? [];
const server = [['Server', 'BigIP']] as const;
const ended = (bytes: number) =>
  [
    ['Connection', 'close'],
    ['Content-Length', String(bytes)],
  ] as const;

const EFFECTS: readonly (readonly [string, ...RuleEffect[]])[] = [
  ['pool p', { do: 'pool', pool: '/Common/p' }],
  [
    'pool /Common/p member 10.0.0.3 8001',
    { do: 'pool', pool: '/Common/p', member: { address: '10.0.0.3', port: 8001 } },
  ],
  ['pool p member 10.0.0.2', { do: 'pool', pool: '/Common/p', member: { address: '10.0.0.2', port: 8001 } }],
  ['node 10.9.9.9 81', { do: 'node', address: '10.9.9.9', port: 81 }],
  ['node 10.9.9.9:82', { do: 'node', address: '10.9.9.9', port: 82 }],
  ['node 2001:db8::9 83', { do: 'node', address: '2001:db8::9', port: 83 }],
  ['virtual other', { do: 'virtual', virtual: '/Common/other' }],
  ['snat automap', { do: 'snat', to: 'automap' }],
  ['snat none', { do: 'snat', to: 'none' }],
  ['snat 10.1.1.1', { do: 'snat', to: { address: '10.1.1.1' } }],
  ['snatpool sp', { do: 'snat', to: { pool: '/Common/sp' } }],
  ['use pool q', { do: 'pool', pool: '/Common/q' }],
  ['persist none', { do: 'persist', method: 'none' }],
  ['persist uie [HTTP::cookie session] 1800', { do: 'persist', method: 'uie', key: 'abc==', timeoutS: 1800 }],
  [
    'persist cookie insert name "1d 00:00:01"',
    { do: 'persist', method: 'cookie', key: 'name', timeoutS: 86_401 },
  ],
  ['persist source_addr 60', { do: 'persist', method: 'source_addr', timeoutS: 60 }],
  [
    'persist source_addr 255.255.255.0 60',
    { do: 'persist', method: 'source_addr', key: '255.255.255.0', timeoutS: 60 },
  ],
  [
    'HTTP::header insert X-A 1 X-B "2 ;"',
    { do: 'headers', headers: [...headers, ['X-A', '1'], ['X-B', '2 ;']] },
  ],
  [
    'HTTP::header remove x-many; HTTP::header replace Host h; HTTP::header replace New n',
    {
      do: 'headers',
      headers: [['Host', 'h'], ...headers.slice(1, 3), ['Cookie', 'a=1; session=abc=='], ['New', 'n']],
    },
  ],
  [
    'HTTP::header replace X-MANY 3',
    { do: 'headers', headers: [...headers.slice(0, 4), ['x-many', '3'], ...headers.slice(5)] },
  ],
  [
    'HTTP::cookie remove a; HTTP::cookie insert name b value 2',
    { do: 'headers', headers: [...headers.slice(0, 5), ['Cookie', 'session=abc==; b=2']] },
  ],
  ['HTTP::uri /x?y', { do: 'request-line', method: 'GET', uri: '/x?y' }],
  ['HTTP::path /x; HTTP::method PUT', { do: 'request-line', method: 'PUT', uri: '/x?user=x&a=1' }],
  ['HTTP::query ""', { do: 'request-line', method: 'GET', uri: '/chat/room' }],
  [
    'HTTP::redirect "https://[getfield [HTTP::host] : 1][HTTP::uri]"',
    {
      do: 'respond',
      status: 302,
      headers: [['Location', 'https://Ws.example.com/chat/room?user=x&a=1'], ...server, ...ended(0)],
      body: '',
    },
  ],
  [
    'HTTP::respond 503 content "a\\nb" noserver Retry-After 5',
    { do: 'respond', status: 503, headers: [['Retry-After', '5'], ...ended(3)], body: 'a\nb' },
  ],
  ['HTTP::disable', { do: 'http-disable' }],
  ['HTTP::collect 10; HTTP::release', { do: 'collect', side: 'client', bytes: 10 }, { do: 'release' }],
  ['TCP::collect', { do: 'collect', side: 'client', bytes: undefined }],
  ['IP::idle_timeout 3600', { do: 'idle-timeout', seconds: 3600 }],
  ['TCP::close', { do: 'close' }],
  [
    'LB::detach; LB::reselect pool p',
    { do: 'detach' },
    { do: 'pool', pool: '/Common/p' },
    { do: 'reselect' },
  ],
  ['reject; drop; discard', { do: 'reject' }, { do: 'drop' }, { do: 'drop' }],
  ['WS::enabled false', { do: 'websocket-disable' }],
  ['COMPRESS::disable; CACHE::disable'],
  ['if {[HTTP::path] starts_with "/news"} { pool p }'],
];

describe.skipIf(!hasTclsh)('a rule', () => {
  test.each(EFFECTS.map(([body, ...effects]) => ({ body, effects })))(
    'does $body',
    async ({ body, effects }) => {
      expect(await once(engine, `when HTTP_REQUEST {\n${body}\n}`)).toEqual({ effects, log: [] });
    },
  );

  test('is given every byte as it is, and gives it back', async () => {
    const bytes = fc.string({
      unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    });
    const text =
      'when HTTP_REQUEST { HTTP::respond 200 content [HTTP::header X] noserver [HTTP::uri] [HTTP::method] }';
    await fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, async (value, uri, method) => {
        const http = { version: '1.1', method, uri, headers: [['X', value]] } as const;
        const { effects } = await once(engine, text, { ...FACTS, http });
        expect(effects).toMatchObject([{ body: value, headers: [[uri, method], ...ended(value.length)] }]);
      }),
      { numRuns: 40 },
    );
  });

  test('changes what was collected', async () => {
    const facts = { ...FACTS, payload: 'hello world' };
    expect(
      await once(engine, 'when CLIENT_DATA { TCP::payload replace 0 5 "by\\000e" }', facts, 'CLIENT_DATA'),
    ).toEqual({ effects: [{ do: 'payload', payload: 'by\0e world' }], log: [] });
  });

  test('changes the cookies of a response', async () => {
    const http = {
      version: '1.1',
      method: 'GET',
      uri: '/',
      status: 101,
      headers: [['Set-Cookie', 's=7; Path=/a; HttpOnly']],
    } as const;
    const { effects } = await once(
      engine,
      'when HTTP_RESPONSE { HTTP::cookie path s /; HTTP::cookie secure s enable; HTTP::cookie value s 8 }',
      { ...FACTS, http },
      'HTTP_RESPONSE',
    );
    expect(effects).toEqual([{ do: 'headers', headers: [['Set-Cookie', 's=8; HttpOnly; path=/; secure']] }]);
  });

  test('collects and disconnects on the side of the event', async () => {
    expect(
      await once(
        engine,
        'when WS_SERVER_FRAME { WS::collect frame; WS::disconnect 1008 no }',
        FACTS,
        'WS_SERVER_FRAME',
      ),
    ).toEqual({
      effects: [
        { do: 'collect', side: 'server', bytes: undefined },
        { do: 'websocket-disconnect', code: 1008, reason: 'no' },
      ],
      log: [],
    });
  });
});
