import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, type Outcome, startDevice } from '../harness/device.ts';
import { type Fate, type Passing, type Proxy, startProxy } from '../harness/proxy.ts';
import { sample } from '../harness/sample.ts';
import { type Snapshot, snapshot } from '../harness/snapshot.ts';

// A change with every phase there is: folders before, a monitor that changes its type under a pool that
// uses it (three transactions), raw keys of a new object (another one), a folder that goes at the end.
const base = {
  version: 1,
  name: 'faults',
  partition: 'Tenant',
  virtualServers: { web: { destination: '203.0.113.10', port: 80, pool: 'web', websocket: 'auto' } },
};
const before = {
  ...base,
  folder: 'app',
  nodes: { n1: '10.0.0.1', n2: { address: '10.0.0.2', folder: 'old' } },
  monitors: { alive: { type: 'tcp' } },
  pools: { web: { monitors: ['alive'], members: { n1: 80, n2: 80 } } },
};
const after = {
  ...base,
  folder: 'app',
  nodes: { n1: '10.0.0.1', n3: { address: '10.0.0.3', folder: 'new' } },
  monitors: { alive: { type: 'http', receive: '200' } },
  pools: {
    web: { monitors: ['alive'], members: { n1: 80, n3: 80 } },
    spare: { members: { n3: 81 }, properties: { queueDepthLimit: 5 } },
  },
};

let device: Device;
let proxy: Proxy;
beforeAll(async () => {
  device = await startDevice();
  proxy = await startProxy(device.mock);
});
afterAll(async () => {
  await proxy.stop();
  await device.stop();
});

function run(fate: (request: Passing) => Fate): Promise<Outcome> {
  proxy.restart(fate);
  return device.apply(after, { via: proxy, flags: { archive: true } });
}

async function begin(): Promise<void> {
  device.reset();
  const outcome = await device.apply(before);
  expect(outcome.code, outcome.error).toBe(0);
}

/** Whether a request changes the configuration by itself: a commit, or a write outside a transaction. */
function takesEffect({ method, url, transaction }: Passing): boolean {
  if (transaction || method === 'GET' || !url.startsWith('/mgmt/tm/') || url.includes('/ucs')) return false;
  return url.startsWith('/mgmt/tm/transaction') ? method === 'PATCH' : !url.endsWith('/sys/config');
}

/** The device as an undisturbed run leaves it after each step and after each phase. */
interface Course {
  readonly requests: readonly Passing[];
  readonly steps: readonly Snapshot[];
  readonly phases: readonly Snapshot[];
  readonly initial: Snapshot;
  readonly final: Snapshot;
}

async function undisturbed(): Promise<Course> {
  await begin();
  const initial = await snapshot(device);
  const steps: Snapshot[] = [initial];
  const phases: Snapshot[] = [];
  proxy.onEffect = async (request) => {
    if (takesEffect(request)) steps.push(await snapshot(device));
    // What was done outside comes to its end when the first transaction begins.
    if (request.method === 'POST' && request.url === '/mgmt/tm/transaction' && phases.length === 0)
      phases.push(await snapshot(device));
    if (request.method === 'PATCH' && request.url.startsWith('/mgmt/tm/transaction/'))
      phases.push(await snapshot(device));
  };
  const outcome = await run(() => 'pass');
  proxy.onEffect = () => Promise.resolve();
  expect(outcome.code, outcome.error).toBe(0);
  const final = await snapshot(device);
  // A clean-up ends with a transaction too.
  if (JSON.stringify(phases.at(-1)) !== JSON.stringify(final)) phases.push(final);
  return { requests: proxy.seen, steps, phases, initial, final };
}

const same = (one: Snapshot, other: Snapshot): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The states that the words of an outcome claim; none where they claim nothing. */
function claimed({ code, error }: Outcome, { initial, final, phases, steps }: Course): readonly Snapshot[] {
  if (code === 0 || code === 4) return [final];
  if (error.includes('nothing was changed')) return [initial];
  const done = /phase (\d+) of (\d+) is done and in force, (.*)/.exec(error);
  const last = done ? Number(done[1]) : 0;
  if (done) expect(Number(done[2])).toBe(phases.length);
  const from = phases[last - 1] ?? initial;
  if (error.includes('is perhaps done in part')) return between(steps, from, phases[last] ?? final);
  return done ? [from] : [];
}

function between(steps: readonly Snapshot[], from: Snapshot, to: Snapshot): readonly Snapshot[] {
  const at = (one: Snapshot): number => steps.findIndex((step) => same(step, one));
  return steps.slice(at(from), at(to) + 1);
}

describe('whatever request fails', () => {
  it.each<Fate>(['lost', 'answer lost', 'refused'])(
    'the device stays at a boundary, the outcome is told truly, a second run converges: %s',
    { timeout: 300_000 },
    async (fate) => {
      const course = await undisturbed();
      expect(course.phases.length).toBeGreaterThanOrEqual(6);
      const problems: string[] = [];
      // A read has no effect that could make a difference to how it fails.
      const faulty = course.requests.filter(({ method }) => fate === 'lost' || method !== 'GET');
      for (const { number, method, url } of sample(faulty, 6)) {
        const where = `request ${number}, ${method} ${url} ${fate}`;
        await begin();
        const outcome = await run((request) => (request.number === number ? fate : 'pass'));
        const now = await snapshot(device);
        if (!course.steps.some((step) => same(step, now))) problems.push(`${where}: between two boundaries`);
        const claims = claimed(outcome, course);
        const told =
          claims.length > 0
            ? claims.some((claim) => same(claim, now))
            : isHonest(outcome, same(now, course.initial));
        if (!told) problems.push(`${where}: untrue: ${outcome.code} ${outcome.error}`);
        const second = await device.apply(after);
        if (second.code !== 0) problems.push(`${where}: no way on: ${second.error}`);
        else if (!same(await snapshot(device), course.final)) problems.push(`${where}: ends elsewhere`);
      }
      expect(problems).toEqual([]);
    },
  );
});

/** Without a claim nothing may have been changed, or it must say that it does not know. */
function isHonest({ code, error }: Outcome, unchanged: boolean): boolean {
  if (code === 1 && error.includes('unknown') && error.includes('run diff')) return true;
  return unchanged && code !== 0;
}
