import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoggedRequest, Method } from '../src/targets/bigip/icontrol/wire.ts';
import { type Device, type RunOptions, startDevice } from './harness/device.ts';

// A folder is a test: on a device that `device.json` has set up, `diff spec.yaml` prints `plan.txt` and sends
// `requests.json`; then an apply leaves nothing to do. UPDATE_GOLDEN=1 writes both anew: read what changed.

const FOLDER = 'fixtures/cases';
const update = process.env.UPDATE_GOLDEN === '1';
const env = { SECRET: 'the-secret' };

/** How the device comes to be: specs that were applied before, and requests of another administrator. */
interface Setup {
  readonly applied?: readonly string[];
  readonly requests?: readonly (readonly [Method, string, unknown?])[];
  readonly adopt?: boolean;
  readonly refused?: boolean;
}

let device: Device;
beforeAll(async () => {
  device = await startDevice();
});
afterAll(() => device.stop());

function setupOf(folder: string): Setup {
  const file = join(folder, 'device.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Setup) : {};
}

async function setUp(folder: string, { applied = [], requests = [] }: Setup): Promise<void> {
  device.reset();
  for (const file of applied) {
    const outcome = await device.apply(join(folder, file), { env });
    expect(outcome.code, outcome.error).toBe(0);
  }
  for (const [method, path, body] of requests) await device.send(method, path, body);
  device.log.length = 0;
}

/** Reads of one round may overtake each other, so they stand in the order of their addresses. */
function shown(log: readonly LoggedRequest[]): string[] {
  const lines = log.map(({ method, url }) => `${method} ${url}`);
  return [...lines.slice(0, 1), ...lines.slice(1, -1).sort(), ...lines.slice(-1)];
}

function golden(file: string, actual: string): void {
  if (update) writeFileSync(file, actual);
  expect(actual).toBe(existsSync(file) ? readFileSync(file, 'utf8') : `there is no ${file}`);
}

const cases = readdirSync(FOLDER).sort();

it('there are cases', () => {
  expect(cases.length).toBeGreaterThanOrEqual(8);
});

describe.each(cases)('%s', (name) => {
  const folder = join(FOLDER, name);
  const spec = join(folder, 'spec.yaml');
  const setup = setupOf(folder);
  const options: RunOptions = { env, flags: { adopt: setup.adopt ?? false } };

  it('the plan and the requests of a diff', async () => {
    await setUp(folder, setup);
    const diff = await device.diff(spec, options);
    const lines = `${diff.out}\n${diff.err}`.replaceAll(`${process.cwd()}/`, '').split('\n');
    // What rules advise is tested with the rules; what the plan says of the device belongs here.
    const said = lines
      .slice(diff.out.split('\n').length)
      .filter((line) => / \[(plan\/.*|bigip\/node-used)\]$/.test(line));
    const plan = [...lines.slice(0, diff.out.split('\n').length), ...(said.length > 0 ? ['', ...said] : [])];
    golden(join(folder, 'plan.txt'), `${plan.join('\n')}\n`);

    const requests = shown(device.log);
    expect(requests[0]).toBe('POST /mgmt/shared/authn/login');
    expect(requests.at(-1)).toBe('DELETE /mgmt/shared/authz/tokens/********');
    expect(requests.slice(1, -1).filter((one) => !one.startsWith('GET '))).toEqual([]);
    expect(new Set(requests).size).toBe(requests.length);
    golden(join(folder, 'requests.json'), `${JSON.stringify(requests, null, 2)}\n`);
  });

  it('an apply leaves nothing to do', async () => {
    await setUp(folder, setup);
    const outcome = await device.apply(spec, options);
    expect(outcome.code, outcome.error).toBe(setup.refused ? 3 : 0);
    const diff = await device.diff(spec, { ...options, flags: { ...options.flags, exitCode: true } });
    expect(diff.code).toBe(setup.refused ? 3 : 0);
  });
});
