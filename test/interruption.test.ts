import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readLock } from '../src/targets/bigip/icontrol/write/lock-record.ts';
import { type Device, startDevice } from './harness/device.ts';
import { at, toolBin } from './harness/tool.ts';

// An interruption ends every wait at once and is the last thing that happens; once a change is under way it goes
// on to a boundary. What is said is compared with the device.

const SPEC = 'version: 1\nname: small\npools: { web: { members: { 10.0.0.1: 80 } } }\n';

let folder: string;
let device: Device;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bigip-ws-interruption-'));
  writeFileSync(join(folder, 'small.yaml'), SPEC);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  device = await startDevice({ latencyMs: 30, taskMs: 3000 });
});
afterEach(() => device.stop());

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

type Cut = NodeJS.Signals | 'stdout' | 'stderr';

/** Runs an apply; the first request that matches brings the interruption. */
function interrupted(
  cut: Cut,
  when: (url: string, method: string) => boolean,
  flags: string[] = [],
): Promise<Ended> {
  const args = ['apply', 'small.yaml', '--yes', ...flags, ...at(device.mock)];
  const child = spawn(process.execPath, [toolBin(), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', BIGIP_PASSWORD: 'admin' },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.resume();
  const watch = setInterval(() => {
    if (!device.log.some(({ url, method }) => when(url, method))) return;
    clearInterval(watch);
    if (cut === 'stdout' || cut === 'stderr') child[cut].destroy();
    else child.kill(cut);
  }, 5);
  const end = setTimeout(() => child.kill('SIGKILL'), 20_000);
  return new Promise((done) => {
    child.on('close', (code) => {
      clearInterval(watch);
      clearTimeout(end);
      done({ code, stderr });
    });
  });
}

const isLogin = (url: string): boolean => url.endsWith('/authn/login');
const isTaskPoll = (url: string, method: string): boolean =>
  url.includes('/task/sys/ucs/') && method === 'GET';
const isQueued = (url: string, method: string): boolean => url.endsWith('/ltm/pool') && method === 'POST';

async function hasPool(): Promise<boolean> {
  return JSON.stringify(await device.send('GET', 'ltm/pool')).includes('/Common/web');
}

/** No token of the run is left, and nobody holds the lock. */
async function expectTidy(): Promise<void> {
  const last = device.log.filter(({ url }) => url.includes('/authz/tokens/')).at(-1);
  expect(last).toMatchObject({ method: 'DELETE', status: 200 });
  expect((await readLock(device.client))?.isHeld ?? false).toBe(false);
}

describe.each<Cut>(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s', (signal) => {
  it('while the device is read: 130, nothing is changed', async () => {
    const { code, stderr } = await interrupted(signal, isLogin);
    expect(code, stderr).toBe(130);
    expect(stderr).toContain('interrupted');
    await expectTidy();
    expect(await hasPool()).toBe(false);
  });

  it('while the archive is made: 130, and nothing happens after it', async () => {
    const { code, stderr } = await interrupted(signal, isTaskPoll);
    expect(code, stderr).toBe(130);
    await expectTidy();
    expect(device.log.filter(({ url }) => url.endsWith('/authn/login'))).toHaveLength(1);
    expect(await hasPool()).toBe(false);
  });

  it('while the change is sent: it is carried through and saved', async () => {
    const { code, stderr } = await interrupted(signal, isQueued, ['--no-archive']);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/^saved$/m);
    await expectTidy();
    device.mock.restart();
    expect(await hasPool()).toBe(true);
  });
});

describe.each<Cut>(['stdout', 'stderr'])('a closed %s', (stream) => {
  it('while the change is sent: it is carried through and saved', async () => {
    const { code } = await interrupted(stream, isQueued, ['--no-archive']);
    expect(code).toBe(0);
    await expectTidy();
    device.mock.restart();
    expect(await hasPool()).toBe(true);
  });
});

it.each([['schema'], ['--help'], ['schema', 'apply']])('%s | head -1 does not crash', async (...args) => {
  const child = spawn(process.execPath, [toolBin(), ...args], { cwd: folder });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.destroy();
  const code = await new Promise((done) => child.on('close', done));
  expect(stderr).toBe('');
  expect(code).not.toBe(1);
});
