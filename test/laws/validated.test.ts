import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runValidate } from '../../src/commands/validate.ts';
import { type Device, startDevice } from '../harness/device.ts';
import { FIXTURE_ENV, plainValue } from '../harness/fixtures.ts';
import { capturedIo } from '../harness/io.ts';
import { type Change, changed, oddSpecs, type SpecValue } from '../harness/odd-specs.ts';
import { isWholeProof, seedOfCommit } from '../harness/sample.ts';

// What `validate` passes the device takes, keeps and finds unchanged; so what a device refuses is refused
// before anybody asks it, with its place in the spec.

const env = { ...FIXTURE_ENV, HOME: '/home/me' };
const RUNS = isWholeProof ? 3000 : 40;

let device: Device;
let reference: SpecValue;
beforeAll(async () => {
  device = await startDevice();
  reference = await ofTheReference();
});
afterAll(() => device.stop());

/** docs/reference.yaml, which uses every field, without an archive and with its iRules in it. */
async function ofTheReference(): Promise<SpecValue> {
  const entries = Object.entries(await plainValue('docs/reference.yaml'));
  const spec = Object.fromEntries(entries.filter(([key]) => key !== 'archive' && key !== 'device'));
  const text = 'when HTTP_REQUEST { log local0. "[HTTP::uri]" }';
  const rules = Object.keys(spec.rules ?? {}).map((name) => [name, { text }]);
  return { ...spec, rules: Object.fromEntries(rules) };
}

interface Validated {
  readonly valid: boolean;
  readonly diagnostics: readonly { readonly severity: string; readonly source?: { readonly line: number } }[];
}

async function validate(spec: SpecValue): Promise<Validated> {
  const file = join(device.folder, 'validated.json');
  writeFileSync(file, JSON.stringify(spec, null, 1));
  const said = capturedIo();
  const deps = {
    io: said.io,
    env,
    cwd: process.cwd(),
    debug: false,
    signal: new AbortController().signal,
    uninterrupted: <T>(work: () => Promise<T>) => work(),
  };
  await runValidate([file], { format: 'json', var: [] }, deps);
  return JSON.parse(said.out()) as Validated;
}

/** What only the device can say: what it has beside the spec, and where its networks and route domains are. */
const ONLY_THE_DEVICE_KNOWS = [
  'which neither this spec nor the device has',
  'is not directly reachable',
  'must be in the route domain of its VLAN',
];

/** Undefined where the law holds, else what it was broken by. */
async function offence(spec: SpecValue): Promise<string | undefined> {
  device.reset();
  const applied = await device.apply(spec, { env });
  if (ONLY_THE_DEVICE_KNOWS.some((words) => applied.error.includes(words))) return undefined;
  if (applied.code !== 0) return `apply ${applied.code}: ${applied.error}`;
  const diff = await device.diff(spec, { env, flags: { exitCode: true } });
  return diff.code === 0 ? undefined : `diff ${diff.code}: ${diff.out}${diff.error}`;
}

const described = (changes: readonly Change[]): string => changes.map(({ words }) => words).join('\n');

it('the reference itself is taken, kept and found unchanged', async () => {
  expect(await validate(reference)).toMatchObject({ valid: true });
  expect(await offence(reference)).toBeUndefined();
});

it('what validate passes the device takes, keeps and finds unchanged', { timeout: RUNS * 5000 }, async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(oddSpecs(reference), async (changes) => {
      const spec = changed(reference, changes);
      const { valid, diagnostics } = await validate(spec);
      if (valid) {
        taken += 1;
        expect(await offence(spec), described(changes)).toBeUndefined();
        return;
      }
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      const unplaced = errors.filter(({ source }) => (source?.line ?? 0) < 1);
      expect(unplaced, described(changes)).toEqual([]);
    }),
    { numRuns: RUNS, seed: seedOfCommit, interruptAfterTimeLimit: RUNS * 4000, markInterruptAsFailure: true },
  );
  // A law about nothing would always hold.
  expect(taken).toBeGreaterThan(RUNS / 5);
});
