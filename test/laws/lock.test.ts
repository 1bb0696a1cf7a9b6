import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CliError, EXIT } from '../../src/exit.ts';
import type { Holder } from '../../src/run/device-lock.ts';
import { breakLock, takeLock } from '../../src/targets/bigip/icontrol/write/lock.ts';
import { readLock } from '../../src/targets/bigip/icontrol/write/lock-record.ts';
import { type Device, type SpecInput, startDevice } from '../harness/device.ts';
import { type Fate, type Passing, type Proxy, startProxy } from '../harness/proxy.ts';

// One lock for each device. What was committed and not saved is known to whoever comes next.

const spec = (port: number) => ({
  version: 1,
  name: 'locked',
  pools: { web: { members: { '10.0.0.1': port } } },
});

let device: Device;
let proxy: Proxy;
beforeAll(async () => {
  device = await startDevice();
  proxy = await startProxy(device.mock);
});
beforeEach(() => {
  device.reset();
  proxy.restart(() => 'pass');
});
afterAll(async () => {
  await proxy.stop();
  await device.stop();
});

const someone = (name = 'other'): Holder => ({
  nonce: randomUUID(),
  user: name,
  host: 'bastion',
  pid: 4711,
  spec: 'theirs',
});

/** Whether the pool outlasts a reboot. */
async function survives(): Promise<boolean> {
  device.mock.restart();
  const pools = await device.send('GET', 'ltm/pool');
  return JSON.stringify(pools).includes('/Common/web');
}

const refuseSave = ({ url, method }: Passing): Fate =>
  url === '/mgmt/tm/sys/config' && method === 'POST' ? 'refused' : 'pass';
const refuseCommit = ({ url, method }: Passing): Fate =>
  url.startsWith('/mgmt/tm/transaction/') && method === 'PATCH' ? 'refused' : 'pass';

/** A file of its own: two runs at once must not share one. */
function fileOf(port: number): string {
  const file = join(device.folder, `locked-${port}.json`);
  writeFileSync(file, JSON.stringify(spec(port)));
  return file;
}

describe('a run without a fault', () => {
  it('leaves no lock, and saves', async () => {
    const outcome = await device.apply(spec(80));
    expect(outcome.code, outcome.error).toBe(EXIT.done);
    expect(await readLock(device.client)).toBeUndefined();
    expect(await survives()).toBe(true);
  });

  // Counted before there was a lock, a mark, and a look at what a transaction holds.
  it.each<[string, SpecInput, { diff: number; apply: number }]>([
    ['small', spec(80), { diff: 6, apply: 20 }],
    ['that of the how-to', 'fixtures/specs/kaazing.yaml', { diff: 12, apply: 48 }],
  ])('%s: what makes it safe costs at most eight requests more, a diff one', async (_size, input, before) => {
    const counted = async (run: Promise<{ code: number; err: string }>): Promise<number> => {
      device.log.length = 0;
      const { code, err } = await run;
      expect(code, err).toBe(EXIT.done);
      return device.log.length;
    };
    expect(await counted(device.diff(input))).toBeLessThanOrEqual(before.diff + 1);
    expect(await counted(device.apply(input))).toBeLessThanOrEqual(before.apply + 8);
    expect(await counted(device.diff(input))).toBeLessThanOrEqual(before.diff + 1);
  });

  it('a reboot brings back a record that nobody holds; the next run saves and says so', async () => {
    await device.apply(spec(80));
    device.mock.restart();
    expect(await readLock(device.client)).toMatchObject({ phase: 'committed', isHeld: false });
    const again = await device.apply(spec(80));
    expect(again).toMatchObject({ code: EXIT.done });
    expect(again.err).toMatch(/running and not saved[\s\S]*saved/);
    expect(await readLock(device.client)).toBeUndefined();
  });

  it('nothing of it stays after a destroy', async () => {
    await device.apply(spec(80));
    const outcome = await device.destroy(spec(80));
    expect(outcome.code, outcome.error).toBe(EXIT.done);
    await expect(device.send('GET', 'sys/folder/~Common~bigip-ws')).rejects.toThrow(/not found/);
  });
});

