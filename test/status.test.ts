import { Ajv } from 'ajv';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { LoggedRequest } from '../src/targets/bigip/icontrol/wire.ts';
import { type Ran, run, type RunSettings } from './harness/tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'bigip-ws-status-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SPEC = `version: 1
name: seen
nodes: { n1: 10.0.0.1, n2: 10.0.0.2 }
pools: { app: { monitors: [/Common/tcp], members: { n1: 80, n2: 80 } } }
virtualServers: { web: { destination: 10.0.0.9, port: 80, pool: app, websocket: auto } }
`;
writeFileSync(join(folder, 'spec.yaml'), SPEC);
const MORE = SPEC.replace('n2: 80 } } }', 'n2: 80 } }, spare: { members: { n1: 81 } } }');
writeFileSync(join(folder, 'more.yaml'), MORE);

function tool(args: readonly string[], settings: Partial<RunSettings> = {}): Promise<Ran> {
  return run([...args, '--mock-state', 'mock.json'], { cwd: folder, ...settings });
}

it('status', async () => {
  const before = await tool(['status', 'spec.yaml']);
  expect(before).toMatchObject({ code: 0 });
  expect(before.stdout).toMatch(/^\/Common\/web +ABSENT +spec\.yaml:5:19$/m);

  expect((await tool(['apply', 'spec.yaml', '--yes', '--no-archive'])).code).toBe(0);
  const { code, stdout } = await tool(['status', 'more.yaml', '--mock-log', 'log.jsonl']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\/Common\/web +available +0 +0 +0 {2}more\.yaml:5:19$/m);
  expect(stdout).toMatch(/^ {2}\/Common\/n2:80 +available +0 +0 +0 {2}more\.yaml:4:/m);
  expect(stdout).toMatch(/^ {2}0 to 0 a member, 0 on average$/m);
  expect(stdout).toMatch(/^\/Common\/spare +ABSENT /m);
  const requests = readFileSync(join(folder, 'log.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LoggedRequest);
  expect(
    requests.filter(({ url }) => url.includes('/stats')).map(({ method, url }) => `${method} ${url}`),
  ).toEqual([
    'GET /mgmt/tm/ltm/virtual/stats',
    'GET /mgmt/tm/ltm/pool/stats',
    'GET /mgmt/tm/ltm/pool/members/stats',
  ]);

  const schema = await run(['schema', 'status'], { cwd: folder });
  const validate = new Ajv({ strict: false }).compile(JSON.parse(schema.stdout) as object);
  for (const spec of ['spec.yaml', 'none.yaml']) {
    const json = await tool(['status', spec, '--format', 'json']);
    validate(JSON.parse(json.stdout));
    expect(validate.errors ?? [], json.stdout).toEqual([]);
    expect(json.code).toBe(spec === 'none.yaml' ? 64 : 0);
  }
});

it('status --watch looks again, with rates, and ends without a failure', async () => {
  let printed = '';
  const { code, stdout, stderr } = await run(
    ['status', 'spec.yaml', '--watch', '--every', '1s', '--mock-state', 'watched.json'],
    {
      cwd: folder,
      onOutput: (text, kill) => {
        printed += text;
        if (printed.includes('after the look before')) kill('SIGINT');
      },
    },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/now +most +total\n[^]*now +most +total +per s\n/);
});

it('--every without --watch is told', async () => {
  expect(await tool(['status', 'spec.yaml', '--every', '1s'])).toMatchObject({ code: 64 });
});
