import { Ajv } from 'ajv';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Ran, run, type RunSettings } from './harness/tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'bigip-ws-rehearse-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fixtures = resolve(import.meta.dirname, '../fixtures/specs');

/** Milliseconds: of a whole rehearsal, on a machine that is busy with something else. */
const LONGEST = 55_000;
vi.setConfig({ testTimeout: 60_000 });

interface Page {
  readonly verdict?: string;
  readonly steps: readonly {
    readonly step: string;
    readonly verdict: string;
    readonly says: readonly string[];
    readonly source?: { readonly line: number };
  }[];
  readonly clients?: { readonly spread: readonly { readonly gateways: Readonly<Record<string, number>> }[] };
  readonly errors: readonly unknown[];
}

/** Lines 3 to 5, so that a line that a failure names can be told. */
function spec({
  members = 'n1: 8001, n2: 8001',
  monitors = '/Common/tcp',
  virtual = '',
  before = '',
} = {}): string {
  return [
    'version: 1',
    'name: played',
    'nodes: { n1: 10.0.0.1, n2: 10.0.0.2, n3: 10.0.0.3 }',
    `pools: { app: { monitors: [${monitors}], members: { ${members} } } }`,
    `virtualServers: { web: { destination: 10.0.1.9, port: 80, snat: automap, websocket: auto, pool: app${virtual} } }`,
    before,
  ].join('\n');
}

/** Writes down every host that is bound or connected to. */
writeFileSync(
  join(folder, 'spy.mjs'),
  `import { appendFileSync } from 'node:fs';
import { Server, Socket } from 'node:net';
for (const [type, name] of [[Socket, 'connect'], [Server, 'listen']]) {
  const original = type.prototype[name];
  type.prototype[name] = function (...args) {
    const given = Array.isArray(args[0]) ? args[0][0] : args[0];
    appendFileSync(${JSON.stringify(join(folder, 'places.txt'))}, String(given?.host ?? given?.path ?? 'anywhere') + '\\n');
    return original.apply(this, args);
  };
}
`,
);
const spied = { NODE_OPTIONS: `--import=${join(folder, 'spy.mjs')}` };

let files = 0;
function fileOf(text: string): string {
  const name = `spec-${(files += 1)}.yaml`;
  writeFileSync(join(folder, name), text);
  return name;
}

function rehearse(
  file: string,
  args: readonly string[] = [],
  settings: Partial<RunSettings> = {},
): Promise<Ran> {
  return run(['rehearse', file, ...args], { cwd: folder, longest: LONGEST, ...settings });
}

async function pageOf(
  file: string,
  args: readonly string[] = [],
): Promise<Page & { readonly code: number | null }> {
  const { code, stdout, stderr } = await rehearse(file, ['--format', 'json', ...args]);
  expect(stdout, stderr).not.toBe('');
  return { code, ...(JSON.parse(stdout) as Page) };
}

const failing = ({ steps }: Page) => steps.find(({ verdict }) => verdict === 'failed');

