import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breakLock } from '../../src/targets/bigip/icontrol/write/lock.ts';
import { type Device, type Outcome, startDevice } from '../harness/device.ts';
import { isWholeProof, sample } from '../harness/sample.ts';
import { type Course, undisturbed } from './course.ts';
import { type Asked, type FaultKind, FAULTS } from './faults.ts';
import { scenarios } from './scenarios.ts';
import { leftOn } from './state.ts';
import { table } from './table.ts';
import { liesOf } from './verdict.ts';

// The fault matrix: every change × every request of it × every fault. Whatever happens, each sentence that is
// printed is true of the device, nothing is left behind, and the next run finishes what this one did not.

interface Case {
  readonly course: Course;
  /** Counted from 1. */
  readonly number: number;
  readonly asked: Asked;
  readonly fault: FaultKind;
}

/** Enough for an answer on a busy machine. */
const TIMEOUT_S = 0.8;
const SAMPLE = Number(process.env.PROOF_CASES ?? 300);
/** Their answer alone tells what was opened. */
const OPENING = /^POST \/mgmt\/(tm\/transaction|shared\/authn\/login)$/;

let device: Device;

/** docs/safety.md, "What is not covered": what is made outside of a transaction on a device that has just restarted. */
function isNotCovered({ name }: FaultKind, { method, url, transaction }: Asked): boolean {
  const isContainer = /\/mgmt\/tm\/(auth\/partition|sys\/folder)$/.test(url);
  return name.startsWith('restart') && method === 'POST' && transaction === undefined && isContainer;
}

/** "A reboot undoes this change" has been said by then: one that does makes no word untrue. */
function isForetold({ requests, isSaved }: Course, number: number, { name }: FaultKind): boolean {
  if (isSaved || !name.startsWith('restart')) return false;
  return requests.slice(number - 1).every(({ url }) => /bigip-ws~lock|\/shared\/authz\/tokens\//.test(url));
}

function casesOf(courses: readonly Course[]): readonly Case[] {
  return courses.flatMap((course) =>
    course.requests.flatMap((asked, index) =>
      FAULTS.filter((fault) => fault.hits?.(asked) ?? true)
        .filter((fault) => !isNotCovered(fault, asked) && !isForetold(course, index + 1, fault))
        .map((fault) => ({ course, number: index + 1, asked, fault })),
    ),
  );
}

interface Result {
  readonly one: Case;
  readonly outcome: Outcome;
  readonly lies: readonly string[];
}

async function play(one: Case): Promise<Result> {
  const { course, number, fault } = one;
  const { mock } = device;
  course.goBack();
  mock.fail({ faults: [{ match: { nth: number, times: fault.times ?? 1 }, do: fault.action }] });
  const start = performance.now();
  const outcome = await course.scenario.change(device, TIMEOUT_S);
  const ms = performance.now() - start;
  const left = leftOn(mock);
  await heal();
  const request = `${one.asked.method} ${one.asked.url}`;
  const isBeyondReach =
    OPENING.test(request) ||
    (request.startsWith('DELETE /mgmt/shared/authz/tokens/') && /^(200|huge|truncate)/.test(fault.name));
  const staysBroken = fault.times !== undefined || fault.name === 'read-only from now on';
  const lies = liesOf({ course, outcome, left, ms, isBeyondReach, staysBroken });
  return { one, outcome, lies: [...lies, ...(await secondRun(course, left.tokens))] };
}

/** What a fault made of the device for good ends. */
async function heal(): Promise<void> {
  device.mock.fail({
    faults: [
      { match: { nth: 1 }, do: 'read-write' },
      { match: { nth: 2 }, do: 'active' },
    ],
  });
  for (let count = 0; count < 2; count++) await device.send('GET', 'cm/device');
  device.mock.fail();
}

/** The next run finishes what this one left, whatever that is. */
async function secondRun({ scenario, code, final, isSaved }: Course, left: number): Promise<string[]> {
  await breakLock(device.client);
  const { mock } = device;
  const again = await (scenario.finish ?? scenario.change)(device);
  if (again.code !== code) return [`no way on: ${again.code} ${again.error}`];
  const { running, isSaved: isSavedNow, lock, tokens } = leftOn(mock);
  return [
    ...(running === final ? [] : ['a second run ends elsewhere']),
    ...(!isSaved || isSavedNow ? [] : ['a second run does not save']),
    ...(isSaved && lock ? ['a second run leaves a lock'] : []),
    ...(tokens <= left ? [] : ['a second run leaves a token']),
  ];
}

function told({ one: { course, number, asked, fault }, outcome, lies }: Result): string {
  const where = `${course.scenario.name}, request ${number} (${asked.method} ${asked.url}), ${fault.name}`;
  return `${where}: ${lies.join('; ')}\n    ${outcome.code} ${outcome.err.replaceAll('\n', '\n      ')}`;
}

/** Far above what any case takes: one that never ends is told by its name. */
const NEVER_MS = 120_000;

async function ending(one: Case): Promise<Result> {
  const { course, number, fault } = one;
  const words = `${course.scenario.name}, request ${number}, ${fault.name}: it does not end`;
  let timer: NodeJS.Timeout | undefined;
  const never = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(words)), NEVER_MS);
  });
  return Promise.race([play(one), never]).finally(() => clearTimeout(timer));
}

/** The matrix of every so many-th change: two files share it, and the two cores. */
export function proveMatrix(part: number, parts: number): void {
  const courses: Course[] = [];
  let listener: ((asked: Asked) => void) | undefined;
  beforeAll(async () => {
    device = await startDevice({ onRequest: (entry) => listener?.(entry) });
    const own = scenarios.filter((_, index) => index % parts === part);
    for (const scenario of own)
      courses.push(await undisturbed(device, scenario, (next) => (listener = next)));
  }, 120_000);
  afterAll(() => device.stop());

  describe(`the fault matrix, part ${part + 1} of ${parts}`, () => {
    it('is large', () => {
      expect(casesOf(courses).length).toBeGreaterThanOrEqual(3000 / parts);
    });

    it('no lie', { timeout: isWholeProof ? 6 * 3_600_000 : 300_000 + SAMPLE * 1000 }, async () => {
      const results: Result[] = [];
      for (const one of sample(casesOf(courses), SAMPLE / parts)) results.push(await ending(one));
      const rows = results.map(({ one, outcome, lies }) => ({
        fault: one.fault.name,
        code: outcome.code,
        lies,
      }));
      process.stdout.write(`${table(rows)}\n`);
      expect(results.filter(({ lies }) => lies.length > 0).map(told)).toEqual([]);
    });
  });
}
