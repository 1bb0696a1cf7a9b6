import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { load } from 'js-yaml';
import { generate } from 'selfsigned';
import { z } from 'zod';
import { sample } from '../harness/sample.ts';
import { createMock } from '../../src/mock/mock.ts';

// The mock as F5's own Ansible modules (f5networks.f5_modules, in Debian's `ansible`) see it.

const FOLDER = resolve(import.meta.dirname, 'ansible');
const isThere = spawnSync('ansible-playbook', ['--version']).status === 0;
const isRequired = process.env.CI === 'true';
if (!isThere && !isRequired) {
  process.stderr.write('SKIPPED: ansible-playbook is not installed (Debian package: ansible)\n');
}

const Moment = z.iso
  .datetime({ local: true })
  .or(z.iso.datetime())
  .transform((text) => Date.parse(text));

/** What the `json` callback of Ansible prints. */
const Run = z.object({
  plays: z.array(
    z.object({
      play: z.object({ name: z.string(), duration: z.object({ start: Moment, end: Moment }) }),
      tasks: z.array(
        z.object({
          task: z.object({ name: z.string() }),
          hosts: z.record(
            z.string(),
            z.object({
              action: z.string(),
              changed: z.boolean().default(false),
              failed: z.boolean().default(false),
              msg: z.unknown().optional(),
            }),
          ),
        }),
      ),
    }),
  ),
  stats: z.record(z.string(), z.object({ failures: z.number() })),
});

const Tasks = z.array(z.looseObject({ name: z.string() })).min(12);

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
  let failures: number | undefined;

  beforeAll(async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'bigip-ws-ansible-'));
    const pair = await generate([{ name: 'commonName', value: 'ws.example.com' }], { algorithm: 'sha256' });
    writeFileSync(join(scratch, 'ws.crt'), pair.cert);
    writeFileSync(join(scratch, 'ws.key'), pair.private);
    const requests: Request[] = [];
    const mock = await createMock({
      taskMs: 20,
      onRequest: ({ method, url }) => requests.push({ method, url, at: Date.now() }),
    });
    try {
      const run = Run.parse(JSON.parse(await ansible(mock.port, scratch)));
      for (const played of run.plays) outcomes.set(played.play.name, outcomeOf(played, requests));
      failures = run.stats.localhost?.failures;
    } finally {
      await mock.stop();
      rmSync(scratch, { recursive: true, force: true });
    }
  }, 360_000);

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

  test('nothing failed that no task expects to', () => {
    expect(failures).toBe(0);
  });
});

interface Request {
  readonly method: string;
  readonly url: string;
  /** Milliseconds of the epoch. */
  readonly at: number;
}

function outcomeOf(
  { play: { duration }, tasks }: z.output<typeof Run>['plays'][number],
  requests: readonly Request[],
): Outcome {
  const done = tasks.flatMap(({ task, hosts }) =>
    Object.values(hosts)
      .filter(({ action }) => !action.endsWith('include_tasks'))
      .map((host) => ({ name: task.name, ...host })),
  );
  return {
    // A task that expects a refusal carries the failure of its module, and is not counted by the recap.
    failed: done.filter(({ failed }) => failed).map(({ name, msg }) => `${name}: ${String(msg)}`),
    changed: done.filter(({ changed }) => changed).map(({ name }) => name),
    unchanged: done.filter(({ changed }) => !changed).map(({ name }) => name),
    writes: requests
      .filter(({ at }) => at >= duration.start && at <= duration.end)
      .filter(({ method, url }) => method !== 'GET' && url.startsWith('/mgmt/tm/'))
      .map(({ method, url }) => `${method} ${url}`),
  };
}

/** A file with some tasks of a step, in their order; JSON is YAML. */
function someOf(step: string, scratch: string): string {
  const tasks = Tasks.parse(load(readFileSync(join(FOLDER, `${step}.yml`), 'utf8')));
  const file = join(scratch, `some-${step}.json`);
  writeFileSync(file, JSON.stringify(sample(tasks, 12)));
  return file;
}

/** What Ansible printed; it ends with a status other than 0 when a task failed, and prints it all the same. */
function ansible(port: number, scratch: string): Promise<string> {
  const given = {
    ansible_python_interpreter: '/usr/bin/python3',
    mock_port: port,
    scratch,
    again: someOf('objects', scratch),
    check: someOf('changes', scratch),
  };
  const args = [
    ...['-i', 'localhost,', '-c', 'local', '-e', JSON.stringify(given)],
    join(FOLDER, 'playbook.yml'),
  ];
  const env = {
    ...process.env,
    ANSIBLE_STDOUT_CALLBACK: 'ansible.posix.json',
    // One process less for each task.
    ANSIBLE_PIPELINING: '1',
    ANSIBLE_HOME: scratch,
    ANSIBLE_LOCAL_TEMP: scratch,
    ANSIBLE_NOCOLOR: '1',
    // The modules verify nothing here, and read all authorities of the machine six times a task to do so.
    SSL_CERT_FILE: join(scratch, 'ws.crt'),
    SSL_CERT_DIR: scratch,
    TZ: 'UTC',
  };
  const limits = { timeout: 350_000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((done, failed) => {
    execFile('ansible-playbook', args, { env, ...limits }, (error, out, problem) => {
      const start = out.indexOf('{');
      if (start === -1) failed(error ?? new Error(`ansible-playbook printed nothing: ${problem}`));
      else done(out.slice(start));
    });
  });
}
