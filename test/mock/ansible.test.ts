import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { load } from 'js-yaml';
import { generate } from 'selfsigned';
import { z } from 'zod';
import { sample } from '../harness/sample.ts';
import { createMock, type LoggedRequest, type Mock } from '../../src/mock/mock.ts';

// The mock as F5's own Ansible modules (f5networks.f5_modules, in Debian's `ansible`) see it.

const FOLDER = resolve(import.meta.dirname, 'ansible');
const isThere = spawnSync('ansible-playbook', ['--version']).status === 0;
const isRequired = process.env.CI === 'true';
if (!isThere && !isRequired) {
  process.stderr.write('SKIPPED: ansible-playbook is not installed (Debian package: ansible)\n');
}

/** What the `json` callback of Ansible prints. */
const Run = z.object({
  plays: z.array(
    z.object({
      tasks: z.array(
        z.object({
          task: z.object({ name: z.string() }),
          hosts: z.record(
            z.string(),
            z.object({
              changed: z.boolean().default(false),
              failed: z.boolean().default(false),
              msg: z.unknown().optional(),
            }),
          ),
        }),
      ),
    }),
  ),
  stats: z.record(z.string(), z.object({ ok: z.number(), changed: z.number(), failures: z.number() })),
});

const Tasks = z.array(z.looseObject({ name: z.string() })).min(12);

interface Outcome {
  readonly failed: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  readonly recap: { readonly ok: number; readonly changed: number; readonly failures: number } | undefined;
  /** What was asked of the device that would change it. */
  readonly writes: readonly string[];
}

describe.skipIf(!isThere && !isRequired)('F5 modules of Ansible', { timeout: 240_000 }, () => {
  const requests: LoggedRequest[] = [];
  const scratch = mkdtempSync(join(tmpdir(), 'bigip-ws-ansible-'));
  let mock: Mock | undefined;

  beforeAll(async () => {
    const pair = await generate([{ name: 'commonName', value: 'ws.example.com' }], { algorithm: 'sha256' });
    writeFileSync(join(scratch, 'ws.crt'), pair.cert);
    writeFileSync(join(scratch, 'ws.key'), pair.private);
    mock = await createMock({ taskMs: 20, onRequest: (entry) => requests.push(entry) });
  });
  afterAll(async () => {
    await mock?.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  /** Plays some tasks of a step, in their order; JSON is YAML. */
  function playSome(step: string, ...options: readonly string[]): Promise<Outcome> {
    const tasks = Tasks.parse(load(readFileSync(join(FOLDER, `${step}.yml`), 'utf8')));
    const file = join(scratch, `some-${step}.json`);
    writeFileSync(file, JSON.stringify(sample(tasks, 12)));
    return play(step, '-e', `tasks=${file}`, ...options);
  }

  async function play(step: string, ...options: readonly string[]): Promise<Outcome> {
    requests.length = 0;
    const run = Run.parse(JSON.parse(await ansible(step, mock?.port ?? 0, scratch, options)));
    const tasks = run.plays
      .flatMap((played) => played.tasks)
      .flatMap(({ task, hosts }) =>
        task.name === step ? [] : Object.values(hosts).map((host) => ({ name: task.name, ...host })),
      );
    return {
      // A task that expects a refusal carries the failure of its module, and is not counted by the recap.
      failed: tasks.filter(({ failed }) => failed).map(({ name, msg }) => `${name}: ${String(msg)}`),
      changed: tasks.filter(({ changed }) => changed).map(({ name }) => name),
      unchanged: tasks.filter(({ changed }) => !changed).map(({ name }) => name),
      recap: run.stats.localhost,
      writes: requests
        .filter(({ method, url }) => method !== 'GET' && url.startsWith('/mgmt/tm/'))
        .map(({ method, url }) => `${method} ${url}`),
    };
  }

  test('create', async () => {
    const { failed, unchanged, recap } = await play('objects');
    expect({ failed, unchanged }).toEqual({ failed: [], unchanged: [] });
    expect(recap?.failures).toBe(0);
  });

  test('a second run changes nothing', async () => {
    const { failed, changed, recap, writes } = await playSome('objects');
    expect({ failed, changed, writes }).toEqual({ failed: [], changed: [], writes: [] });
    expect(recap).toMatchObject({ changed: 0, failures: 0 });
  });

  test('check mode announces changes and writes nothing', async () => {
    const { failed, unchanged, recap, writes } = await playSome('changes', '--check');
    expect({ failed, unchanged, writes }).toEqual({ failed: [], unchanged: [], writes: [] });
    expect(recap?.failures).toBe(0);
  });

  test('change', async () => {
    const { failed, unchanged, recap } = await play('changes');
    expect({ failed, unchanged }).toEqual({ failed: [], unchanged: [] });
    expect(recap?.failures).toBe(0);
  });

  test('save, command, archives, information, refusals', async () => {
    const { failed, recap } = await play('files');
    expect(failed).toEqual([]);
    expect(recap?.failures).toBe(0);
  });

  test('remove', async () => {
    const { failed, unchanged, recap } = await play('removal');
    expect({ failed, unchanged }).toEqual({ failed: [], unchanged: [] });
    expect(recap?.failures).toBe(0);
  });
});

/** What Ansible printed; it ends with a status other than 0 when a task failed, and prints it all the same. */
function ansible(step: string, port: number, scratch: string, options: readonly string[]): Promise<string> {
  const given = [`mock_port=${port}`, `step=${step}`, `scratch=${scratch}`];
  const args = [
    ...['-i', 'localhost,', '-c', 'local', '-e', 'ansible_python_interpreter=/usr/bin/python3'],
    ...given.flatMap((value) => ['-e', value]),
    ...options,
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
  };
  const limits = { timeout: 235_000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((done, failed) => {
    execFile('ansible-playbook', args, { env, ...limits }, (error, out, problem) => {
      const start = out.indexOf('{');
      if (start === -1) failed(error ?? new Error(`ansible-playbook printed nothing: ${problem}`));
      else done(out.slice(start));
    });
  });
}
