import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generate } from 'selfsigned';
import { z } from 'zod';
import { isWholeProof } from '../harness/sample.ts';
import { createMock, type Mock } from '../../src/mock/mock.ts';

// The mock as F5's own Ansible modules (f5networks.f5_modules, in Debian's `ansible`) see it.

const FOLDER = resolve(import.meta.dirname, 'ansible');
/** The one that Debian's package is for. */
const PYTHON = '/usr/bin/python3';
const isThere = spawnSync('ansible-playbook', ['--version']).status === 0;
const isRequired = process.env.CI === 'true';
if (!isThere && !isRequired) {
  process.stderr.write('SKIPPED: ansible-playbook is not installed (Debian package: ansible)\n');
}

/** What modules.py prints. */
const Plays = z.array(
  z.object({
    name: z.string(),
    /** Milliseconds of the epoch. */
    start: z.number(),
    end: z.number(),
    tasks: z.array(
      z.object({ name: z.string(), changed: z.boolean(), failed: z.boolean(), msg: z.unknown() }),
    ),
  }),
);

const STEPS = [
  { name: 'create', tasks: 'objects.yml', check: false },
  { name: 'create again', tasks: 'objects.yml', check: false },
  { name: 'check the changes', tasks: 'changes.yml', check: true },
  { name: 'change', tasks: 'changes.yml', check: false },
  { name: 'files', tasks: 'files.yml', check: false },
  { name: 'remove', tasks: 'removal.yml', check: false },
];

/** What one play came to. */
interface Outcome {
  readonly failed: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  /** What was asked of the device that would change it. */
  readonly writes: readonly string[];
}

describe.skipIf(!isThere && !isRequired)('F5 modules of Ansible', () => {
  const outcomes = new Map<string, Outcome>();
  const scratch = mkdtempSync(join(tmpdir(), 'bigip-ws-ansible-'));
  const requests: Request[] = [];
  let mock: Mock;

  beforeAll(async () => {
    const pair = await generate([{ name: 'commonName', value: 'ws.example.com' }], { algorithm: 'sha256' });
    writeFileSync(join(scratch, 'ws.crt'), pair.cert);
    writeFileSync(join(scratch, 'ws.key'), pair.private);
    mock = await createMock({
      taskMs: 20,
      onRequest: ({ method, url }) => requests.push({ method, url, at: Date.now() }),
    });
    for (const play of await runModules(mock.port, scratch))
      outcomes.set(play.name, outcomeOf(play, requests));
  }, 240_000);

  afterAll(async () => {
    await mock.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  const ALL: Readonly<Record<string, Partial<Outcome>>> = {
    create: { failed: [], unchanged: [] },
    'create again': { failed: [], changed: [], writes: [] },
    'check the changes': { failed: [], unchanged: [], writes: [] },
    change: { failed: [], unchanged: [] },
    files: { failed: [] },
    remove: { failed: [], unchanged: [] },
  };

  test.each(Object.entries(ALL))('%s', (play, expected) => {
    const outcome = outcomes.get(play);
    expect(outcome).toMatchObject(expected);
    // A play of which nothing ran would have nothing that failed.
    expect((outcome?.changed.length ?? 0) + (outcome?.unchanged.length ?? 0)).toBeGreaterThan(9);
  });

  test('what a play writes is seen', () => {
    expect(outcomes.get('change')?.writes.length).toBeGreaterThan(20);
  });

  test.runIf(isWholeProof)('the same tasks in a playbook', { timeout: 600_000 }, async () => {
    mock.reset();
    const given = JSON.stringify({ mock_port: mock.port, scratch });
    const args = ['-i', 'localhost,', '-c', 'local', '-e', given, join(FOLDER, 'playbook.yml')];
    const said = await output('ansible-playbook', args, scratch);
    expect(said).toMatch(/unreachable=0 +failed=0 /);
  });
});

interface Request {
  readonly method: string;
  readonly url: string;
  /** Milliseconds of the epoch. */
  readonly at: number;
}

function outcomeOf(
  { start, end, tasks }: z.output<typeof Plays>[number],
  requests: readonly Request[],
): Outcome {
  return {
    failed: tasks.filter(({ failed }) => failed).map(({ name, msg }) => `${name}: ${String(msg)}`),
    changed: tasks.filter(({ changed }) => changed).map(({ name }) => name),
    unchanged: tasks.filter(({ changed }) => !changed).map(({ name }) => name),
    writes: requests
      .filter(({ at }) => at >= start && at <= end)
      .filter(({ method, url }) => method !== 'GET' && url.startsWith('/mgmt/tm/'))
      .map(({ method, url }) => `${method} ${url}`),
  };
}

async function runModules(port: number, scratch: string): Promise<z.output<typeof Plays>> {
  const plays = STEPS.map((step) => ({ ...step, tasks: join(FOLDER, step.tasks) }));
  const asked = JSON.stringify({ port, scratch, plays });
  return Plays.parse(JSON.parse(await output(PYTHON, [join(FOLDER, 'modules.py')], scratch, asked)));
}

/** What a program printed; fails when it failed. */
function output(program: string, args: readonly string[], scratch: string, input = ''): Promise<string> {
  const env = {
    ...process.env,
    ANSIBLE_HOME: scratch,
    ANSIBLE_LOCAL_TEMP: scratch,
    ANSIBLE_NOCOLOR: '1',
    // The modules verify nothing here, and read all authorities of the machine six times a task to do so.
    SSL_CERT_FILE: join(scratch, 'ws.crt'),
    SSL_CERT_DIR: scratch,
    TZ: 'UTC',
  };
  const limits = { timeout: 590_000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((done, failed) => {
    const child = execFile(program, args, { env, ...limits }, (error, out, problem) => {
      if (error === null) done(out);
      else failed(new Error(`${error.message}\n${problem}\n${out.slice(-2000)}`));
    });
    child.stdin?.end(input);
  });
}
