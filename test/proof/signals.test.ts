import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breakLock } from '../../src/targets/bigip/icontrol/write/lock.ts';
import { type Device, startDevice } from '../harness/device.ts';
import { isWholeProof } from '../harness/sample.ts';
import { at, toolBin } from '../harness/tool.ts';
import { type Left, leftOn, type State } from './state.ts';

// The tool as it ships, as a process, cut off at any moment: the device is at a boundary, what is said of it is true,
// nothing is left behind, and the next run finishes what this one did not. The mock lives in this process.

type Cut = NodeJS.Signals | 'stdout' | 'stderr';
const CUTS: readonly Cut[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL', 'stdout', 'stderr'];
const TIMES = Number(process.env.PROOF_CUTS ?? (isWholeProof ? 200 : 5));

const SPEC = 'version: 1\nname: cut\npools: { web: { members: { 10.0.0.1: 80 } } }\n';

let folder: string;
let device: Device;
let goBack: () => void;
let initial: State;
let final: State;
/** Milliseconds that a run takes which nobody cuts off. */
let whole: number;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bigip-ws-cut-'));
  writeFileSync(join(folder, 'cut.yaml'), SPEC);
  device = await startDevice({ latencyMs: 8, taskMs: 250 });
  goBack = device.mock.keep();
  initial = leftOn(device.mock).running;
  const start = performance.now();
  const { code, said } = await apply();
  whole = performance.now() - start;
  expect(code, said).toBe(0);
  final = leftOn(device.mock).running;
}, 60_000);
afterAll(async () => {
  await device.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

function apply(cut?: Cut, after = 0): Promise<Ended> {
  const args = ['apply', 'cut.yaml', '--yes', ...at(device.mock)];
  const child = spawn(process.execPath, [toolBin(), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', BIGIP_PASSWORD: 'admin' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const end = (): void => {
    if (cut === 'stdout' || cut === 'stderr') child[cut].destroy();
    else if (cut !== undefined) child.kill(cut);
  };
  const timer = setTimeout(end, after);
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 30_000);
  return new Promise((done) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      clearTimeout(tooLong);
      done({ code, signal, said });
    });
  });
}

/** Sentences about the device, each with where it must hold and whether it does. */
function claims(cut: Cut, { code, said }: Ended, left: Left): readonly [string, boolean, boolean][] {
  const [isInitial, isFinal] = [left.running === initial, left.running === final];
  const isGentle = cut !== 'SIGKILL';
  // Before it listens to signals it has done nothing yet, and said nothing.
  const isUnborn = code === null && said === '' && isInitial && left.lock === undefined;
  // While Node takes itself down it listens to signals no more: all is done and said by then.
  const isOver = code === null && /^saved$/m.test(said) && left.lock === undefined && left.tokens === 0;
  return [
    ['at a boundary', true, isInitial || isFinal],
    ['it ended by itself', isGentle && !isUnborn && !isOver, code !== null],
    ['0: applied and saved', code === 0, isFinal && left.isSaved],
    ['130: nothing was changed, or all is done', code === 130, isInitial || left.isSaved],
    ['4: applied', code === 4, isFinal],
    ['saved', /^saved$/m.test(said), isFinal && left.isSaved],
    ['nothing was changed', said.includes('nothing was changed'), isInitial],
    ['committed', said.includes('committed ('), isFinal],
    ['unsaved is said', isGentle && cut !== 'stderr' && !left.isSaved, /not saved|unknown/.test(said)],
    ['unsaved is known to the device', !left.isSaved, left.lock?.phase === 'committed'],
    ['no token', isGentle, left.tokens === 0],
    ['no open transaction', isGentle, left.openTransactions.length === 0],
    ['no held lock', isGentle, !left.lock?.isHeld],
  ];
}

function liesOf(cut: Cut, ended: Ended, left: Left): string[] {
  return claims(cut, ended, left).flatMap(([words, applies, holds]) => (applies && !holds ? [words] : []));
}

async function nextRun(): Promise<string[]> {
  const { lock } = leftOn(device.mock);
  const file = join(folder, 'cut.yaml');
  if (lock?.isHeld) {
    const refused = await device.apply(file);
    if (refused.code !== 75 && refused.code !== 0) return [`under a lock: ${refused.code} ${refused.error}`];
    await breakLock(device.client);
  }
  const again = await device.apply(file);
  const { running, isSaved, lock: left } = leftOn(device.mock);
  return [
    ...(again.code === 0 ? [] : [`no way on: ${again.code} ${again.error}`]),
    ...(running === final && isSaved ? [] : ['the next run does not finish it']),
    ...(left ? ['the next run leaves a lock'] : []),
  ];
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

describe.each(CUTS)('%s at any moment', (cut) => {
  it('no lie', { timeout: TIMES * 20_000 }, async () => {
    const lies: string[] = [];
    const codes = new Map<string, number>();
    for (let count = 0; count < TIMES; count++) {
      goBack();
      const after = (whole * (count + Math.random())) / TIMES;
      const ended = await apply(cut, after);
      // What was under way reaches the device all the same, and an archive is finished.
      if (cut === 'SIGKILL') await pause(300);
      const found = [...liesOf(cut, ended, leftOn(device.mock)), ...(await nextRun())];
      codes.set(String(ended.code), (codes.get(String(ended.code)) ?? 0) + 1);
      if (found.length > 0)
        lies.push(
          `${Math.round(after)} of ${Math.round(whole)} ms: ${found.join('; ')}: ${ended.signal ?? ended.code}\n${ended.said}`,
        );
    }
    const counts = [...codes].map(([code, times]) => `${code}: ${times}`).join(', ');
    process.stdout.write(`${cut}: ${counts}\n`);
    expect(lies).toEqual([]);
  });
});
