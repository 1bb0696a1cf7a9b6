import { createServer } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS, type FaultId } from '../../src/probe/faults.ts';
import type { Checks } from '../../src/probe/probe.ts';
import { type Certificate, certificateFor } from './certificates.ts';
import { accepted, acceptThen, type Answer, type RawServer, respond, startRaw } from './raw-server.ts';
import { briefly, findingsOf, sessionAt, type Settings, SHORT } from './run.ts';
import { header, serverFrame } from './server-frames.ts';

/** Faults that some server of this file showed. */
const seen = new Set<FaultId>();

let server: RawServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

interface Case {
  readonly answer: Answer;
  readonly rule: FaultId;
  /** Part of what is said. */
  readonly says: RegExp;
  readonly settings?: Settings;
  readonly checks?: Partial<Checks>;
}

const close = (code: number, reason = ''): Buffer => {
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return serverFrame(8, Buffer.concat([payload, Buffer.from(reason)]));
};

/** Answers with the right 101, some lines of it replaced. */
const answerWith =
  (change: (answer: string) => string): Answer =>
  (socket, request) =>
    void socket.write(change(accepted(request)));

const trickle =
  (text: string, every: number): Answer =>
  (socket) => {
    let at = 0;
    const timer = setInterval(() => void socket.write(text[at++] ?? 'x'), every);
    socket.on('close', () => clearInterval(timer));
  };

/** Answers pings, and every other frame with what is given. */
const withFrames =
  (onFrame: (opcode: number, payload: Buffer) => readonly Buffer[]): Answer =>
  (socket, request) => {
    socket.write(accepted(request));
    let bytes = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      bytes = Buffer.concat([bytes, data]);
      for (;;) {
        const short = (bytes[1] ?? 0) & 127;
        const at = short === 126 ? 4 : short === 127 ? 10 : 2;
        if (bytes.length < at) return;
        const length =
          short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
        if (bytes.length < at + 4 + length) return;
        const mask = bytes.subarray(at, at + 4);
        const payload = Buffer.from(bytes.subarray(at + 4, at + 4 + length));
        payload.forEach((one, index) => (payload[index] = one ^ (mask[index % 4] ?? 0)));
        const opcode = (bytes[0] ?? 0) & 15;
        bytes = bytes.subarray(at + 4 + length);
        if (opcode === 9) socket.write(serverFrame(10, payload));
        else for (const one of onFrame(opcode, payload)) socket.write(one);
      }
    });
  };

const nothing: Answer = () => undefined;
const say =
  (text: string): Answer =>
  (socket) =>
    void socket.end(text, 'latin1');
const status = (line: string, ...more: string[]): Answer => respond([`HTTP/1.1 ${line}`, ...more], 'no');

