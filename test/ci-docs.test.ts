import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { bash, type Place, runSteps, type Step, type StepRan } from './harness/workflow.ts';
import { toolBin } from './harness/tool.ts';

// Every snippet of docs/ci.md is run as it stands, as far as that can be without a runner.

const hasJq = spawnSync('jq', ['--version']).status === 0;

it('jq is there where it must be', () => {
  if (!hasJq) process.stderr.write('SKIPPED: snippets that use jq are not run; install jq\n');
  expect(hasJq || process.env.CI !== 'true').toBe(true);
});

const root = resolve(import.meta.dirname, '..');
const markdown = await readFile(join(root, 'docs/ci.md'), 'utf8');
const home = await mkdtemp(join(tmpdir(), 'bigip-ws-ci-'));
afterAll(() => rm(home, { recursive: true, force: true }));

interface Job {
  readonly if?: string;
  readonly steps: readonly Step[];
  readonly environment?: string;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly permissions?: Readonly<Record<string, string>>;
}

interface GitLabJob {
  readonly script: readonly string[];
  readonly environment?: string;
  readonly resource_group?: string;
  readonly rules: readonly { readonly if: string; readonly when?: string }[];
}

const [github = '', gitlab = ''] = fenced('yaml');
const { jobs } = load(github) as { jobs: Readonly<Record<'rehearse' | 'plan' | 'apply' | 'drift', Job>> };
const gitlabJobs = load(gitlab) as Readonly<Record<'rehearse' | 'plan' | 'apply' | 'drift', GitLabJob>>;

function fenced(language: string): string[] {
  return [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  );
}

const SPEC = (members: string): string => `version: 1
name: web
nodes: { a: 10.0.0.1, b: 10.0.0.2 }
pools: { app: { monitors: [/Common/tcp], method: least-connections-member, serviceDownAction: reset, members: ${members} } }
rules: { tag: tag.tcl }
virtualServers:
  web:
    { destination: 203.0.113.10, port: 80, pool: app, rules: [tag], websocket: auto, idleTimeout: 3600, snat: automap,
      xForwardedFor: true, connectionRateLimit: 500, connectionLimit: 50000 }
`;
const RULE = (word: string): string => `when HTTP_REQUEST { HTTP::header replace X-Edge ${word} }\n`;
const BOTH = '{ a: 80, b: 80 }';

let cwd = '';
let place: Place;
/** A clone with the spec on `main`, and a branch that changes it: the names of a runner lead to ours. */
beforeEach(async () => {
  cwd = await mkdtemp(join(home, 'run-'));
  const bin = join(cwd, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'bigip-ws'), `#!/bin/sh\nexec "${process.execPath}" "${toolBin()}" "$@"\n`);
  await copyFile(join(root, 'test/harness/fake-gh.js'), join(bin, 'gh.mjs'));
  await writeFile(join(bin, 'gh'), `#!/bin/sh\nexec "${process.execPath}" "${join(bin, 'gh.mjs')}" "$@"\n`);
  await Promise.all(['bigip-ws', 'gh'].map((name) => chmod(join(bin, name), 0o755)));
  const comments = join(cwd, 'comments.json');
  await writeFile(
    comments,
    JSON.stringify([{ id: 7, user: { login: 'me' }, body: '<!-- bigip-ws --> not yours' }]),
  );
  await mkdir(join(cwd, 'clone'));
  place = {
    cwd: join(cwd, 'clone'),
    env: {
      PATH: `${bin}:${process.env.PATH ?? ''}`,
      HOME: cwd,
      GH_COMMENTS: comments,
      GITHUB_REPOSITORY: 'me/web',
      GITHUB_STEP_SUMMARY: join(cwd, 'summary.md'),
    },
    expressions: { 'github.base_ref': 'main', 'github.token': 'x', 'github.event.number': '3' },
  };
  await commit({ 'spec.yaml': SPEC(BOTH), 'tag.tcl': RULE('one') });
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
});

function git(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(
    'git',
    ['-c', 'user.name=me', '-c', 'user.email=me@example.com', ...args],
    {
      cwd: place.cwd,
      encoding: 'utf8',
    },
  );
  expect(status, stderr).toBe(0);
}