describe('a change that is not saved', () => {
  it.each<[string, () => Promise<{ code: number; error: string }>, number]>([
    ['--no-save', () => device.apply(spec(80), { flags: { save: false } }), EXIT.done],
    [
      'a save that fails',
      () => {
        proxy.restart(refuseSave);
        return device.apply(spec(80), { via: proxy });
      },
      EXIT.unfinished,
    ],
  ])('%s: diff tells it, and the next apply finishes it', async (_how, change, code) => {
    const changed = await change();
    expect(changed.code, changed.error).toBe(code);
    const diff = await device.diff(spec(80), { flags: { exitCode: true } });
    expect(diff.code).toBe(EXIT.differences);
    expect(diff.err).toContain('is running and not saved: a reboot undoes it');

    const finished = await device.apply(spec(80));
    expect(finished.code, finished.error).toBe(EXIT.done);
    expect(finished.err).toMatch(/^saved$/m);
    expect((await device.diff(spec(80), { flags: { exitCode: true } })).code).toBe(EXIT.done);
    expect(await survives()).toBe(true);
  });

  it('that a reboot takes away before it is finished is not called saved', async () => {
    await device.apply(spec(80), { flags: { save: false } });
    let isOver = false;
    proxy.twist({
      before: ({ method, url }) => {
        if (isOver || method !== 'POST' || !url.endsWith('/data-group/internal')) return undefined;
        isOver = true;
        device.mock.restart();
        return undefined;
      },
    });
    const outcome = await device.apply(spec(80), { via: proxy });
    expect(isOver).toBe(true);
    expect(outcome.code, outcome.err).toBe(EXIT.tryLater);
    expect(outcome.err).not.toMatch(/^saved$/m);
    expect((await device.apply(spec(80))).code).toBe(EXIT.done);
    expect(await survives()).toBe(true);
  });

  it('one that never committed leaves nothing to finish', async () => {
    proxy.restart(refuseCommit);
    expect((await device.apply(spec(80), { via: proxy })).code).toBe(EXIT.failed);
    expect(await readLock(device.client)).toBeUndefined();
  });
});