const HANDSHAKES: readonly (readonly [name: string, test: Case])[] = [
  ['says nothing', { answer: nothing, rule: 'upgrade/silent', says: /does not answer in time/ }],
  ['answers 200', { answer: status('200 OK'), rule: 'upgrade/no-websocket', says: /it answers 200 OK/ }],
  [
    'answers 204',
    { answer: say('HTTP/1.1 204 No Content\r\n\r\n'), rule: 'upgrade/no-websocket', says: /204/ },
  ],
  [
    'answers 301',
    {
      answer: status('301 Moved', 'Location: https://other.example/ws'),
      rule: 'upgrade/redirect',
      says: /301 Moved \(location: https:\/\/other/,
    },
  ],
  ['answers 302', { answer: status('302 Found'), rule: 'upgrade/redirect', says: /302/ }],
  ['answers 400', { answer: status('400 Bad Request'), rule: 'upgrade/bad-request', says: /400/ }],
  [
    'answers 401',
    {
      answer: status('401 Unauthorized', 'WWW-Authenticate: Basic'),
      rule: 'upgrade/unauthorized',
      says: /www-authenticate: Basic/,
    },
  ],
  ['answers 403', { answer: status('403 Forbidden'), rule: 'upgrade/forbidden', says: /403/ }],
  ['answers 404', { answer: status('404 Not Found'), rule: 'upgrade/not-found', says: /404/ }],
  ['answers 407', { answer: status('407 Proxy'), rule: 'upgrade/unauthorized', says: /407/ }],
  ['answers 418', { answer: status('418 Teapot'), rule: 'upgrade/other-status', says: /418/ }],
  [
    'answers 426',
    {
      answer: status('426 Upgrade Required', 'Sec-WebSocket-Version: 8'),
      rule: 'upgrade/version',
      says: /sec-websocket-version: 8/,
    },
  ],
  ['answers 429', { answer: status('429 Slow Down'), rule: 'upgrade/too-many', says: /429/ }],
  ['answers 500', { answer: status('500 Oops'), rule: 'upgrade/other-status', says: /500/ }],
  ['answers 502', { answer: status('502 Bad Gateway'), rule: 'upgrade/unavailable', says: /502/ }],
  [
    'answers 503',
    {
      answer: status('503 Service Unavailable'),
      rule: 'upgrade/unavailable',
      says: /503 Service Unavailable/,
    },
  ],
  ['answers 504', { answer: status('504'), rule: 'upgrade/unavailable', says: /504/ }],
  [
    'answers 100 again and again',
    { answer: say('HTTP/1.1 100 Continue\r\n\r\n'.repeat(20)), rule: 'upgrade/malformed', says: /1xx/ },
  ],
  [
    'has a wrong accept key',
    {
      answer: answerWith((text) => text.replace(/Accept: ..../, 'Accept: AAAA')),
      rule: 'upgrade/accept',
      says: /does not belong to the key/,
    },
  ],
  [
    'has no accept key',
    {
      answer: answerWith((text) => text.replace(/Sec-WebSocket-Accept.*\r\n/, '')),
      rule: 'upgrade/accept',
      says: /is missing/,
    },
  ],
  [
    'has two accept keys',
    {
      answer: answerWith((text) => text.replace('Upgrade: ', 'Sec-WebSocket-Accept: x\r\nUpgrade: ')),
      rule: 'upgrade/accept',
      says: /more than once/,
    },
  ],
  [
    'has no Upgrade',
    {
      answer: answerWith((text) => text.replace('Upgrade: websocket\r\n', '')),
      rule: 'upgrade/no-upgrade',
      says: /101 lacks/,
    },
  ],
  [
    'has another Upgrade',
    {
      answer: answerWith((text) => text.replace('Upgrade: websocket', 'Upgrade: h2c')),
      rule: 'upgrade/no-upgrade',
      says: /101 lacks/,
    },
  ],
  [
    'has another Connection',
    {
      answer: answerWith((text) => text.replace('Connection: Upgrade', 'Connection: close')),
      rule: 'upgrade/no-upgrade',
      says: /101 lacks/,
    },
  ],
  [
    'has Transfer-Encoding on the 101',
    {
      answer: answerWith((text) => text.replace('Upgrade: ', 'Transfer-Encoding: chunked\r\nUpgrade: ')),
      rule: 'upgrade/transfer-encoding',
      says: /its 101 has Transfer-Encoding: chunked/,
    },
  ],
  [
    'has Transfer-Encoding on a 103',
    {
      answer: say('HTTP/1.1 103 Early Hints\r\ntransfer-encoding: chunked\r\n\r\n'),
      rule: 'upgrade/transfer-encoding',
      says: /its 103/,
    },
  ],
  [
    'has Transfer-Encoding on a 204',
    {
      answer: say('HTTP/1.1 204 No\r\nTransfer-Encoding: chunked\r\n\r\n'),
      rule: 'upgrade/transfer-encoding',
      says: /its 204/,
      settings: { status: 204 },
    },
  ],
  [
    'has Content-Length on the 101',
    {
      answer: answerWith((text) => text.replace('Upgrade: ', 'Content-Length: 5\r\nUpgrade: ')),
      rule: 'upgrade/content-length',
      says: /Content-Length: 5/,
    },
  ],
  [
    'uses an extension not asked for',
    {
      answer: answerWith((text) =>
        text.replace('Upgrade: ', 'Sec-WebSocket-Extensions: permessage-deflate\r\nUpgrade: '),
      ),
      rule: 'upgrade/extension',
      says: /permessage-deflate/,
    },
  ],
  [
    'chooses a subprotocol not asked for',
    {
      answer: answerWith((text) => text.replace('Upgrade: ', 'Sec-WebSocket-Protocol: amqp\r\nUpgrade: ')),
      rule: 'upgrade/subprotocol',
      says: /not offered: amqp/,
    },
  ],
  [
    'chooses a subprotocol other than those offered',
    {
      answer: answerWith((text) => text.replace('Upgrade: ', 'Sec-WebSocket-Protocol: AMQP\r\nUpgrade: ')),
      rule: 'upgrade/subprotocol',
      says: /not offered: AMQP/,
      settings: { subprotocols: ['amqp'] },
    },
  ],
  [
    'chooses two subprotocols',
    {
      answer: answerWith((text) => text.replace('Upgrade: ', 'Sec-WebSocket-Protocol: a, b\r\nUpgrade: ')),
      rule: 'upgrade/subprotocol',
      says: /several subprotocols: a, b/,
      settings: { subprotocols: ['a', 'b'] },
    },
  ],
  [
    'takes no subprotocol',
    {
      answer: answerWith((text) => text),
      rule: 'upgrade/no-subprotocol',
      says: /none of the subprotocols a, b/,
      settings: { subprotocols: ['a', 'b'] },
    },
  ],
  [
    'chooses another subprotocol than expected',
    {
      answer: answerWith((text) => text.replace('Upgrade: ', 'Sec-WebSocket-Protocol: b\r\nUpgrade: ')),
      rule: 'upgrade/other-subprotocol',
      says: /chose b, not a/,
      settings: { subprotocols: ['a', 'b'], subprotocol: 'a' },
    },
  ],
  [
    'opens a WebSocket that should be refused',
    {
      answer: answerWith((text) => text),
      rule: 'upgrade/unexpected',
      says: /answers 101 Switching Protocols, not 403/,
      settings: { status: 403 },
    },
  ],
  [
    'ends without an answer',
    {
      answer: (socket) => void socket.end(),
      rule: 'upgrade/closed',
      says: /closes the connection without an answer/,
    },
  ],
  [
    'ends in the middle of an answer',
    { answer: say('HTTP/1.1 101 Switch'), rule: 'upgrade/closed', says: /after 19 bytes of an answer/ },
  ],
  [
    'resets',
    {
      answer: (socket) => void socket.resetAndDestroy(),
      rule: 'upgrade/reset',
      says: /resets the connection/,
    },
  ],
  [
    'trickles the answer',
    {
      answer: trickle('HTTP/1.1 101 Switching Protocols\r\nX: ', 20),
      rule: 'upgrade/slow',
      says: /not complete in time: \d+ bytes/,
    },
  ],
  [
    'sends headers without end',
    {
      answer: say(`HTTP/1.1 101 OK\r\nX: ${'y'.repeat(60_000)}`),
      rule: 'upgrade/endless-head',
      says: /more than 32 KiB/,
    },
  ],
  [
    'sends a whole head that is too long',
    {
      answer: say(`HTTP/1.1 101 OK\r\nX: ${'y'.repeat(60_000)}\r\n\r\n`),
      rule: 'upgrade/endless-head',
      says: /more than 32 KiB/,
    },
  ],
  [
    'speaks SSH',
    { answer: say('SSH-2.0-OpenSSH_9.6\r\n'), rule: 'upgrade/not-http', says: /SSH-2\.0-OpenSSH/ },
  ],
  [
    'speaks HTTP/2',
    {
      answer: (socket) => void socket.write(Buffer.from([0, 0, 6, 4, 0, 0, 0, 0, 0])),
      rule: 'upgrade/http2',
      says: /HTTP\/2/,
    },
  ],
  [
    'answers with an alert of TLS',
    {
      answer: (socket) => void socket.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 40])),
      rule: 'upgrade/tls',
      says: /answers with TLS/,
    },
  ],
  [
    'has a header that is none',
    { answer: say('HTTP/1.1 101 OK\r\nno colon\r\n\r\n'), rule: 'upgrade/malformed', says: /no colon/ },
  ],
  [
    'has a folded header',
    { answer: say('HTTP/1.1 101 OK\r\nA: b\r\n c\r\n\r\n'), rule: 'upgrade/malformed', says: /no HTTP/ },
  ],
  [
    'has a blank before a colon',
    { answer: say('HTTP/1.1 101 OK\r\nA : b\r\n\r\n'), rule: 'upgrade/malformed', says: /A : b/ },
  ],
  [
    'has a status that is none',
    { answer: say('HTTP/1.1 1O1 OK\r\n\r\n'), rule: 'upgrade/malformed', says: /1O1/ },
  ],
];