describe('the how-to on this machine', () => {
  it('kaazing-modern.yaml: all steps hold, on one page', async () => {
    const { code, stdout, stderr } = await rehearse(join(fixtures, 'kaazing-modern.yaml'), [], {
      env: spied,
    });
    expect(stdout, stderr).toMatch(
      /^passed .*WebSockets pass\n +kaazing-ws: upgrade: 101 .*echo: 14 messages/m,
    );
    expect(stdout).toMatch(/Gateway-1:8001 × 3, Gateway-2:8001 × 3, Gateway-3:8001 × 3$/m);
    expect(stdout).toMatch(
      /ended: found down by its monitor after [\d.]+ s \([\d.]+ s of the device's time\)\n/,
    );
    expect(stdout).toMatch(/3 of 3 connections to it cut, none of 6 to others$/m);
    expect(stdout).toMatch(/^9 steps: 9 passed\. /m);
    expect(code).toBe(0);
    expect(existsSync(join(folder, '.bigip-ws'))).toBe(false);
    const places = readFileSync(join(folder, 'places.txt'), 'utf8').trim().split('\n');
    expect(places.length).toBeGreaterThan(20);
    expect(places.filter((place) => !/^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(place))).toEqual([]);
  });
});

describe('a faulty spec fails at the step that is wrong, with its line', () => {
  const networks = [
    'network:',
    "  interfaces: { '1.1': { enabled: true } }",
    "  vlans: { inside: { interfaces: ['1.1'] } }",
    '  selfIps: { one: { address: 10.0.0.254/24, vlan: inside } }',
    '',
  ].join('\n');
  it.each<[what: string, text: string, args: readonly string[], step: string, line: number, says: RegExp]>([
    [
      'a monitor that asks another port',
      spec({
        monitors: 'app-up',
        before: "monitors: { app-up: { type: tcp, destination: '*:8002' } }\n",
      }),
      ['--time-scale', '60'],
      'members',
      4,
      /n1:8001 is offline/,
    ],
    [
      'a port that no gateway has',
      spec({ members: 'n1: 8002, n2: 8001' }),
      ['--member', 'n1:8001=127.0.0.1:9'],
      'gateways',
      4,
      /no member of the spec is n1:8001/,
    ],
    [
      'members that answer past the BIG-IP',
      spec({ before: networks }).replace('snat: automap', 'snat: none'),
      [],
      'verify',
      5,
      /without SNAT n1:8001, n2:8001 answer|without SNAT n\d:8001 answer/,
    ],
    [
      'a path that no route takes',
      spec({ virtual: ', routes: [{ path: /chat, pool: app }], verify: /feed' }).replace(
        ', pool: app, routes',
        ', routes',
      ),
      [],
      'verify',
      5,
      /no route takes \/feed/,
    ],
    [
      'silence beyond the idle time-out',
      spec({ virtual: ', idleTimeout: 300' }),
      ['--idle', '10m', '--time-scale', '300'],
      'verify',
      5,
      /idleTimeout is 300 s/,
    ],
  ])('%s', async (_what, text, args, step, line, says) => {
    const page = await pageOf(fileOf(text), args);
    expect(failing(page)).toMatchObject({ step, source: { line } });
    expect(failing(page)?.says.join('\n')).toMatch(says);
    expect(page.code).toBe(1);
  });
});

it('without a monitor nobody finds out: that is skipped, not passed', async () => {
  const { code, steps } = await pageOf(fileOf(spec({ monitors: '' })));
  const skipped = steps.filter(({ verdict }) => verdict === 'skipped').map(({ step }) => step);
  expect(skipped).toEqual(['members', 'lose', 'recover']);
  expect(code).toBe(0);
});

it('--old tells what a change does to open connections', async () => {
  // Enough of it goes that the safety gate has to be told, as with apply.
  const rules = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}: { text: "when CLIENT_ACCEPTED { }" }`);
  const before = fileOf(spec({ before: `rules: { ${rules.join(', ')} }` }));
  const renamed = fileOf(spec().replace('web:', 'www:'));
  const page = await pageOf(renamed, ['--old', before, '--allow-deletes', '60%']);
  const apply = page.steps.find(({ step }) => step === 'apply');
  expect(apply?.says).toContain('6 of 6 open connections were cut');
  expect(apply?.says.at(-1)).toMatch(/^on a device this cuts live connections, .*ltm\/virtual \/Common\/web/);
  expect(page.code).toBe(0);
});

it('JSON is as its schema says, also when there is nothing to play', async () => {
  const schema = await run(['schema', 'rehearse'], { cwd: folder });
  const validate = new Ajv({ strict: false }).compile(JSON.parse(schema.stdout) as object);
  for (const [file, code] of [
    [fileOf(spec({ members: 'n1: 8001' })), 0],
    ['none.yaml', 64],
    [fileOf('version: 1\nname: x\nnodes: 7\n'), 65],
  ] as const) {
    const page = await pageOf(file);
    const { code: ended, ...document } = page;
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(ended).toBe(code);
  }
});

it('--keep stays up, for clients at the addresses of its page, until it is interrupted', async () => {
  let printed = '';
  let answered = '';
  const { code } = await rehearse(fileOf(spec()), ['--keep'], {
    onOutput: (text, kill) => {
      printed += text;
      const here = /here ws:\/\/(127\.0\.0\.1:\d+)\//.exec(printed)?.[1];
      if (here === undefined || !printed.includes('Running until') || answered !== '') return;
      answered = 'asked';
      void fetch(`http://${here}/`, { headers: { connection: 'close' } })
        .then(
          async (response) => (answered = `${response.headers.get('x-gateway')} ${await response.text()}`),
        )
        .finally(() => kill('SIGINT'));
    },
  });
  expect(answered).toMatch(/^n\d:8001 gateway n\d:8001\nGET \//);
  expect(code).toBe(0);
});

it.each([
  ['a member that is nowhere', ['--member', 'n1:8001=192.0.2.1:80'], 64],
  ['a version that the mock does not know', ['--mock-tmos', '9.9'], 64],
])('%s is refused', async (_what, args, code) => {
  expect((await rehearse(fileOf(spec()), args)).code).toBe(code);
});
