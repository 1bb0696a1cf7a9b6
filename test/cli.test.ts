import { Ajv } from 'ajv';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Device, startDevice } from './harness/device.ts';
import { at, type Ran, run, runNode, type RunSettings, toolBin } from './harness/tool.ts';
import { html, json, type Liar, startLiar } from './harness/liar.ts';
import { startProxy } from './harness/proxy.ts';

const KAAZING = resolve('fixtures/specs/kaazing.yaml');
const PASSWORD = 'Corr3ct-Horse';
const SMALL = 'version: 1\nname: small\npools: { web: { members: { 10.0.0.1: 80 } } }\n';
const STACK = /\n\s+at .+:\d+:\d+/;

let home: string;
let folder: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'bigip-ws-cli-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));
let count = 0;
beforeEach(() => {
  folder = join(home, String(++count));
  mkdirSync(folder);
  writeFileSync(join(folder, 'small.yaml'), SMALL);
});

function cli(args: readonly string[], settings: Partial<RunSettings> = {}): Promise<Ran> {
  return run(args, { cwd: folder, ...settings });
}

/** Failed as it should: the code, the words, and no stack trace. */
async function fails(ran: Promise<Ran>, code: number, words: RegExp): Promise<Ran> {
  const result = await ran;
  expect(result.stderr).toMatch(words);
  expect(result.stderr).not.toMatch(STACK);
  expect(result.stderr).not.toContain('this is a bug');
  expect(result.code).toBe(code);
  return result;
}

