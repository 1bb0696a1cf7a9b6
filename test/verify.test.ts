import { Ajv } from 'ajv';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { startDevice } from './harness/device.ts';
import { at, type Ran, run, type RunSettings } from './harness/tool.ts';
import { certificateFor } from './probe/certificates.ts';
import { type Answer, headerOf, startRaw } from './probe/raw-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'bigip-ws-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const closing: (() => unknown)[] = [];
let unused: number;
beforeEach(async () => {
  const gone = await startRaw(() => undefined);
  await gone.stop();
  unused = gone.port;
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function gateway(port = 0): Promise<number> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  closing.push(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  await new Promise((done) => server.once('listening', done));
  const at = server.address();
  return typeof at === 'object' && at ? at.port : 0;
}

async function raw(
  answer: Answer,
  ...more: Parameters<typeof startRaw> extends [Answer, ...infer R] ? R : never
) {
  const server = await startRaw(answer, ...more);
  closing.push(server.stop);
  return server;
}

/** A spec with one virtual server, and one member. */
function spec(port: number, fields = '', member = unused): string {
  return [
    'version: 1',
    'name: tried',
    'nodes: { gateway: 127.0.0.1 }',
    `pools: { app: { monitors: [/Common/tcp], members: { gateway: ${member} } } }`,
    'virtualServers:',
    `  web: { destination: 127.0.0.1, port: ${port}, pool: app, websocket: auto${fields} }`,
    '',
  ].join('\n');
}

function verify(
  text: string,
  args: readonly string[] = [],
  settings: Partial<RunSettings> = {},
): Promise<Ran> {
  writeFileSync(join(folder, 'spec.yaml'), text);
  return run(['verify', 'spec.yaml', '--timeout', '8', ...args], { cwd: folder, ...settings });
}

it('a service that works is 0, and its URL is printed', async () => {
  const port = await gateway();
  const { code, stdout, stderr } = await verify(spec(port, ', verify: { path: /echo, echo: true }'));
  expect(stdout).toMatch(/^web {2}ws:\/\/127\.0\.0\.1:\d+\/echo {2}spec\.yaml:6:3\n/);
  for (const check of ['tcp', 'upgrade', 'ping', 'echo', 'close', 'reconnect'])
    expect(stdout).toMatch(new RegExp(`^  passed +${check} `, 'm'));
  expect(stdout).toMatch(/\n1 target: 1 passed, 0 failed\.\n$/);
  expect(stderr).toBe('1 of 1: web passed\n');
  expect(code).toBe(0);
});

it('one that does not is 1, with the way to the cause: members that answer', async () => {
  const member = await gateway();
  const { code, stdout } = await verify(spec(unused, '', member));
  expect(stdout).toMatch(
    /FAILED +tcp +127\.0\.0\.1:\d+ refuses the connection \[verify\/tcp\/refused\]\n.*\n +try: /,
  );
  expect(stdout).toMatch(/^web, from here to its members:\n {2}FAILED +reach/m);
  expect(stdout).toMatch(/not tested +device +no device was named/);
  expect(stdout).toMatch(/passed +members +gateway:\d+ answers/);
  expect(stdout).toContain('→ the members answer: look at the way to the virtual server');
  expect(code).toBe(1);
});

it('members that fail in the same way are where to look', async () => {
  const unavailable: Answer = (socket) => void socket.end('HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n');
  const [front, back] = [await raw(unavailable), await raw(unavailable)];
  const { code, stdout } = await verify(spec(front.port, '', back.port));
  expect(stdout).toContain('→ the members fail in the same way: look at the gateways');
  expect(code).toBe(1);
});

it('nothing that failed and something that could not be tested is 69', async () => {
  const text = spec(80).replace('destination: 127.0.0.1', 'destination: any');
  const { code, stdout } = await verify(text);
  expect(stdout).toMatch(/not tested +address +its destination is a wildcard/);
  expect(code).toBe(69);
});

it('a time-out is a failure, and ends in time', async () => {
  const silent = await raw(() => undefined);
  const { code, stdout, ms } = await verify(spec(silent.port), ['--timeout', '1']);
  expect(stdout).toMatch(/FAILED +upgrade .*verify\/upgrade\/silent/);
  expect(code).toBe(1);
  expect(ms).toBeLessThan(15_000);
});

it('--members tries each, and --wait until they are there', async () => {
  const front = await gateway();
  setTimeout(() => void gateway(unused), 2500);
  const { code, stdout } = await verify(spec(front), ['--members', '--wait', '20s']);
  expect(stdout).toMatch(/^web, member gateway:\d+ {2}ws:\/\/127\.0\.0\.1:\d+\/ /m);
  expect(stdout).toMatch(/2 targets: 2 passed/);
  expect(code).toBe(0);
});

it('JSON is as its schema says, also when nothing could be tried', async () => {
  const schema: unknown = JSON.parse((await run(['schema', 'verify'], { cwd: folder })).stdout);
  if (typeof schema !== 'object' || schema === null) throw new Error('no schema');
  const validate = new Ajv({ strict: false }).compile(schema);
  const good = await verify(spec(await gateway()), ['--format', 'json']);
  const bad = await verify(spec(unused), ['--format', 'json']);
  const wrong = await verify('version: 1\nname: x\nvirtualServer: {}\n', ['--format', 'json']);
  expect([good.code, bad.code, wrong.code]).toEqual([0, 1, 65]);
  const documents = [good, bad, wrong].map(({ stdout }): unknown => JSON.parse(stdout));
  for (const document of documents) {
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  }
  const failed = { check: 'tcp', verdict: 'failed', rule: 'verify/tcp/refused' };
  expect(documents[1]).toMatchObject({
    verdict: 'failed',
    targets: [{ virtualServer: 'web', verdict: 'failed', checks: [failed] }],
    ladders: [{ virtualServer: 'web' }],
    summary: { passed: 0, failed: 1, notTested: 0 },
  });
});

it('what a hostile server says is escaped, and secrets are masked', async () => {
  const secret = 'S3cret-Token';
  const hostile = await raw((socket, request) => {
    const back = headerOf(request, 'Authorization');
    socket.end(
      `HTTP/1.1 301 <b>\x1b[2J"&\u009b\r\nLocation: https://x/?t=${back}\r\nContent-Length: 0\r\n\r\n`,
      'latin1',
    );
  });
  const text = spec(hostile.port, ', verify: { headers: { Authorization: "${env:TOKEN}" } }');
  for (const format of ['text', 'json', 'junit']) {
    const { stdout, stderr, code } = await verify(text, ['--format', format], { env: { TOKEN: secret } });
    expect(code).toBe(1);
    expect(stdout).toContain('***');
    expect(stdout + stderr).not.toContain(secret);
    expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]/u);
    if (format === 'junit') expect(stdout).toContain('301 &lt;b&gt;\\u001b[2J&quot;&amp;');
  }
  expect(hostile.requests.length).toBeGreaterThan(0);
  expect(hostile.requests.every((one) => headerOf(one, 'Authorization') === secret)).toBe(true);
});

