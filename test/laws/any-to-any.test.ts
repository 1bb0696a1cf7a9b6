import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, type SpecInput, startDevice } from '../harness/device.ts';
import { isWholeProof } from '../harness/sample.ts';
import { snapshot, withoutChosenTags } from '../harness/snapshot.ts';
import { specs } from '../harness/specs.ts';

let device: Device;
beforeAll(async () => {
  device = await startDevice();
});
afterAll(() => device.stop());

/** More runs, or the same again: `FC_RUNS=2000 FC_SEED=… npx vitest …`; fast-check prints the seed of a failure. */
const { FC_RUNS, FC_SEED } = process.env;
const parameters = {
  numRuns: Number(FC_RUNS ?? (isWholeProof ? 400 : 20)),
  ...(FC_SEED === undefined ? {} : { seed: Number(FC_SEED) }),
  interruptAfterTimeLimit: 600_000,
};

async function apply(spec: SpecInput): Promise<void> {
  const outcome = await device.apply(spec);
  expect(outcome.code, outcome.error).toBe(0);
}

describe('whatever was applied before, the device ends as if a spec had been applied to an empty one', () => {
  it('from any spec to any other', { timeout: 900_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(specs, specs, async (before, spec) => {
        device.reset();
        await apply(spec);
        const alone = withoutChosenTags(await snapshot(device));
        device.reset();
        await apply(before);
        await apply(spec);
        expect(withoutChosenTags(await snapshot(device))).toEqual(alone);
      }),
      parameters,
    );
  });

  it('from any spec to nothing', { timeout: 300_000 }, async () => {
    device.reset();
    const empty = await snapshot(device);
    await fc.assert(
      fc.asyncProperty(specs, async (spec) => {
        device.reset();
        await apply(spec);
        const gone = await device.destroy(spec);
        expect(gone.code, gone.error).toBe(0);
        expect(await snapshot(device)).toEqual(empty);
      }),
      { ...parameters, numRuns: Math.ceil(parameters.numRuns / 4) },
    );
  });
});