describe('a lock that another run holds', () => {
  it('is refused with its holder, and nothing is changed', async () => {
    await takeLock(device.client, someone(), { wait: 0, isFirst: true });
    const outcome = await device.apply(spec(80));
    expect(outcome.code).toBe(EXIT.tryLater);
    expect(outcome.error).toMatch(/locked by other on bastion \(process 4711, spec theirs/);
    expect(outcome.error).toContain('--lock-wait');
    expect(JSON.stringify(await device.send('GET', 'ltm/pool'))).not.toContain('/Common/web');
  });

  it('is waited for', async () => {
    const held = await takeLock(device.client, someone(), { wait: 0, isFirst: true });
    setTimeout(() => void held.release(true), 300);
    const outcome = await device.apply(spec(80), { flags: { lockWait: 20_000 } });
    expect(outcome.code, outcome.error).toBe(EXIT.done);
  });

  it('is taken over when it does not change', async () => {
    await takeLock(device.client, someone(), { wait: 0, isFirst: true });
    const mine = await takeLock(device.client, someone('me'), { wait: 20_000, isFirst: false, ttl: 100 });
    expect(mine.unsaved).toBe(false);
    expect((await readLock(device.client))?.holder.user).toBe('me');
  });

  it('and that was lost by a run which stood still is not written over by it', async () => {
    const ttl = 60;
    const stalled = await takeLock(device.client, someone('stalled'), { wait: 0, isFirst: true, ttl });
    await expect(stalled.marks.guard()).resolves.toBeUndefined();
    await breakLock(device.client);
    const next = await takeLock(device.client, someone('next'), { wait: 0, isFirst: false });
    await new Promise((done) => setTimeout(done, ttl));
    await expect(stalled.marks.guard()).rejects.toMatchObject({
      code: EXIT.tryLater,
      message:
        'this run stood still for too long and lost the lock of the device: next on bastion has it now',
    });
    await stalled.release(false);
    await next.release(true);
  });

  it('can be broken; what was committed stays known', async () => {
    const held = await takeLock(device.client, someone(), { wait: 0, isFirst: true });
    const { path, body } = held.marks.of(1);
    await device.send('PATCH', path, body);
    expect(await breakLock(device.client)).toMatchObject({ phase: 'committed', isHeld: true });
    expect(await readLock(device.client)).toMatchObject({ phase: 'committed', isHeld: false });
    const mine = await takeLock(device.client, someone('me'), { wait: 0, isFirst: false });
    expect(mine.unsaved).toBe(true);
  });

  it('of two that want it at once one gets it', async () => {
    const wanting = ['one', 'two', 'three'].map((name) =>
      takeLock(device.client, someone(name), { wait: 0, isFirst: true }).then(
        () => 'taken',
        (error: unknown) => (error instanceof CliError ? error.code : error),
      ),
    );
    expect((await Promise.all(wanting)).sort()).toEqual([EXIT.tryLater, EXIT.tryLater, 'taken'].sort());
  });
});

it('two applies at once: one is done, the other refused or done after it, never mixed', async () => {
  const outcomes = await Promise.all([
    device.apply(fileOf(80), { flags: { lockWait: 20_000 } }),
    device.apply(fileOf(81), { flags: { lockWait: 20_000 } }),
  ]);
  const codes = outcomes.map(({ code }) => code).sort((one, other) => one - other);
  expect([
    [EXIT.done, EXIT.done],
    [EXIT.done, EXIT.tryLater],
  ]).toContainEqual(codes);
  expect(await readLock(device.client)).toBeUndefined();
  const clean = await Promise.all([device.diff(fileOf(80)), device.diff(fileOf(81))]);
  expect(clean.filter(({ out }) => out.includes('No changes'))).toHaveLength(1);
});

it('two specs at once: both are done, one after the other, and each owns its own', async () => {
  const specs = ['one', 'two'].map((name, index) => {
    const file = join(device.folder, `${name}.json`);
    const pools = { [name]: { members: { [`10.0.0.${index + 1}`]: 80 } } };
    writeFileSync(file, JSON.stringify({ version: 1, name, pools }));
    return file;
  });
  const applying = specs.map((file) => device.apply(file, { flags: { lockWait: 20_000 } }));
  for (const { code, error } of await Promise.all(applying)) expect(code, error).toBe(EXIT.done);
  for (const file of specs) expect((await device.diff(file)).out).toContain('No changes');
  const [first = '', second = ''] = specs;
  expect((await device.destroy(first)).code).toBe(EXIT.done);
  expect((await device.diff(second)).out).toContain('No changes');
});

it('two applies and somebody who goes on writing: never mixed, and nothing is called kept that is not', async () => {
  expect((await device.apply(fileOf(79))).code).toBe(0);
  let isOver = false;
  const write = async (): Promise<void> => {
    for (let turn = 0; !isOver && turn < 500; turn += 1) {
      const loadBalancingMode = turn % 2 === 0 ? 'ratio-member' : 'round-robin';
      await device.send('PATCH', 'ltm/pool/~Common~web', { loadBalancingMode });
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  const writing = write();
  const outcomes = await Promise.all(
    [80, 81].map((port) => device.apply(fileOf(port), { flags: { lockWait: 20_000 } })),
  );
  isOver = true;
  await writing;
  for (const { code, err } of outcomes) {
    // 1 is told of what somebody else changed after the commit; 75 of a plan that moved on before.
    expect([EXIT.done, EXIT.failed, EXIT.tryLater], err).toContain(code);
    if (code === EXIT.failed) expect(err).toMatch(/somebody else|did not keep/);
    if (code !== EXIT.done) expect(err).not.toMatch(/^saved$/m);
  }
  const members = JSON.stringify(await device.send('GET', 'ltm/pool/~Common~web/members'));
  expect([79, 80, 81].filter((port) => members.includes(`10.0.0.1:${port}`))).toHaveLength(1);
  expect(await readLock(device.client).then((record) => record?.isHeld ?? false)).toBe(false);
  // Alone, the next run converges.
  expect((await device.apply(fileOf(82))).code).toBe(0);
  expect((await device.diff(fileOf(82))).out).toContain('No changes');
});
