import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Device, startDevice } from '../harness/device.ts';
import { FIXTURE_ENV, fixtures, plainValue } from '../harness/fixtures.ts';
import { rendered } from '../harness/rendered.ts';
import { isWholeProof } from '../harness/sample.ts';
import { specs } from '../harness/specs.ts';
import { requestOf } from '../harness/tmsh.ts';
import { hasTcl, runOnDevice, type TmshRun } from '../harness/tmsh-device.ts';

// The script of `render --format tmsh` runs in a real shell and a real Tcl. What it tells tmsh is read by a reader of
// its own, and sent to the mock: then a diff of the spec must find nothing.

type SpecValue = Readonly<Record<string, unknown>>;

const env = FIXTURE_ENV;
const tmos = '17.1.2';

let device: Device;
let folder: string;
beforeAll(async () => {
  device = await startDevice({ tmos });
  // The iRules that stand beside them.
  cpSync('fixtures/specs', device.folder, { recursive: true });
  cpSync('docs/irules', join(device.folder, 'irules'), { recursive: true });
});
afterAll(() => device.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bigip-ws-tmsh-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

/** Runs the script of a spec, with its secrets in the environment. */
async function scriptOf(spec: SpecValue): Promise<TmshRun> {
  const script = await rendered(spec, 'tmsh', { tmos, folder: device.folder });
  const secrets = secretsOf(spec);
  const names = [...script.matchAll(/^# {3}read -rs (BIGIP_WS_(\w+)) /gm)];
  const values = names.map(([, name = '', own = '']) => [name, secrets.get(own) ?? `no secret ${own}`]);
  const run = runOnDevice(folder, script, { env: Object.fromEntries(values) as Record<string, string> });
  expect(run.code, run.stderr).toBe(0);
  rmSync(join(folder, 'commands'), { force: true });
  return run;
}

/** The secrets of a spec, by what the script calls them. */
function secretsOf(spec: SpecValue): Map<string, string> {
  const secrets = new Map<string, string>();
  const visit = (value: unknown, place: readonly string[]): void => {
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(inner, [...place, key]);
    const name = NAMES[place.at(-1) ?? '']?.(place);
    if (typeof value !== 'string' || name === undefined) return;
    const own = name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
    secrets.set(
      own,
      value.replace(/^\$\{env:(\w+)\}$/, (_, variable: string) => env[variable] ?? ''),
    );
  };
  visit(spec, []);
  return secrets;
}

const NAMES: Readonly<Record<string, (place: readonly string[]) => string>> = {
  password: (place) => `${place[1] ?? ''}_password`,
  passphrase: (place) =>
    place[0] === 'archive' ? 'archive_passphrase' : `${place[1] ?? ''}_cookie_cookie_encryption_passphrase`,
};

function changesOf({ commands }: TmshRun): string[] {
  return commands.filter((line) => !/^(begin|commit)_transaction$/.test(line));
}

/** Sends what a script said to the mock; a diff must find nothing. */
async function proveEqual(spec: SpecValue): Promise<void> {
  device.reset();
  for (const command of changesOf(await scriptOf(spec))) {
    const { method, path, body } = requestOf(command);
    await device.send(method, path, body);
  }
  const diff = await device.diff(spec, { env, flags: { exitCode: true } });
  expect(diff.out + diff.err).toContain('No changes');
  expect(diff.code).toBe(0);
}

describe.skipIf(!hasTcl).each([...fixtures, 'docs/reference.yaml'])('%s', (file) => {
  let spec: SpecValue;
  beforeAll(async () => {
    const entries = Object.entries(await plainValue(file));
    spec = Object.fromEntries(entries.filter(([key]) => key !== 'device'));
  });

  it('is on the device after its script: a diff finds nothing', () => proveEqual(spec));

  it('has one command for each request, in the same order', async () => {
    const run = await scriptOf(spec);
    const { phases } = JSON.parse(await rendered(spec, 'json', { tmos, folder: device.folder })) as {
      phases: { name: string; requests: { method: string; uri: string }[] }[];
    };
    const sent = phases.flatMap(({ requests }) => requests.map(({ method, uri }) => `${method} ${uri}`));
    const told = changesOf(run).map(requestOf);
    expect(told.map(({ method, path }) => `${method} /mgmt/tm/${path}`)).toEqual(sent);
    const outside = phases.filter(({ name }) => name === 'prepare').flatMap(({ requests }) => requests);
    expect(run.commands.indexOf('begin_transaction')).toBe(outside.length);
    expect(run.commands.at(-1)).toBe('commit_transaction');
  });
});

it.skipIf(!hasTcl)('so is any spec of the vocabulary', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(specs, (spec) => proveEqual(spec)),
    { numRuns: isWholeProof ? 100 : 8 },
  );
});