it('a certificate of an authority of one’s own, and one that nobody trusts', async () => {
  const certificate = await certificateFor({ names: ['ws.example.com'] });
  writeFileSync(join(folder, 'ca.pem'), certificate.certificate);
  const server = await raw(
    (socket) => void socket.end('HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n'),
    certificate,
  );
  const trusted = ', verify: { host: ws.example.com, tls: { caFile: ca.pem }, expect: { status: 403 } }';
  const good = await verify(spec(server.port, trusted));
  expect(good.stdout).toMatch(
    /wss:\/\/ws\.example\.com\/ [\s\S]*passed +tls +TLSv1\.3, certificate for ws\.example\.com/,
  );
  expect(good.code).toBe(0);
  const bad = await verify(spec(server.port, ', verify: { host: ws.example.com, tls: true }'));
  expect(bad.stdout).toContain('[verify/tls/untrusted]');
  expect(bad.code).toBe(1);
  const missing = await verify(spec(server.port, ', verify: { tls: { caFile: ../ca.pem } }'));
  expect(missing.stderr).toMatch(/spec\.yaml:6:\d+: error: there is no file \.\.\/ca\.pem in the folder/);
  expect(missing.code).toBe(65);
});

it.each([
  ['--wait without --members', ['--wait', '5m'], /add --members/],
  ['a count beyond its bound', ['--count', '10001'], /from 1 to 10000/],
  ['a rate that is none', ['--rate', '0'], /from 1 to 1000/],
])('%s is 64', async (_name, args, says) => {
  const { code, stderr } = await verify(spec(80), args);
  expect(stderr).toMatch(says);
  expect(code).toBe(64);
});