const CONVERSATIONS: readonly (readonly [name: string, test: Case])[] = [
  [
    'closes with a close frame',
    {
      answer: acceptThen(close(1008, 'who are you')),
      rule: 'cut/close-frame',
      says: /1008 \(against its policy\): who are you/,
    },
  ],
  [
    'closes without a close frame',
    {
      answer: (socket, request) => void socket.end(accepted(request)),
      rule: 'cut/end',
      says: /without a close frame/,
    },
  ],
  [
    'resets after the handshake',
    {
      answer: (socket, request) =>
        void socket.write(accepted(request), () => setTimeout(() => socket.resetAndDestroy(), 20)),
      rule: 'cut/reset',
      says: /was reset \(ECONNRESET\)/,
    },
  ],
  [
    'is silent after the handshake',
    { answer: acceptThen(), rule: 'ping/silent', says: /does not answer a ping/ },
  ],
  [
    'answers a ping with another pong',
    { answer: acceptThen(serverFrame(10, 'other')), rule: 'ping/silent', says: /does not answer a ping/ },
  ],
  [
    'sends a masked frame',
    { answer: acceptThen(serverFrame(1, 'hi', { mask: true })), rule: 'frame/masked', says: /masked frame/ },
  ],
  [
    'sends a reserved opcode',
    { answer: acceptThen(serverFrame(5, 'hi')), rule: 'frame/reserved-opcode', says: /reserved opcode 5/ },
  ],
  [
    'sends reserved bits',
    { answer: acceptThen(serverFrame(1, 'hi', { rsv: 4 })), rule: 'frame/reserved-bits', says: /RSV1/ },
  ],
  [
    'sends a huge frame',
    {
      answer: acceptThen(header(2, 2 ** 50), Buffer.alloc(100_000)),
      rule: 'frame/too-large',
      says: /1125899906842624 bytes/,
    },
  ],
  [
    'sends a fragmented control frame',
    {
      answer: acceptThen(serverFrame(9, 'a', { fin: false })),
      rule: 'frame/fragmented-control',
      says: /ping frame in fragments/,
    },
  ],
  [
    'sends a long control frame',
    {
      answer: acceptThen(serverFrame(9, 'a'.repeat(126))),
      rule: 'frame/long-control',
      says: /more than 125/,
    },
  ],
  [
    'sends a wrong length',
    {
      answer: acceptThen(Buffer.from([0x82, 126, 0, 1, 0])),
      rule: 'frame/length',
      says: /in more bytes than it takes/,
    },
  ],
  [
    'continues nothing',
    { answer: acceptThen(serverFrame(0, 'a')), rule: 'frame/continuation', says: /did not begin/ },
  ],
  [
    'mixes messages',
    {
      answer: acceptThen(serverFrame(1, 'a', { fin: false }), serverFrame(1, 'b')),
      rule: 'frame/interleaved',
      says: /before it has ended/,
    },
  ],
  [
    'sends text that is none',
    { answer: acceptThen(serverFrame(1, Buffer.from([255]))), rule: 'frame/utf8', says: /not UTF-8/ },
  ],
  [
    'closes with a code that nobody may send',
    { answer: acceptThen(close(1006)), rule: 'frame/close-code', says: /1006/ },
  ],
  [
    'closes with half a code',
    { answer: acceptThen(serverFrame(8, 'x')), rule: 'frame/close-payload', says: /one byte/ },
  ],
  [
    'speaks HTTP after the 101',
    { answer: acceptThen(Buffer.from('HTTP/1.1 200 OK\r\n\r\n')), rule: 'frame/reserved-bits', says: /RSV/ },
  ],
  [
    'floods',
    {
      answer: (socket, request) => {
        socket.write(accepted(request));
        const one = serverFrame(2, Buffer.alloc(1024 * 1024));
        const more = (): void => {
          for (let written = true; written && !socket.destroyed;) written = socket.write(one);
        };
        socket.on('drain', more);
        more();
      },
      rule: 'frame/flood',
      says: /more than 64 MiB/,
      settings: { timeout: 10_000 },
    },
  ],
  [
    'does not answer a close frame',
    { answer: withFrames(() => []), rule: 'close/silent', says: /does not answer a close frame/ },
  ],
  [
    'ends instead of answering a close frame',
    {
      answer: (socket, request) =>
        withFrames((opcode) => (opcode === 8 ? (socket.end(), []) : []))(socket, request),
      rule: 'close/no-frame',
      says: /without answering the close frame/,
    },
  ],
  [
    'leaves the connection open after a close',
    {
      answer: withFrames((opcode) => (opcode === 8 ? [close(1000)] : [])),
      rule: 'close/left-open',
      says: /leaves the connection open/,
    },
  ],
  [
    'does not echo',
    {
      answer: withFrames(() => []),
      rule: 'echo/silent',
      says: /a text message of 0 bytes did not come back/,
      checks: { echo: true },
    },
  ],
  [
    'echoes something else',
    {
      answer: withFrames(() => [serverFrame(1, 'welcome')]),
      rule: 'echo/different',
      says: /but a text message of 7 bytes did/,
      checks: { echo: true },
    },
  ],
  [
    'echoes binary as text',
    {
      answer: withFrames((_, payload) => [serverFrame(1, payload)]),
      rule: 'echo/different',
      says: /a binary message of 0 bytes did not come back/,
      checks: { echo: true },
    },
  ],
  [
    'refuses large messages',
    {
      answer: withFrames((opcode, payload) =>
        payload.length > 60_000 ? [close(1009)] : [serverFrame(opcode, payload)],
      ),
      rule: 'echo/cut',
      says: /message of 65535 bytes: it closed with the close frame 1009/,
      checks: { echo: true },
    },
  ],
];

