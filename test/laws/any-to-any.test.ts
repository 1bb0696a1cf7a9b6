import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, startDevice } from '../harness/device.ts';
import { type Snapshot, snapshot } from '../harness/snapshot.ts';
import { specs } from '../harness/specs.ts';

let device: Device;
beforeAll(async () => {
  device = await startDevice({ tmos: '17.1.2' });
});
afterAll(() => device.stop());

/** VLAN ids that the device chose by itself depend on what was there before. */
function withoutChosenTags(objects: Snapshot): Snapshot {
  return Object.fromEntries(
    Object.entries(objects).map(([key, value]) =>
      key.startsWith('net/vlan') ? [key, { ...(value as object), tag: undefined }] : [key, value],
    ),
  );
}

async function applied(spec: typeof specs extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
  const outcome = await device.apply(spec);
  if (outcome.code === 65) fc.pre(false);
  expect(outcome.code, outcome.err).toBe(0);
}

describe('whatever was applied before, the device ends as if a spec had been applied to an empty one', () => {
  it('from any spec to any other', { timeout: 300_000 }, async () => {
    let tried = 0;
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(specs, specs, async (before, spec) => {
        tried += 1;
        device.reset();
        await applied(spec);
        const alone = withoutChosenTags(await snapshot(device));
        device.reset();
        await applied(before);
        await applied(spec);
        expect(withoutChosenTags(await snapshot(device))).toEqual(alone);
        compared += 1;
      }),
      {
        numRuns: Number(process.env.FC_RUNS ?? 150),
        ...(process.env.FC_SEED ? { seed: Number(process.env.FC_SEED) } : {}),
        endOnFailure: false,
      },
    );
    // Specs that are refused as invalid prove nothing: most must not be.
    expect(compared / tried).toBeGreaterThan(0.7);
  });
});