it('a virtual server can be left out; then there must be another', async () => {
  const { code, stderr } = await verify(spec(80, ', verify: false'));
  expect(stderr).toContain('no virtual server to verify');
  expect(code).toBe(64);
});

it('a signal ends it at once', async () => {
  const silent = await raw(() => undefined);
  let isSent = false;
  // The first target is done at once, which is told; the second one never would be. A second signal would kill.
  const onOutput: RunSettings['onOutput'] = (_text, kill) => {
    if (!isSent) kill('SIGINT');
    isSent = true;
  };
  const text = spec(silent.port).replace(
    '\n  web:',
    '\n  gone: { destination: any, port: 80, pool: app }\n  web:',
  );
  const { code, ms, stderr } = await verify(text, ['--timeout', '60'], { onOutput });
  expect(stderr).toContain('interrupted');
  expect(code).toBe(130);
  expect(ms).toBeLessThan(15_000);
});

it('apply --verify tries what it applied: 0 where it works, 4 where not, and the change stands', async () => {
  const device = await startDevice();
  closing.push(() => device.stop());
  const port = await gateway();
  const apply = (target: number, ...args: string[]): Promise<Ran> => {
    writeFileSync(join(folder, 'spec.yaml'), spec(target));
    const flags = ['--yes', '--no-archive', '--verify', ...args];
    const env = { BIGIP_PASSWORD: 'admin' };
    return run(['apply', 'spec.yaml', ...at(device.mock), ...flags], { cwd: folder, env });
  };
  const good = await apply(port);
  expect(good.stdout).toMatch(/passed +reconnect [\s\S]*1 target: 1 passed, 0 failed\.\n$/);
  expect(good.code, good.stderr).toBe(0);
  const bad = await apply(unused, '--format', 'json');
  expect(bad.stderr).toContain('the device is as the spec says, but not verified: a WebSocket does not work');
  expect(JSON.parse(bad.stdout)).toMatchObject({ saved: true, verification: { verdict: 'failed' } });
  expect(bad.code).toBe(4);
  const mock = await run(['apply', 'spec.yaml', '--mock', '--yes', '--verify'], { cwd: folder });
  expect(mock.stderr).toMatch(/--verify is for a device: [\s\S]*bigip-ws verify --mock/);
  expect(mock.code).toBe(64);
});

it('--mock tries what was applied to the mock, on loopback', async () => {
  const text = spec(80, ', verify: { path: /echo, echo: true }', 8001)
    .replaceAll('127.0.0.1', '203.0.113.5')
    .replace('destination: 203.0.113.5', 'destination: 203.0.113.9');
  const mock = ['--mock-state', 'mock.json'];
  const before = await verify(text, mock);
  expect(before.stdout).toMatch(/^ {2}FAILED +address +203\.0\.113\.9:80 is not on the mock /m);
  expect(before.stdout).toContain('the BIG-IP is not as the spec says: apply it');
  expect(before.code).toBe(1);
  await run(['apply', 'spec.yaml', '--yes', '--no-archive', ...mock], { cwd: folder });
  const { code, stdout, stderr } = await verify(text, [...mock, '--members']);
  expect(stdout, stderr).toMatch(/^web {2}ws:\/\/203\.0\.113\.9\/echo /m);
  expect(stdout).toMatch(/^ {2}passed +tcp +connected to 203\.0\.113\.9:80 on the mock in /m);
  expect(stdout).toMatch(/^ {2}passed +echo /m);
  expect(stdout).toMatch(/\n2 targets: 2 passed, 0 failed\.\n$/);
  expect(code).toBe(0);
});
