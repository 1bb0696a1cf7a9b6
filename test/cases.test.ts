import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoggedRequest, Method } from '../src/targets/bigip/icontrol/wire.ts';
import { type Device, startDevice } from './harness/device.ts';
import { at, type Ran, run } from './harness/tool.ts';

// A folder is a test: on a device that `device.json` has set up, `diff spec.yaml` prints `plan.txt` and sends
// `requests.json`; then an apply leaves nothing to do. UPDATE_GOLDEN=1 writes both anew: read what changed.

const FOLDER = 'fixtures/cases';
const update = process.env.UPDATE_GOLDEN === '1';
const env = { SECRET: 'the-secret', BIGIP_PASSWORD: 'admin' };

/** How the device comes to be: specs that were applied before, and requests of another administrator. */
interface Setup {
  readonly applied?: readonly string[];
  readonly requests?: readonly (readonly [Method, string, unknown?])[];
  readonly adopt?: boolean;
  readonly refused?: boolean;
  /** So much goes that the safety gate has to be told. */
  readonly muchGoes?: boolean;
  /** Others added members, which stay: a difference also after an apply. */
  readonly foreign?: boolean;
}

function setupOf(folder: string): Setup {
  const file = join(folder, 'device.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Setup) : {};
}

function command(device: Device, name: string, spec: string, ...flags: readonly string[]): Promise<Ran> {
  return run([name, spec, ...flags, ...at(device.mock)], { cwd: process.cwd(), env });
}

function apply(device: Device, spec: string, ...flags: readonly string[]): Promise<Ran> {
  return command(device, 'apply', spec, '--yes', '--no-archive', ...flags);
}

async function deviceOf(folder: string, { applied = [], requests = [] }: Setup): Promise<Device> {
  const device = await startDevice();
  for (const file of applied) {
    const { code, stderr } = await apply(device, join(folder, file));
    expect(code, stderr).toBe(0);
  }
  for (const [method, path, body] of requests) await device.send(method, path, body);
  device.log.length = 0;
  return device;
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

describe.concurrent.each(cases)('%s', (name) => {
  const folder = join(FOLDER, name);
  const spec = join(folder, 'spec.yaml');
  const setup = setupOf(folder);
  const flags = [...(setup.adopt ? ['--adopt'] : []), ...(setup.muchGoes ? ['--allow-deletes', '100%'] : [])];
  let device: Device;
  beforeAll(async () => {
    device = await deviceOf(folder, setup);
  });
  afterAll(() => device.stop());

  it('the plan and the requests of a diff', { concurrent: false }, async () => {
    const { code, stdout, stderr } = await command(device, 'diff', spec, ...flags);
    expect(code, stderr).toBe(setup.refused ? 3 : 0);
    // What rules advise is tested with the rules; what the plan says of the device belongs here.
    const said = stderr.split('\n').filter((line) => / \[(plan\/.*|run\/.*|bigip\/node-used)\]$/.test(line));
    golden(
      join(folder, 'plan.txt'),
      stdout + said.map((line, index) => `${index === 0 ? '\n' : ''}${line}\n`).join(''),
    );

    const requests = shown(device.log);
    expect(requests[0]).toBe('POST /mgmt/shared/authn/login');
    expect(requests.at(-1)).toBe('DELETE /mgmt/shared/authz/tokens/********');
    expect(requests.slice(1, -1).filter((one) => !one.startsWith('GET '))).toEqual([]);
    // What belongs to nobody on a device without an inventory is looked at twice: a starting device may have lost it.
    const once = [...new Set(requests)];
    expect(requests.length - once.length).toBeLessThanOrEqual(setup.refused ? once.length - 3 : 0);
    golden(join(folder, 'requests.json'), `${JSON.stringify(once, null, 2)}\n`);
  });

  it('an apply leaves nothing to do but what others added', { concurrent: false }, async () => {
    const applied = await apply(device, spec, ...flags);
    expect(applied.code, applied.stderr).toBe(setup.refused ? 3 : 0);
    const diff = await command(device, 'diff', spec, '--exit-code', ...flags);
    expect(diff.code, diff.stderr).toBe(setup.refused ? 3 : setup.foreign ? 2 : 0);
  });
});