/** Faults that show only when the time is over. */
const WAITED_FOR = /silent|slow|left-open|different/;
const PATIENCE = 8000;

describe.each([
  ['the handshake: a server that', 'upgrade', HANDSHAKES],
  ['an open WebSocket: a server that', undefined, CONVERSATIONS],
])('%s', (_name, check, cases) => {
  it.each(cases)('%s', async (_case, { answer, rule, says, settings, checks }) => {
    server = await startRaw(answer);
    const started = performance.now();
    const timeout = settings?.timeout ?? (WAITED_FOR.test(rule) ? SHORT : PATIENCE);
    const findings = await findingsOf(sessionAt(server.port, { ...settings, timeout }), checks);
    const last = findings.at(-1);
    expect(briefly(findings).at(-1)).toBe(`${check ?? last?.check} ${rule}`);
    expect(last).toMatchObject({ verdict: 'failed', why: FAULTS[rule].means, hint: FAULTS[rule].next });
    expect(last?.message).toMatch(says);
    expect(performance.now() - started).toBeLessThan(timeout * 4 + 3000);
    seen.add(rule);
  });
});

describe('TLS', () => {
  let good: Certificate;
  beforeAll(async () => {
    good = await certificateFor();
  });

  const fails = async (
    certificate: Certificate | undefined,
    settings: Settings,
    rule: FaultId,
    says: RegExp,
    answer: Answer = answerWith((text) => text),
  ) => {
    server = await startRaw(answer, certificate);
    const findings = await findingsOf(sessionAt(server.port, settings));
    expect(briefly(findings)).toContain(`tls ${rule}`);
    expect(findings.find((one) => one.rule === rule)?.message).toMatch(says);
    // Headers may hold secrets: a stranger gets none.
    expect(server.requests).toEqual([]);
    seen.add(rule);
  };

  it('a certificate that has expired', async () => {
    const old = await certificateFor({ from: -20, to: -10 });
    await fails(old, { tls: { ca: old.certificate } }, 'tls/expired', /expired on/);
  });

  it('a certificate that is not valid yet', async () => {
    const early = await certificateFor({ from: 10, to: 20 });
    await fails(early, { tls: { ca: early.certificate } }, 'tls/not-yet', /valid from/);
  });

  it('a certificate for another name', () =>
    fails(
      good,
      { tls: { ca: good.certificate, serverName: 'ws.example.com' } },
      'tls/name',
      /for localhost, not for ws\.example\.com/,
    ));

  it('a certificate for an address that is not in it', () =>
    fails(
      good,
      { tls: { ca: good.certificate, serverName: '127.0.0.1' } },
      'tls/name',
      /not for 127\.0\.0\.1/,
    ));

  it('a certificate that nobody trusts', () => fails(good, { tls: {} }, 'tls/untrusted', /signed by itself/));

  it('its dates and its name are both told', async () => {
    const bad = await certificateFor({ names: ['a.example'], from: -20, to: -10 });
    server = await startRaw(nothing, bad);
    const findings = await findingsOf(sessionAt(server.port, { tls: {} }));
    expect(briefly(findings)).toEqual(['tcp passed', 'tls tls/expired', 'tls tls/name']);
  });

  it.each([['answers HTTP'], ['speaks HTTP at once']])('a server without TLS that %s', async (name) => {
    const plain = createServer((socket) => {
      socket.on('error', () => undefined);
      if (name.endsWith('at once')) socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
      else socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    }).listen(0, '127.0.0.1');
    await new Promise((done) => plain.once('listening', done));
    const at = plain.address();
    const findings = await findingsOf(sessionAt(typeof at === 'object' && at ? at.port : 0, { tls: {} }));
    plain.close();
    expect(briefly(findings)).toEqual(['tcp passed', 'tls tls/plain']);
    seen.add('tls/plain');
  });

  it('a server without TLS that waits for more', () =>
    fails(undefined, { tls: {}, timeout: SHORT }, 'tls/silent', /does not answer TLS/, nothing));

  it('a server that ends the connection', async () => {
    const rude = createServer((socket) =>
      socket.on('error', () => undefined).once('data', () => socket.destroy()),
    );
    rude.listen(0, '127.0.0.1');
    await new Promise((done) => rude.once('listening', done));
    const at = rude.address();
    const findings = await findingsOf(sessionAt(typeof at === 'object' && at ? at.port : 0, { tls: {} }));
    rude.close();
    expect(briefly(findings)).toEqual(['tcp passed', 'tls tls/cut']);
    seen.add('tls/cut');
  });

  it('a server that refuses what is offered', async () => {
    const alert = createServer((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', () => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 40])));
    }).listen(0, '127.0.0.1');
    await new Promise((done) => alert.once('listening', done));
    const at = alert.address();
    const findings = await findingsOf(sessionAt(typeof at === 'object' && at ? at.port : 0, { tls: {} }));
    alert.close();
    expect(briefly(findings)).toEqual(['tcp passed', 'tls tls/refused']);
    expect(findings[1]?.message).toMatch(/handshake failure/);
    seen.add('tls/refused');
  });

  it('a server with TLS where none is expected', async () => {
    server = await startRaw(nothing, good);
    const findings = await findingsOf(sessionAt(server.port));
    expect(briefly(findings)).toEqual(['tcp passed', 'upgrade upgrade/tls']);
  });

  it('a good one is told with its name and its days', async () => {
    server = await startRaw(
      withFrames((opcode, payload) => (opcode === 8 ? [serverFrame(8, payload)] : [])),
      good,
    );
    const findings = await findingsOf(sessionAt(server.port, { tls: { ca: good.certificate } }));
    expect(findings[1]).toMatchObject({ check: 'tls', verdict: 'passed' });
    expect(findings[1]?.message).toMatch(/^TLSv1\.3, certificate for localhost, valid for \d+ more days$/);
    expect(findings[2]).toMatchObject({ check: 'upgrade', verdict: 'passed' });
  });
});