describe('without a device', () => {
  it('--help and --version', async () => {
    const help = await cli(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toMatch(/ validate [\s\S]* render [\s\S]* diff [\s\S]* apply [\s\S]* destroy /);
    const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
    const version = await cli(['--version']);
    expect(version).toMatchObject({ code: 0, stderr: '' });
    expect(manifest).toMatchObject({ version: version.stdout.trim() });
  });

  it.each<[string, string[], number, RegExp]>([
    ['an unknown command', ['frobnicate'], 64, /unknown command/],
    ['an unknown flag', ['diff', 'small.yaml', '--frob'], 64, /unknown option/],
    ['a bad format', ['diff', 'small.yaml', '--format', 'xml'], 64, /--format/],
    ['no spec', ['diff'], 64, /which spec\?/],
    ['a spec and a plan', ['apply', 'small.yaml', '--plan', 'p.json'], 64, /only one can be meant/],
    ['no such plan', ['apply', '--plan', 'p.json', '--yes'], 64, /the plan p\.json: there is no such file/],
    ['a plan that is none', ['diff', '--plan', 'small.yaml'], 64, /is no saved plan/],
    ['no such file', ['diff', 'nowhere.yaml', '--mock'], 64, /there is no such file/],
    ['a directory', ['validate', '.'], 64, /is a directory/],
    ['no device', ['diff', 'small.yaml'], 64, /which device\?/],
    ['no password', ['diff', 'small.yaml', '--host', '127.0.0.1:1'], 64, /BIGIP_PASSWORD/],
    ['no --yes without a terminal', ['apply', 'small.yaml', '--mock'], 64, /add --yes/],
    ['an unknown TMOS', ['diff', 'small.yaml', '--mock', '--mock-tmos', '9.9.9'], 64, /does not know TMOS/],
    ['an empty spec file', ['diff', 'empty.yaml', '--mock'], 65, /empty/],
    ['an unknown key', ['diff', 'bad.yaml', '--mock'], 65, /bad\.yaml:3:1: error:.*\n.*did you mean `pools`/],
    ['a dangling reference', ['diff', 'dangling.yaml', '--mock'], 65, /dangling\.yaml:3:.*nowhere/],
    ['a file of 50 MB', ['diff', 'huge.yaml', '--mock'], 65, /huge\.yaml/],
  ])('%s', async (_name, args, code, words) => {
    writeFileSync(join(folder, 'empty.yaml'), '');
    writeFileSync(join(folder, 'bad.yaml'), 'version: 1\nname: bad\npool: {}\n');
    writeFileSync(
      join(folder, 'dangling.yaml'),
      'version: 1\nname: d\npools: { p: { monitors: [nowhere] } }\n',
    );
    writeFileSync(join(folder, 'huge.yaml'), 'a');
    truncateSync(join(folder, 'huge.yaml'), 50 * 1024 * 1024);
    const { ms, stdout } = await fails(cli(args), code, words);
    expect(stdout).toBe('');
    // Long enough for a machine that does other things, too short for a hang.
    expect(ms).toBeLessThan(8000);
  });
});

describe('the main job, on the embedded mock', () => {
  it('applies, finds nothing to do, and shows exactly the field that is edited', async () => {
    copyFileSync(KAAZING, join(folder, 'kaazing.yaml'));
    const first = await cli(['apply', 'kaazing.yaml', '--mock', '--yes']);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toMatch(/\+ ltm\/virtual \/Common\/kaazing-ws/);
    expect(first.stderr).toMatch(
      /archived before the change: bigip-ws-kaazing-\d{8}T\d{6}Z\.ucs \([\d.]+ \w+\)/,
    );
    expect(first.stderr).toMatch(/transaction \d+ committed/);
    expect(first.stderr).toMatch(/^saved$/m);

    const second = await cli(['apply', 'kaazing.yaml', '--mock', '--yes', '--mock-log', 'log.jsonl']);
    expect(second.code).toBe(0);
    expect(second.stdout).toContain('No changes');
    const requests = readFileSync(join(folder, 'log.jsonl'), 'utf8').trim().split('\n');
    const writes = requests.filter((line) => !line.includes('"method":"GET"'));
    expect(requests.length).toBeGreaterThan(5);
    expect(writes).toHaveLength(2);
    expect(writes[0]).toContain('/mgmt/shared/authn/login');
    expect(writes[1]).toContain('"DELETE","url":"/mgmt/shared/authz/tokens/');

    expect((await cli(['diff', 'kaazing.yaml', '--mock', '--exit-code'])).code).toBe(0);
    const text = readFileSync(join(folder, 'kaazing.yaml'), 'utf8');
    writeFileSync(join(folder, 'kaazing.yaml'), text.replace('method: round-robin', 'method: ratio-member'));
    const edited = await cli(['diff', 'kaazing.yaml', '--mock', '--exit-code', '--format', 'json']);
    expect(edited.code).toBe(2);
    expect(JSON.parse(edited.stdout)).toMatchObject({
      changes: [
        {
          action: 'update',
          kind: 'ltm/pool',
          path: '/Common/kaazing-gateways',
          fields: [{ field: 'loadBalancingMode', before: 'round-robin', after: 'ratio-member' }],
        },
      ],
      summary: { update: 1, create: 0, delete: 0, replace: 0 },
    });
    expect((await cli(['diff', 'kaazing.yaml', '--mock', '--fail-on', 'delete'])).code).toBe(0);
    expect((await cli(['diff', 'kaazing.yaml', '--mock', '--fail-on', 'change'])).code).toBe(2);
  });

  it('never opens a connection that is not loopback, and keeps what it writes to itself', async () => {
    const watch = join(folder, 'watch.mjs');
    writeFileSync(
      watch,
      `import net from 'node:net';
import { appendFileSync } from 'node:fs';
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  appendFileSync(${JSON.stringify(join(folder, 'hosts'))}, (first.host ?? first.path ?? args[1] ?? 'localhost') + '\\n');
  return connect.apply(this, args);
};`,
    );
    const settings = {
      cwd: folder,
      env: {
        BIGIP_HOST: '192.0.2.1',
        BIGIP_PORT: '444',
        BIGIP_TOKEN: 'x',
        HTTPS_PROXY: 'http://192.0.2.2:3128',
      },
    };
    const ran = await runNode(
      ['--import', watch, toolBin(), 'apply', KAAZING, '--mock', '--yes', '--mock-log', 'log.jsonl'],
      settings,
    );
    expect(ran.code, ran.stderr).toBe(0);
    const hosts = new Set(readFileSync(join(folder, 'hosts'), 'utf8').trim().split('\n'));
    expect([...hosts]).toEqual(['127.0.0.1']);
    const made = await cli(['archive', 'download', 'kaazing', '--mock', '--out', 'got.ucs']);
    expect(made.code, made.stderr).toBe(0);
    for (const file of ['.bigip-ws/mock.json', 'log.jsonl', 'got.ucs']) {
      expect(statSync(join(folder, file)).mode & 0o777, file).toBe(0o600);
    }
  });

  it('prints data to stdout and all else to stderr; colours only where they are asked for', async () => {
    const plain = await cli(['apply', 'small.yaml', '--mock', '--yes', '--no-archive']);
    expect(plain.stdout).toMatch(/^small → mock/);
    expect(plain.stdout).not.toMatch(/saved|committed/);
    expect(plain.stderr).toMatch(/saved/);
    const ESC = '\u001b[';
    expect(plain.stdout + plain.stderr).not.toContain(ESC);
    const diff = (env: Record<string, string>) =>
      cli(['destroy', 'small.yaml', '--mock', '--dry-run'], { env });
    expect((await diff({ FORCE_COLOR: '1' })).stdout).toContain(ESC);
    expect((await diff({ FORCE_COLOR: '1', NO_COLOR: '1' })).stdout).not.toContain(ESC);
    const quiet = await cli(['--quiet', 'destroy', 'small.yaml', '--mock', '--yes', '--no-archive']);
    expect(quiet).toMatchObject({ code: 0, stderr: '' });
  });

  it.each<[string, string[], number]>([
    ['success', ['diff', 'small.yaml', '--mock'], 0],
    ['an apply', ['apply', 'small.yaml', '--mock', '--yes'], 0],
    ['an archive', ['archive', 'list', '--mock'], 0],
    ['rendering', ['render', 'small.yaml'], 0],
    ['an invalid spec', ['diff', 'bad.yaml', '--mock'], 65],
    ['rendering an invalid spec', ['render', 'bad.yaml'], 65],
    ['a missing file', ['diff', 'nowhere.yaml', '--mock'], 64],
    ['no --yes', ['apply', 'small.yaml', '--mock'], 64],
    ['no device', ['archive', 'list', '--host', '127.0.0.1:1'], 69],
    ['a refused connection', ['diff', 'small.yaml', '--host', '127.0.0.1:1'], 69],
  ])('--format json prints one document: %s', async (_name, args, code) => {
    writeFileSync(join(folder, 'bad.yaml'), 'version: 1\nname: bad\npool: {}\n');
    const ran = await cli([...args, '--format', 'json'], { env: { BIGIP_PASSWORD: PASSWORD } });
    expect(ran.code, ran.stderr).toBe(code);
    expect(ran.stdout).not.toBe('');
    const document: unknown = JSON.parse(ran.stdout);
    expect(document).toMatchObject({ formatVersion: 1 });
    if (code !== 0) expect(document).toMatchObject({ errors: [{ severity: 'error' }] });
  });

  async function againstSchema(command: string, ...args: readonly string[]): Promise<readonly unknown[]> {
    writeFileSync(join(folder, 'bad.yaml'), 'version: 1\nname: bad\npool: {}\n');
    const [schema, ran] = await Promise.all([
      cli(['schema', command]),
      cli([command, ...args, '--format', 'json']),
    ]);
    const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(
      JSON.parse(schema.stdout) as object,
    );
    validate(JSON.parse(ran.stdout));
    return validate.errors ?? [];
  }

  it.each([
    ['diff', 'small.yaml', '--mock'],
    ['diff', 'bad.yaml', '--mock'],
    ['apply', 'small.yaml', '--mock', '--yes'],
    ['apply', 'small.yaml', '--mock'],
    ['archive', 'list', '--mock'],
    ['archive', 'list', '--host', '127.0.0.1:1'],
    ['render', 'small.yaml'],
    ['render', 'bad.yaml'],
    ['validate', 'small.yaml'],
    ['validate', 'bad.yaml'],
  ])('its document is as `schema` says: %s %s', async (command, ...args) => {
    expect(await againstSchema(command, ...args)).toEqual([]);
  });
});

describe('on a device', () => {
  let device: Device;
  beforeAll(async () => {
    device = await startDevice({ password: PASSWORD });
  });
  afterAll(() => device.stop());
  beforeEach(() => device.reset());

  const there = (): string[] => at(device.mock);
  const env = { BIGIP_PASSWORD: PASSWORD };

  it('refuses to speak to a stranger, and shows how to trust it', async () => {
    const ran = await fails(
      cli(['diff', 'small.yaml', ...at({ port: device.mock.port })], { env }),
      69,
      /is not trusted/,
    );
    expect(device.log).toEqual([]);
    const pin = /--tls-fingerprint (sha256:[0-9A-F:]{95})/.exec(ran.stderr)?.[1] ?? '';
    expect(pin).toBe(device.mock.fingerprint);
    expect(
      (await cli(['diff', 'small.yaml', ...at({ port: device.mock.port, fingerprint: pin })], { env })).code,
    ).toBe(0);
    const wrong = pin.replace(/..$/, pin.endsWith('00') ? '11' : '00');
    await fails(
      cli(['diff', 'small.yaml', ...at({ port: device.mock.port, fingerprint: wrong })], { env }),
      69,
      /not the one that is pinned/,
    );
    writeFileSync(join(folder, 'ca.pem'), device.mock.certificate);
    expect(
      (await cli(['diff', 'small.yaml', ...at({ port: device.mock.port }), '--ca-file', 'ca.pem'], { env }))
        .code,
    ).toBe(0);
  });

  it('a wrong password is 77, and nothing more is sent', async () => {
    await fails(
      cli(['apply', 'small.yaml', '--yes', ...there()], { env: { BIGIP_PASSWORD: 'wrong-password' } }),
      77,
      /the device refuses the login/,
    );
    expect(device.log.map(({ url }) => url)).toEqual(['/mgmt/shared/authn/login']);
  });

  it('takes the password from stdin', async () => {
    const ran = await cli(['diff', 'small.yaml', ...there(), '--password-stdin'], { stdin: `${PASSWORD}\n` });
    expect(ran.code, ran.stderr).toBe(0);
  });

  it('what exists already is refused with 3', async () => {
    await device.client.request('POST', '/mgmt/tm/ltm/pool', { body: { name: 'web', partition: 'Common' } });
    await fails(cli(['apply', 'small.yaml', '--yes', ...there()], { env }), 3, /--adopt/);
  });

  it('says 1 when the device refuses, 4 when only the save fails', async () => {
    const proxy = await startProxy(device.mock);
    const through = at(proxy);
    proxy.restart(({ url, method }) =>
      method === 'POST' && url.endsWith('/transaction') ? 'refused' : 'pass',
    );
    const args = ['apply', 'small.yaml', '--yes', '--no-archive', ...through];
    await fails(cli(args, { env }), 1, /out of memory[\s\S]*nothing was changed/);
    proxy.restart(({ url }) => (url.endsWith('/sys/config') ? 'refused' : 'pass'));
    await fails(cli(args, { env }), 4, /applied, but whether it is saved is unknown/);
    await proxy.stop();
  });

  it('SIGINT is 130, and the token is deleted', async () => {
    const slow = await startDevice({ latencyMs: 150 });
    const ran = await cli(['--debug', 'diff', 'small.yaml', ...at(slow.mock)], {
      env: { BIGIP_PASSWORD: 'admin' },
      onOutput: (text, kill) => {
        if (text.includes('authn/login')) kill('SIGINT');
      },
    });
    expect(ran.code, ran.stderr).toBe(130);
    expect(ran.stdout).toBe('');
    expect(slow.log.at(-1)).toMatchObject({ method: 'DELETE', status: 200 });
    expect(slow.log.at(-1)?.url).toContain('/authz/tokens/');
    await slow.stop();
  });

  it('shows no secret, not even with --debug', async () => {
    const secrets = { BIGIP_PASSWORD: PASSWORD, PROBE: 'probe-Secret-1', UCS: 'ucs-Secret-2' };
    writeFileSync(
      join(folder, 'secret.yaml'),
      `${SMALL}monitors: { m: { type: http, username: u, password: '\${env:PROBE}' } }\narchive: { name: a, passphrase: '\${env:UCS}' }\n`,
    );
    const said = await Promise.all([
      cli(['--debug', 'apply', 'secret.yaml', '--yes', '--format', 'json', ...there()], { env: secrets }),
      cli(['--debug', 'apply', 'secret.yaml', '--yes', '--mock', '--mock-log', 'log.jsonl'], {
        env: secrets,
      }),
      cli(['--debug', 'render', 'secret.yaml'], { env: secrets }),
      cli(['--debug', 'diff', 'secret.yaml', ...there()], {
        env: { ...secrets, BIGIP_PASSWORD: 'wr0ng-Passw0rd' },
      }),
    ]);
    expect(said.map(({ code }) => code)).toEqual([0, 0, 0, 77]);
    const everything = JSON.stringify([said, readFileSync(join(folder, 'log.jsonl'), 'utf8')]);
    for (const secret of [...Object.values(secrets), 'wr0ng-Passw0rd'])
      expect(everything).not.toContain(secret);
    expect(everything).not.toMatch(/\b[A-Z2-7]{26}\b/);
    expect(said[3].stderr).toMatch(STACK);
  });

  it('a token that is handed in is used, not shown, not deleted', async () => {
    const body = { username: 'admin', password: PASSWORD, loginProviderName: 'tmos' };
    const answer = await device.client.request('POST', '/mgmt/shared/authn/login', { body });
    const token = /"token":\{.*?"token":"([^"]+)"/.exec(JSON.stringify(answer.body))?.[1] ?? '';
    expect(token).toMatch(/^\w{20,}$/);
    device.log.length = 0;
    const ran = await cli(['--debug', 'diff', 'small.yaml', ...there()], { env: { BIGIP_TOKEN: token } });
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout + ran.stderr).not.toContain(token);
    expect(device.log.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  const LOGIN = 'POST /mgmt/shared/authn/login';
  const token = { token: { token: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' } };
  it.each<[string, Parameters<typeof startLiar>[0], number, RegExp, number]>([
    ['HTML at the login', (_request, reply) => html(reply, 200), 1, /an HTML page \(Welcome\)/, 1],
    ['a login page instead of 401', (_request, reply) => html(reply, 401), 77, /HTML page/, 1],
    ['text that is no JSON', (_request, reply) => void reply.end('hello'), 1, /no JSON/, 1],
    ['a login without a token', (_request, reply) => json(reply, 200, {}), 1, /without a token/, 1],
    [
      'a device that is busy',
      (_request, reply) => json(reply, 503, { code: 503, message: 'busy' }),
      75,
      /503: busy/,
      1,
    ],
    ['a connection that is reset', (_request, reply) => void reply.destroy(), 69, /closed the connection/, 1],
    ['no answer', () => undefined, 69, /does not answer in time/, 1],
    [
      'lies after the login',
      (request, reply) =>
        json(reply, 200, request.url === '/mgmt/shared/authn/login' ? token : { items: 'none', entries: 7 }),
      1,
      /does not tell its TMOS version/,
      // Login, version, inventory, lock, and the token's deletion.
      5,
    ],
  ])('%s: a clear error, and nothing is changed', async (_name, answer, code, words, most) => {
    const liar: Liar = await startLiar(answer);
    const args = ['apply', 'small.yaml', '--yes', '--timeout', '1', ...at(liar)];
    await fails(cli(args, { env }), code, words);
    await liar.stop();
    expect(liar.asked[0]).toBe(LOGIN);
    expect(liar.asked.length).toBeLessThanOrEqual(most);
    const writes = liar.asked.slice(1).filter((one) => !one.startsWith('GET '));
    expect(writes.every((one) => one.startsWith('DELETE /mgmt/shared/authz/tokens/'))).toBe(true);
  });

  it('a port that nobody listens on is 69', async () => {
    const liar = await startLiar(() => undefined);
    await liar.stop();
    await fails(cli(['diff', 'small.yaml', ...at({ port: liar.port })], { env }), 69, /refuses connections/);
  });
});
