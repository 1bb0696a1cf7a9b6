import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Method } from '../../src/targets/bigip/icontrol/wire.ts';
import type { Device, Outcome, RunOptions, SpecInput } from '../harness/device.ts';
import { FIXTURE_ENV } from '../harness/fixtures.ts';

/** A change of a device, and how the device comes to be before it. */
export interface Scenario {
  readonly name: string;
  readonly before: (device: Device) => Promise<void>;
  /** `timeout` in seconds: short, so that a device that hangs does not hold the proof up. */
  readonly change: (device: Device, timeout?: number) => Promise<Outcome>;
  /** What finishes it, where that is not the same once more: a plan that was begun is stale. */
  readonly finish?: (device: Device) => Promise<Outcome>;
}

const env = { SECRET: 'the-secret', ...FIXTURE_ENV };
const options = (flags: RunOptions['flags'] = {}): RunOptions => ({
  env,
  flags: { timeout: 20, allowDrops: true, ...flags },
});

/** `device.json` of a golden case: specs that were applied, and requests of another administrator. */
interface Setup {
  readonly applied?: readonly string[];
  readonly requests?: readonly (readonly [Method, string, unknown?])[];
  readonly adopt?: boolean;
}

const CASES = 'fixtures/cases';

function caseScenario(name: string): Scenario {
  const folder = join(CASES, name);
  const file = join(folder, 'device.json');
  const setup = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Setup) : {};
  return {
    name,
    before: async (device) => {
      for (const spec of setup.applied ?? []) await made(device.apply(join(folder, spec), options()));
      for (const [method, path, body] of setup.requests ?? []) await device.send(method, path, body);
      await save(device);
    },
    change: (device, timeout = 20) =>
      device.apply(join(folder, 'spec.yaml'), options({ timeout, adopt: setup.adopt ?? false })),
  };
}

async function made(run: Promise<Outcome>): Promise<void> {
  const { code, error } = await run;
  if (code !== 0) throw new Error(`a device could not be made ready: ${error}`);
}

async function save(device: Device): Promise<void> {
  await device.send('POST', 'sys/config', { command: 'save' });
}

const base = {
  version: 1,
  name: 'proof',
  partition: 'Tenant',
  folder: 'app',
  virtualServers: { web: { destination: '203.0.113.10', port: 80, pool: 'web', websocket: 'auto' } },
};
const phased = {
  ...base,
  nodes: { n1: '10.0.0.1', n2: { address: '10.0.0.2', folder: 'old' } },
  monitors: { alive: { type: 'tcp' } },
  pools: { web: { monitors: ['alive'], members: { n1: 80, n2: 80 } } },
};
/** Every phase there is: folders before, a monitor that changes its type, raw keys, a folder that goes at the end. */
const allPhases = {
  ...base,
  nodes: { n1: '10.0.0.1', n3: { address: '10.0.0.3', folder: 'new' } },
  monitors: { alive: { type: 'http', receive: '200' } },
  pools: {
    web: { monitors: ['alive'], members: { n1: 80, n3: 80 } },
    spare: { members: { n3: 81 }, properties: { queueDepthLimit: 5 } },
  },
};
const small = { version: 1, name: 'proof', pools: { web: { members: { '10.0.0.1': 80 } } } };
const other = { version: 1, name: 'other', pools: { mine: { members: { '10.0.0.1': 81 } } } };
const tlsOf = (name: string, more: object = {}) => {
  const client = { certificate: `\${env:${name}_CERTIFICATE}`, key: `\${env:${name}_KEY}`, ...more };
  const web = { destination: '203.0.113.10', port: 443, pool: 'web', tls: { client, server: true } };
  return { ...small, virtualServers: { web } };
};
const renewed = tlsOf('SITE', { passphrase: '${env:SITE_PASSPHRASE}', chain: '${env:SITE_CHAIN}' });
const archived = { ...small, archive: { name: 'proof' } };

async function ready(device: Device, ...specs: readonly SpecInput[]): Promise<void> {
  for (const spec of specs) await made(device.apply(spec, options()));
  await save(device);
}

const planOf = ({ folder }: Device): string => join(folder, 'plan.json');

const more: readonly Scenario[] = [
  {
    name: 'all phases',
    before: (device) => ready(device, phased),
    change: (device, timeout = 20) => device.apply(allPhases, options({ timeout })),
  },
  {
    name: 'a saved plan',
    before: async (device) => {
      await ready(device, phased);
      await made(device.diff(allPhases, { env, flags: { timeout: 20, out: planOf(device) } }));
    },
    change: (device, timeout = 20) => device.applyPlan(planOf(device), options({ timeout })),
    finish: (device) => device.apply(allPhases, options()),
  },
  {
    name: 'a certificate is installed',
    before: (device) => ready(device),
    change: (device, timeout = 20) => device.apply(renewed, options({ timeout })),
  },
  {
    name: 'a certificate is replaced',
    before: (device) => ready(device, tlsOf('BETA')),
    change: (device, timeout = 20) => device.apply(renewed, options({ timeout })),
  },
  {
    name: 'archives before and after',
    before: (device) => ready(device),
    change: (device, timeout = 20) => device.apply(archived, options({ timeout, archive: true })),
  },
  {
    name: 'destroy beside another spec',
    before: (device) => ready(device, small, other),
    change: (device, timeout = 20) => device.destroy(small, options({ timeout })),
  },
  {
    name: 'destroy of the last spec',
    before: (device) => ready(device, phased),
    change: (device, timeout = 20) => device.destroy(phased, options({ timeout })),
  },
  {
    name: 'not saved on purpose',
    before: (device) => ready(device),
    change: (device, timeout = 20) => device.apply(small, options({ timeout, save: false })),
  },
  {
    name: 'an unsaved change is finished',
    before: async (device) => {
      await ready(device);
      await made(device.apply(small, options({ save: false })));
    },
    change: (device, timeout = 20) => device.apply(small, options({ timeout })),
  },
  {
    name: 'the first of the how-to',
    before: (device) => ready(device),
    change: (device, timeout = 20) => device.apply('fixtures/specs/kaazing.yaml', options({ timeout })),
  },
];

export const scenarios: readonly Scenario[] = [...readdirSync(CASES).sort().map(caseScenario), ...more];
