import type * as timers from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { breakLock } from '../../src/targets/bigip/icontrol/write/lock.ts';
import { unsafeIn } from '../commands/hostile.ts';
import { type Device, type Outcome, startDevice } from '../harness/device.ts';
import { type Proxy, startProxy } from '../harness/proxy.ts';
import { sample } from '../harness/sample.ts';
import { leftOn, type State } from '../proof/state.ts';
import { type Lie, LIES } from './lies.ts';

vi.mock('node:timers/promises', async (original) => {
  const { hurried } = await import('../proof/hurry.ts');
  return hurried(await original<typeof timers>());
});

// Every way of lying × diff, apply, destroy: whatever a device says, no sentence is wrong, the exit code agrees with what
// the device holds, nothing that is not ours is touched, and it ends.

const pool = (port: number, more: object = {}) => ({ members: { '10.0.0.1': port }, ...more });
const spec = (web: object) => ({ version: 1, name: 'lied-to', pools: { web, api: pool(81) } });
const before = spec(pool(80));
const after = spec(pool(8080, { method: 'least-connections-member' }));
const kept = { ...after, archive: { name: 'kept' } };
const FLAGS = { allowDrops: true, timeout: 2 };
const LONGEST_MS = 20_000;

const runs = {
  diff: (device: Device, via: Proxy) => device.diff(after, { via, flags: { ...FLAGS, exitCode: true } }),
  apply: (device: Device, via: Proxy) => device.apply(after, { via, flags: FLAGS }),
  destroy: (device: Device, via: Proxy) => device.destroy(before, { via, flags: FLAGS }),
  archived: (device: Device, via: Proxy) => device.apply(kept, { via, flags: { ...FLAGS, archive: true } }),
};
type Command = keyof typeof runs;
const COMMANDS = ['diff', 'apply', 'destroy', 'archived'] as const;

let device: Device;
let proxy: Proxy;
let goBack: () => void;
let initial: State;
const final = new Map<Command, State>();
beforeAll(async () => {
  device = await startDevice();
  proxy = await startProxy(device.mock);
  expect((await device.apply(before)).code).toBe(0);
  goBack = device.mock.keep();
  initial = leftOn(device.mock).running;
  for (const command of COMMANDS) {
    goBack();
    const { code, err } = await runs[command](device, proxy);
    expect(code, err).toBe(command === 'diff' ? 2 : 0);
    final.set(command, leftOn(device.mock).running);
  }
}, 120_000);
afterAll(async () => {
  await proxy.stop();
  await device.stop();
});

/** Sentences and codes, each with whether it holds; as far as the device can be known through such a lie. */
function wrongIn(lie: Lie, command: Command, outcome: Outcome): string[] {
  const { code, out, err } = outcome;
  const left = leftOn(device.mock);
  const [isInitial, isFinal] = [left.running === initial, left.running === final.get(command)];
  const said = `${out}\n${err}`;
  const claims: readonly (readonly [string, boolean, boolean])[] = [
    ['at a boundary', !lie.readsLie || command !== 'destroy', isInitial || isFinal],
    ['a diff changes nothing', command === 'diff', isInitial],
    ['No changes', command === 'diff' && !lie.readsLie && /^No changes/m.test(out), false],
    ['diff 0', command === 'diff' && !lie.readsLie && code === 0, false],
    ['0 is done and saved', command !== 'diff' && code === 0 && !lie.readsLie, isFinal && left.isSaved],
    ['2 is of a diff', code === 2, command === 'diff'],
    ['nothing was changed', [3, 64, 65, 69, 75, 77, 130].includes(code), isInitial],
    ['nothing was changed (words)', said.includes('nothing was changed'), isInitial],
    ['saved', /^saved$/m.test(err), left.isSaved],
    ['4 is applied', code === 4 && !lie.readsLie, isFinal],
    ['1 says what holds', code === 1 && command !== 'diff', STATED.test(err)],
    ['did not keep', !lie.readsLie && err.includes('did not keep'), !isFinal],
    ['unsaved is said', !left.isSaved, /not saved|unknown|a reboot (would undo|undoes)/.test(err)],
    ['it goes on to its end', lie.isHarmless === true, [0, 2].includes(code)],
    // The error itself is made printable where it is printed: test/commands/present.test.ts.
    [
      'nothing hostile is printed',
      true,
      unsafeIn(said.slice(0, said.length - outcome.error.length)).length === 0,
    ],
    ['no token is left', !lie.leaves, left.tokens === 0],
    ['no transaction is open', !lie.leaves, left.openTransactions.length === 0],
    [
      'archived',
      /^archived .*: (\S+) \(/m.test(err),
      archivesIn(err).every((name) => left.archives.includes(name)),
    ],
    ['no lock is held', !lie.readsLie && !lie.leaves, !left.lock?.isHeld],
  ];
  return claims.flatMap(([words, applies, holds]) => (applies && !holds ? [words] : []));
}

function archivesIn(err: string): string[] {
  return [...err.matchAll(/^archived [a-z ]+: (\S+) \(/gm)].map(([, name = '']) => name);
}

const STATED = /nothing was changed|is done and in force|perhaps done in part|unknown|did not keep|run diff/;

async function lied(lie: Lie, command: Command): Promise<string[]> {
  goBack();
  proxy.restart(() => 'pass');
  proxy.twist(lie.twist());
  const start = performance.now();
  const outcome = await runs[command](device, proxy).catch((error: unknown) => String(error));
  const ms = performance.now() - start;
  const wrong = typeof outcome === 'string' ? [`a crash: ${outcome}`] : wrongIn(lie, command, outcome);
  if (ms > LONGEST_MS) wrong.push(`it took ${Math.round(ms)} ms`);
  const words = typeof outcome === 'string' ? '' : `${outcome.code} ${outcome.err.slice(-600)}`;
  return wrong.map((one) => `${one}: ${lie.group}: ${lie.name}, ${command}: ${words}`);
}

it('every way is known', () => {
  expect(LIES.length).toBeGreaterThanOrEqual(47);
  expect(new Set(LIES.map(({ group, name }) => `${group} ${name}`)).size).toBe(LIES.length);
});

it('no wrong sentence', { timeout: 3_600_000 }, async () => {
  const cases = LIES.flatMap((lie) =>
    (['diff', 'apply', 'destroy'] as const).map((command) => ({ lie, command })),
  );
  const found: string[] = [];
  for (const { lie, command } of sample(cases, 60)) {
    found.push(...(await lied(lie, command)));
    await breakLock(device.client);
  }
  expect(found).toEqual([]);
});