describe('TCP', () => {
  it('nothing listens', async () => {
    const gone = await startRaw(nothing);
    await gone.stop();
    const findings = await findingsOf(sessionAt(gone.port));
    expect(briefly(findings)).toEqual(['tcp tcp/refused']);
    expect(findings[0]?.verdict).toBe('failed');
    seen.add('tcp/refused');
  });

  it.each([
    ['a name that leads nowhere', 'no-such-host.invalid', 'tcp/no-name'],
    ['an address that nobody routes', '255.255.255.255', 'tcp/no-route'],
  ] as const)('%s is not tested', async (_name, address, rule) => {
    const session = sessionAt(80, { timeout: 5000 });
    const findings = await findingsOf({ ...session, endpoint: { ...session.endpoint, address } });
    expect(findings).toMatchObject([{ check: 'tcp', verdict: 'not-tested', rule }]);
    seen.add(rule);
  });
});

it('the run that is stopped ends at once', async () => {
  const controller = new AbortController();
  server = await startRaw(nothing);
  setTimeout(() => controller.abort(), 50);
  const started = performance.now();
  const settings = { timeout: 20_000, signal: controller.signal };
  await expect(findingsOf(sessionAt(server.port, settings))).rejects.toThrow('interrupted');
  expect(performance.now() - started).toBeLessThan(10_000);
});

it('every fault is met by a test', () => {
  // Those that a raw server cannot show are met in services.test.ts and in the tests of the command.
  const elsewhere = /^(address|stickiness|idle|reconnect)\/|^tcp\/(silent|failed)$/;
  const unseen = Object.keys(FAULTS).filter(
    (id) => !elsewhere.test(id) && ![...seen].some((one) => one === id),
  );
  expect(unseen).toEqual([]);
});
