import { cpSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Device, startDevice } from '../harness/device.ts';
import { FIXTURE_ENV, fixtures, plainValue } from '../harness/fixtures.ts';
import { sample } from '../harness/sample.ts';
import { type Snapshot, snapshot, withoutChosenTags } from '../harness/snapshot.ts';

const env = FIXTURE_ENV;
const UNCHANGED = 'No changes: the device is as the spec says.';

let device: Device;
beforeAll(async () => {
  device = await startDevice();
  // The iRules that stand beside them.
  cpSync('fixtures/specs', device.folder, { recursive: true });
});
afterAll(() => device.stop());

it('there are specs to prove the laws on', () => {
  expect(fixtures.length).toBeGreaterThanOrEqual(8);
});

describe.each(fixtures)('%s', (fixture) => {
  beforeEach(() => device.reset());

  it('is there after an apply: the diff is empty, a second apply only reads', async () => {
    const first = await device.apply(fixture, { env });
    expect(first.code, first.error).toBe(0);
    expect(first.out).toContain('to create');

    const diff = await device.diff(fixture, { env, flags: { exitCode: true } });
    expect(diff).toMatchObject({ code: 0 });
    expect(diff.out).toContain(UNCHANGED);

    device.log.length = 0;
    const second = await device.apply(fixture, { env });
    expect(second).toMatchObject({ code: 0 });
    expect(second.out).toContain(UNCHANGED);
    const writes = device.log.filter(({ method }) => method !== 'GET');
    expect(writes.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /mgmt/shared/authn/login',
      'DELETE /mgmt/shared/authz/tokens/********',
    ]);
    expect(device.log[0]?.url).toBe('/mgmt/shared/authn/login');
    expect(device.log.at(-1)?.method).toBe('DELETE');
  });

  it('is gone after a destroy, and nothing else is', async () => {
    const empty = await snapshot(device);
    const spec = await named(fixture);
    expect(await device.apply(spec, { env })).toMatchObject({ code: 0 });
    expect(await snapshot(device)).not.toEqual(empty);
    const gone = await device.destroy(spec, { env });
    expect(gone.code, gone.error).toBe(0);
    expect(gone.err).toContain('read again: nothing on the device is listed for this spec any more');
    const again = await device.destroy(spec, { env });
    expect(again.code, again.error).toBe(0);
    expect(again.out).toContain('Nothing to remove: nothing on the device is listed for this spec.');
    // Interfaces are managed, not owned: they keep what they were set to.
    expect(withoutInterfaces(await snapshot(device))).toEqual(withoutInterfaces(empty));
  });
});

// The oldest that all of them can do with.
describe('on an older version', () => {
  let older: Device;
  beforeAll(async () => {
    older = await startDevice({ tmos: '16.1.4' });
    cpSync('fixtures/specs', older.folder, { recursive: true });
  });
  afterAll(() => older.stop());

  it.each(fixtures)('%s converges too', async (fixture) => {
    older.reset();
    const applied = await older.apply(fixture, { env });
    expect(applied.code, applied.error).toBe(0);
    const diff = await older.diff(fixture, { env, flags: { exitCode: true } });
    expect(diff.out).toContain(UNCHANGED);
    expect(diff.code).toBe(0);
  });
});

function withoutInterfaces(objects: Snapshot): Snapshot {
  return Object.fromEntries(Object.entries(objects).filter(([key]) => !key.startsWith('net/interface')));
}

/** A fixture under a name of its own or of the test, without its archive, which outlives it. */
async function named(fixture: string, name?: string): Promise<Readonly<Record<string, unknown>>> {
  const entries = Object.entries(await plainValue(fixture)).filter(([key]) => key !== 'archive');
  return { ...Object.fromEntries(entries), ...(name === undefined ? {} : { name }) };
}

/** What another administrator keeps on the same device. */
async function makeByHand(): Promise<void> {
  await device.send('POST', 'ltm/node', { name: 'hand-node', partition: 'Common', address: '10.250.0.1' });
  await device.send('POST', 'ltm/pool', {
    name: 'hand-pool',
    partition: 'Common',
    members: [{ name: 'hand-node:80' }],
  });
  await device.send('POST', 'ltm/virtual', {
    name: 'hand-virtual',
    partition: 'Common',
    destination: '/Common/10.250.1.1:80',
    ipProtocol: 'tcp',
    pool: '/Common/hand-pool',
  });
}

/** What was made by hand, and apart from it all that a spec owns. */
function parts(objects: Snapshot): { byHand: Snapshot; others: Snapshot } {
  const entries = Object.entries(withoutChosenTags(objects)).filter(
    ([key]) => !key.startsWith('net/interface'),
  );
  const isByHand = (key: string): boolean => key.includes('hand-') || key.includes('10.250.1.1');
  return {
    byHand: Object.fromEntries(entries.filter(([key]) => isByHand(key))),
    others: Object.fromEntries(entries.filter(([key]) => !isByHand(key))),
  };
}

/** A walk over `count` places, from 0, that goes every way from one to another at least once. */
function tour(count: number): (readonly [number, number])[] {
  const places = Array.from({ length: count }, (_, index) => index);
  return places.flatMap((here) => [
    ...places.slice(here + 1).flatMap((there) => [[here, there] as const, [there, here] as const]),
    ...(here + 1 < count ? [[here, here + 1] as const] : []),
  ]);
}

describe('from any fixture to any other and back on one device', () => {
  it('converges, and leaves what was made by hand', { timeout: 240_000 }, async () => {
    // Under one name each takes the place of the one before it.
    const visited = sample(fixtures, 6);
    const specs = await Promise.all(visited.map((fixture) => named(fixture, 'tour')));
    const alone: Snapshot[] = [];
    for (const spec of specs) {
      device.reset();
      await makeByHand();
      expect(await device.apply(spec, { env })).toMatchObject({ code: 0 });
      alone.push(parts(await snapshot(device)).others);
    }
    device.reset();
    await makeByHand();
    const { byHand } = parts(await snapshot(device));
    expect(Object.keys(byHand)).toHaveLength(4);
    await device.apply(specs[0] ?? {}, { env });
    for (const [from, to] of tour(specs.length)) {
      const way = `${visited[from] ?? ''} to ${visited[to] ?? ''}`;
      const outcome = await device.apply(specs[to] ?? {}, { env });
      expect(outcome.code, `${way}: ${outcome.error}`).toBe(0);
      const now = parts(await snapshot(device));
      expect(now.byHand, way).toEqual(byHand);
      expect(now.others, way).toEqual(alone[to]);
    }
  });
});