async function commit(files: Readonly<Record<string, string>>): Promise<void> {
  git('init', '--quiet');
  for (const [name, text] of Object.entries(files)) await writeFile(join(place.cwd, name), text);
  git('add', ...Object.keys(files));
  git('commit', '--quiet', '-m', 'change');
}

/** The job of a pull request, on a fresh checkout. */
async function rehearse(): Promise<{ ran: StepRan[]; comments: string[] }> {
  const ran = runSteps(jobs.rehearse.steps, place);
  git('worktree', 'remove', '--force', 'base');
  await rm(join(place.cwd, '.bigip-ws'), { recursive: true });
  const comments = JSON.parse(await readFile(place.env.GH_COMMENTS ?? '', 'utf8')) as { body: string }[];
  return { ran, comments: comments.slice(1).map(({ body }) => body) };
}

const codes = (ran: readonly StepRan[]): (number | null)[] => ran.map(({ code }) => code);

describe('the workflow of GitHub', () => {
  it.runIf(hasJq)('shows a changed iRule, and keeps to one comment', { timeout: 120_000 }, async () => {
    await commit({ 'tag.tcl': RULE('two') });
    const first = await rehearse();
    expect(codes(first.ran), JSON.stringify(first.ran)).toEqual([0, 0, 0, 0]);
    expect(first.comments).toHaveLength(1);
    expect(first.comments[0]).toMatch(/^<!-- bigip-ws -->\n### web → mock/);
    expect(first.comments[0]).toContain('| update | `ltm/rule` `/Common/tag` |');
    expect(await readFile(place.env.GITHUB_STEP_SUMMARY ?? '', 'utf8')).toBe(first.comments[0]);

    await commit({ 'tag.tcl': RULE('three') });
    const second = await rehearse();
    expect(codes(second.ran)).toEqual([0, 0, 0, 0]);
    expect(second.comments).toHaveLength(1);
    expect(second.comments[0]).not.toBe(first.comments[0]);
  });

  it.runIf(hasJq)('comments where it fails: connections would be cut', { timeout: 60_000 }, async () => {
    await commit({ 'spec.yaml': SPEC('{ a: 80 }') });
    const { ran, comments } = await rehearse();
    expect(codes(ran), JSON.stringify(ran)).toEqual([0, 2, 0]);
    expect(comments).toEqual([expect.stringContaining('| delete | `ltm/pool/members`')]);
    expect(comments[0]).toContain('`bigip-ws diff --fail-on refuse` ended with 2:');
  });

  it.runIf(hasJq)('comments where the plan cannot be made', { timeout: 60_000 }, async () => {
    await commit({ 'spec.yaml': SPEC(BOTH).replace('rules: [tag]', 'rules: [/Common/none-such]') });
    const { ran, comments } = await rehearse();
    expect(codes(ran), JSON.stringify(ran)).toEqual([0, 65, 0]);
    expect(comments[0]).toMatch(/ended with 65:\n\n {4}.*\/Common\/none-such/s);
  });

  it('never cancels an apply, nor lets it share a queue, and has it approved', () => {
    const { rehearse, plan, apply, drift } = jobs;
    expect(apply.concurrency?.['cancel-in-progress']).toBe(false);
    const groups = [rehearse, plan, apply, drift].map(({ concurrency }) => concurrency?.group);
    expect(new Set(groups).size).toBe(4);
    expect(plan.environment).not.toBe('production');
    expect(apply).toMatchObject({
      environment: 'production',
      needs: 'plan',
      if: "github.event_name == 'push'",
    });
    expect(drift.environment).not.toBe('production');
    expect(rehearse.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  });

  it('applies the plan that was approved, and none that is stale', { timeout: 60_000 }, () => {
    const plan = runSteps(onTheMock(jobs.plan.steps), place);
    expect(codes(plan), JSON.stringify(plan)).toEqual([0, 0]);
    const approved = readFileSync(place.env.GITHUB_STEP_SUMMARY ?? '', 'utf8');
    expect(approved).toContain('| create | `ltm/virtual` `/Common/web` |');
    const again = (): StepRan[] => runSteps(onTheMock(jobs.apply.steps), place);
    expect(codes(again())).toEqual([0]);
    expect(codes(runSteps(onTheMock(jobs.drift.steps), place))).toEqual([0]);
    const [stale] = again();
    expect(stale?.code, stale?.output).toBe(75);
  });
});

/** What asks a device asks the mock; what shows a plan asks nobody. */
function onTheMock(steps: readonly Step[]): Step[] {
  return steps.map(({ run, ...rest }) => ({ ...rest, ...(run === undefined ? {} : { run: mocked(run) }) }));
}

function mocked(command: string): string {
  return /^bigip-ws (?!diff --plan)/.test(command) ? `${command} --mock` : command;
}

describe('the pipeline of GitLab', () => {
  it('compares a merge request with its base', { timeout: 60_000 }, async () => {
    const origin = join(cwd, 'origin.git');
    git('clone', '--quiet', '--bare', '.', origin);
    git('remote', 'add', 'origin', origin);
    git('branch', '--force', 'target');
    git('push', '--quiet', 'origin', 'target');
    await commit({ 'tag.tcl': RULE('two') });
    const env = { ...place.env, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'target' };
    const ran = gitlabJobs.rehearse.script.map((line) => bash(line, { ...place, env }));
    expect(
      codes(ran).every((code) => code === 0),
      JSON.stringify(ran),
    ).toBe(true);
    expect(await readFile(join(place.cwd, 'plan.md'), 'utf8')).toContain(
      '| update | `ltm/rule` `/Common/tag` |',
    );
  });

  it('applies when somebody says so, one at a time', { timeout: 60_000 }, () => {
    const { plan, apply, drift } = gitlabJobs;
    expect(apply).toMatchObject({
      environment: 'production',
      resource_group: 'bigip1',
      rules: [{ when: 'manual' }],
    });
    expect(drift.resource_group).toBeUndefined();
    for (const line of [...plan.script, ...apply.script, ...drift.script]) {
      const { code, output } = bash(mocked(line), place);
      expect(code, output).toBe(0);
    }
  });
});

/** The example of the README on the mock, and the spec beside it with another method and without a member. */
async function example(): Promise<void> {
  const kaazing = await readFile(join(root, 'fixtures/specs/kaazing.yaml'), 'utf8');
  await writeFile(join(place.cwd, 'before.yaml'), kaazing);
  expect(bash('bigip-ws apply before.yaml --mock --yes', place)).toMatchObject({ code: 0 });
  const changed = kaazing
    .replace('method: round-robin', 'method: least-connections-member')
    .replace(/,? *Gateway-3: 8001/, '');
  await writeFile(join(place.cwd, 'spec.yaml'), changed);
}

describe('what is typed', () => {
  /** Commands with what each prints. */
  const sessions = fenced('console').map((text) =>
    text
      .split(/^\$ /m)
      .slice(1)
      .map((part) => part.trimEnd().split('\n'))
      .map(([command = '', ...output]) => ({ command, output: output.join('\n') })),
  );

  it.runIf(hasJq)('prints what is shown', { timeout: 60_000 }, async () => {
    await example();
    const shown = sessions.filter((session) => session.some(({ output }) => output !== ''));
    expect(shown).toHaveLength(2);
    for (const session of shown) {
      // One shell, so that what a command sets is there for the next.
      const script = session.map(({ command }) => `${command}\nprintf '\\036'`).join('\n');
      const printed = bash(script, place)
        .output.split('\u001e')
        .map((text) => text.trimEnd());
      expect(printed.slice(0, -1)).toEqual(session.map(({ output }) => output));
    }
  });

  it('rehearses a branch', { timeout: 60_000 }, async () => {
    await commit({ 'tag.tcl': RULE('two') });
    const rehearsal = sessions.find((session) => session[0]?.command.startsWith('git worktree'));
    const ran = (rehearsal ?? []).map(({ command }) => bash(command, place));
    expect(codes(ran), JSON.stringify(ran)).toEqual([0, 0, 0, 0, 0]);
    expect(ran[2]?.output).toContain('~ ltm/rule /Common/tag');
  });

  it('stops on what the table says', { timeout: 120_000 }, async () => {
    await example();
    const rows = [...markdown.matchAll(/^\| [^|]+\| `(bigip-ws [^`]+)` +\| (\d+) +\|$/gm)];
    expect(rows.length).toBeGreaterThan(6);
    for (const [, command = '', code] of rows) {
      const { code: got, output } = bash(command.includes(' diff ') ? `${command} --mock` : command, place);
      const wanted = command.includes('validate spec.yaml') ? 0 : Number(code);
      expect(got, `${command}: ${output}`).toBe(wanted);
    }
  });
});
