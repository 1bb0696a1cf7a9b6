import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Device, startDevice } from '../harness/device.ts';
import { FIXTURE_ENV, fixtures, plainValue } from '../harness/fixtures.ts';
import { asText, objectKey, type ObjectSet } from '../../src/model/object.ts';
import { tmshWord } from '../../src/targets/bigip/tmsh/command.ts';
import { desiredObjects, rendered } from '../harness/rendered.ts';
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

/** Runs the script of a spec, with what it asks for in the environment. */
async function scriptOf(spec: SpecValue): Promise<TmshRun> {
  const options = { tmos, folder: device.folder };
  const script = await rendered(spec, 'tmsh', options);
  const objects = await desiredObjects(spec, options);
  const asked = [...script.matchAll(/^# {3}.*?export (BIGIP_WS_\w+).* # (\S+) of (.*)$/gm)];
  const values = asked.map(([, name = '', word = '', of = '']) => [name, valueOf(objects, name, word, of)]);
  const run = runOnDevice(folder, script, { env: Object.fromEntries(values) as Record<string, string> });
  expect(run.code, run.stderr).toBe(0);
  rmSync(join(folder, 'commands'), { force: true });
  return run;
}

/** A secret that a script asks for, or the path of a file with what it asks for. */
function valueOf(objects: ObjectSet, name: string, word: string, of: string): string {
  const words = of.split(' ');
  const path = words.pop() ?? '';
  if (words.length === 0) return env.UCS_PASSPHRASE ?? '';
  const fields = objects.get(objectKey({ kind: words.join('/'), path }))?.fields ?? {};
  const [, value] =
    Object.entries(fields).find(([key]) => (word === 'file' ? 'content' : word) === tmshWord(key)) ?? [];
  if (word !== 'file') return asText(value);
  writeFileSync(join(folder, name), asText(value));
  return join(folder, name);
}

function changesOf({ commands }: TmshRun): string[] {
  return commands.filter((line) => !/^(begin|commit)_transaction$/.test(line));
}

/** A body with its file on the mock. */
async function uploaded(body: Readonly<Record<string, unknown>>): Promise<typeof body> {
  const name = String(body.sourcePath).split('/').at(-1) ?? '';
  const bytes = readFileSync(join(folder, name));
  const url = `https://127.0.0.1:${device.mock.port}/mgmt/shared/file-transfer/uploads/${name}`;
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Content-Range': `0-${bytes.length - 1}/${bytes.length}`,
    'Content-Length': bytes.length,
  };
  await new Promise((resolve, reject) => {
    const options = { method: 'POST', auth: 'admin:admin', rejectUnauthorized: false, headers };
    const sent = request(url, options, (answer) => void answer.resume().on('end', resolve));
    sent.on('error', reject).end(bytes);
  });
  return { ...body, sourcePath: `file:/var/config/rest/downloads/${name}` };
}

/** Sends what a script said to the mock; a diff must find nothing. */
async function proveEqual(spec: SpecValue): Promise<void> {
  device.reset();
  for (const command of changesOf(await scriptOf(spec))) {
    const { method, path, body } = requestOf(command);
    await device.send(method, path, typeof body.sourcePath === 'string' ? await uploaded(body) : body);
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
    const sent = phases
      .filter(({ name }) => !name.includes('upload'))
      .flatMap(({ requests }) => requests.map(({ method, uri }) => `${method} ${uri}`));
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
