import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/exit.ts';
import { inSync } from '../../src/targets/bigip/gates/in-sync.ts';
import { standby } from '../../src/targets/bigip/gates/standby.ts';
import { supported } from '../../src/targets/bigip/gates/supported.ts';
import { version } from '../../src/model/version.ts';
import { unitOf } from '../../src/targets/bigip/icontrol/group.ts';
import type { DeviceGateInput } from '../../src/targets/bigip/gates/gate.ts';
import type { Client } from '../../src/targets/bigip/icontrol/client.ts';
import {
  type Device,
  type Outcome,
  type RunOptions,
  type SpecInput,
  startDevice,
} from '../harness/device.ts';

// What looks like a mistake is refused with 3, and nothing is sent.

let device: Device;
beforeAll(async () => {
  device = await startDevice();
});
beforeEach(() => device.reset());
afterAll(() => device.stop());

/** The gate as it is without a flag, and with these. */
type GateFlags = Pick<NonNullable<RunOptions['flags']>, 'allowDeletes' | 'allowManagementPath'>;
const closed = { allowDeletes: 30, allowManagementPath: false };

const nodes = (count: number, from = 1) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`n${index + from}`, `10.0.0.${index + from}`]),
  );
const spec = (parts: Record<string, unknown>) => ({ version: 1, name: 'gated', ...parts });

const isWrite = ({ method, url }: { method: string; url: string }): boolean =>
  method !== 'GET' && !/\/shared\/authn|\/authz\//.test(url);

async function applied(what: SpecInput, flags: GateFlags = {}): Promise<Outcome> {
  device.log.length = 0;
  return device.apply(what, { flags: { ...closed, ...flags } });
}

async function refused(what: SpecInput, words: RegExp, flags: GateFlags = {}): Promise<Outcome> {
  const outcome = await applied(what, flags);
  expect(outcome.code, outcome.err).toBe(EXIT.refused);
  expect(outcome.err).toMatch(words);
  expect(device.log.filter(isWrite)).toEqual([]);
  const shown = await device.diff(what, { flags: { ...closed, ...flags } });
  expect(shown.code).toBe(EXIT.refused);
  return outcome;
}

const goesAhead = async (what: SpecInput, flags: GateFlags = {}): Promise<void> =>
  expect(await applied(what, flags)).toMatchObject({ code: EXIT.done, error: '' });

describe('deletions', { timeout: 90_000 }, () => {
  it.each([
    [10, 7, true],
    [10, 6, false],
    [9, 1, true],
  ])('%i objects, of which %i stay', async (before, after, passes) => {
    await device.apply(spec({ nodes: nodes(before) }));
    const next = spec({ nodes: nodes(after) });
    if (passes) return goesAhead(next);
    const share = Math.ceil(((before - after) * 100) / before);
    const words = `${before - after} of the ${before} objects .* would be deleted: ${share} %, and 30 % is the limit`;
    await refused(next, new RegExp(`${words}[\\s\\S]*--allow-deletes ${share}%`));
    await refused(next, /many-deletions/, { allowDeletes: share - 1 });
    await goesAhead(next, { allowDeletes: share });
  });

  it('do not count for destroy, nor for a spec that is empty as two reasons less', async () => {
    await device.apply(spec({ nodes: nodes(12) }));
    const outcome = await refused(spec({}), /run\/empty-spec/);
    expect(outcome.err).toMatch(/run\/many-deletions/);
    expect((await device.destroy(spec({}), { flags: closed })).code).toBe(EXIT.done);
  });
});

describe('a name that was copied', () => {
  const web = { pools: { web: { members: { '10.0.0.1': 80 } } } };
  const shop = { pools: { shop: { members: { '10.0.1.1': 80 } } } };

  it('is refused, and goes ahead when it is meant', async () => {
    await device.apply(spec(web));
    await refused(
      spec(shop),
      /2 of the 2 objects .* \(100 %, and 50 % is the limit\), and 2 others would come/,
    );
    await goesAhead(spec(shop), { allowDeletes: 100 });
  });

  it('is not seen in a rename, in what only shrinks, and in another spec', async () => {
    await device.apply(spec(web));
    await goesAhead(spec({ pools: { site: { members: { '10.0.0.1': 80 } } } }));
    await goesAhead(spec({ nodes: { '10.0.0.1': '10.0.0.1' } }));
    await goesAhead({ ...spec(shop), name: 'other' });
  });
});

const NETWORK = {
  network: {
    interfaces: { '1.1': { enabled: true } },
    vlans: { internal: { interfaces: ['1.1'] }, external: { interfaces: ['1.2'] } },
    selfIps: {
      inside: { address: '10.1.1.5/24', vlan: 'internal', portLockdown: 'default' },
      outside: { address: '203.0.113.5/24', vlan: 'external' },
    },
    routes: { far: { network: '10.9.0.0/16', gateway: '10.1.1.1' } },
  },
};
type Network = (typeof NETWORK)['network'];
const network = (change: (network: Network) => void) => {
  const copy = structuredClone(NETWORK);
  change(copy.network);
  return spec(copy);
};

describe('the management path', () => {
  /** A unit whose group uses one of its self IPs. */
  beforeEach(async () => {
    expect(await device.apply(spec(NETWORK))).toMatchObject({ code: EXIT.done, error: '' });
    await device.send('PATCH', 'cm/device/~Common~bigip1.example.com', {
      unicastAddress: [{ ip: '10.1.1.5', port: 1026 }],
    });
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'the self IP goes',
      network(({ selfIps, routes }) => {
        Reflect.deleteProperty(selfIps, 'inside');
        Reflect.deleteProperty(routes, 'far');
      }),
      /delete net\/self \/Common\/inside touches what failover uses/,
    ],
    [
      'its VLAN gets a tag',
      network(({ vlans }) => void Object.assign(vlans.internal, { tag: 77 })),
      /update net\/vlan \/Common\/internal \(tag\)/,
    ],
    [
      'an interface leaves it',
      network(({ vlans }) => void (vlans.internal.interfaces = ['1.3'])),
      /net\/vlan \/Common\/internal \(interfaces\)/,
    ],
    [
      'its interface is disabled',
      network((all) => void Object.assign(all, { interfaces: { '1.1': { enabled: false } } })),
      /net\/interface 1\.1 \(enabled\)/,
    ],
    [
      'a route goes',
      network(({ routes }) => void Reflect.deleteProperty(routes, 'far')),
      /delete net\/route \/Common\/far/,
    ],
    ['it is open for more', network(({ selfIps }) => void (selfIps.inside.portLockdown = 'all')), /^$/],
  ])('%s', async (_name, next, words) => {
    if (words.source === '^$') return goesAhead(next);
    await refused(next, words);
    await refused(next, /--allow-management-path/);
    await goesAhead(next, { allowManagementPath: true });
  });

  it('of others is no matter', async () => {
    await goesAhead(network(({ vlans }) => void (vlans.external.interfaces = ['1.3'])));
    await goesAhead(
      network(({ selfIps }) => void Reflect.deleteProperty(selfIps, 'outside')),
      { allowDeletes: 100 },
    );
  });

  it('is found where the spec has the interface alone, with no more than three requests', async () => {
    const alone = { version: 1, name: 'ports', network: { interfaces: { '1.1': { enabled: false } } } };
    const outcome = await applied(alone);
    expect(outcome.code).toBe(EXIT.refused);
    expect(outcome.err).toMatch(/net\/interface 1\.1/);
  });

  it('narrows only where the spec says so', async () => {
    await device.send('PATCH', 'cm/device/~Common~bigip1.example.com', { unicastAddress: 'none' });
    const silent = network(({ selfIps }) => void Reflect.deleteProperty(selfIps.inside, 'portLockdown'));
    await refused(silent, /port lockdown would go from default to none/);
    await goesAhead(
      network(({ selfIps }) => void Object.assign(selfIps.inside, { portLockdown: ['tcp:443'] })),
    );
  });
});

describe('the unit', () => {
  it('that is standby is refused, also when it becomes so while the run prepares', async () => {
    device.mock.fail({ faults: [{ match: { path: '/mgmt/tm/cm/device' }, do: 'standby' }] });
    await refused(spec({ nodes: nodes(1) }), /is standby/);
  });

  const own = (state: string) => unitOf({ hostname: 'a', failoverState: state, selfDevice: 'true' }, true);
  const peer = (state: string) => unitOf({ hostname: 'b.example.com', failoverState: state }, false);
  const client = (status: string): Client => {
    const details = {
      'x/details/0': {
        nestedStats: {
          entries: { details: { description: ' - Recommended action: Synchronize b to group g' } },
        },
      },
    };
    const entries = { status: { description: status }, 'x/details': { nestedStats: { entries: details } } };
    const body = { entries: { x: { nestedStats: { entries } } } };
    return { ...device.client, request: () => Promise.resolve({ status: 200, body }) } as unknown as Client;
  };
  const input = (part: Partial<DeviceGateInput['device']>, status = 'In Sync'): DeviceGateInput => ({
    device: { version: version('17.1.2'), hostname: 'a', units: [own('active')], ...part },
    host: '192.0.2.1',
    client: client(status),
    ask: true,
    allowed: {},
    plan: { spec: 's', changes: [], phases: [], refusals: [], foreign: [], inventory: {} },
    reading: { desired: new Map(), actual: new Map() },
  });

  it('that is active is named', async () => {
    const found = await standby(input({ units: [own('standby'), peer('active')] }));
    expect(found[0]?.message).toMatch(/a is standby, and b\.example\.com is active/);
    expect(found[0]?.hint).toContain('--host b.example.com');
    expect(await standby(input({ units: [own('active'), peer('standby')] }))).toEqual([]);
  });

  it.each([
    ['In Sync', 2, true],
    ['Changes Pending', 2, false],
    ['Awaiting Initial Sync', 2, false],
    ['Disconnected', 2, false],
    ['Changes Pending', 1, true],
  ])('in a group that is %s, of %i', async (status, count, passes) => {
    const units = [own('active'), peer('standby')].slice(0, count);
    const found = await inSync(input({ units }, status));
    expect(found.length === 0).toBe(passes);
    if (!passes)
      expect(found[0]?.message).toMatch(new RegExp(`${status}; - Recommended action: Synchronize b`));
  });

  it.each<[string, boolean]>([
    ['11.4.1', false],
    ['11.5.0', true],
    ['17.1.2', true],
    ['21.0.0', true],
    ['22.0.0', false],
  ])('with TMOS %s', async (text, passes) => {
    expect((await supported(input({ version: version(text) }))).length === 0).toBe(passes);
  });
});

it('the gate costs a plain apply and a plain diff no request', async () => {
  const plain = spec({ nodes: nodes(3) });
  await device.apply(plain);
  device.log.length = 0;
  await device.diff(spec({ nodes: nodes(2) }), { flags: closed });
  expect(device.log.filter(({ url }) => /sync-status|net\//.test(url))).toEqual([]);
  const before = device.log.length;
  device.log.length = 0;
  await device.apply(spec({ nodes: nodes(2) }), { flags: { ...closed, dryRun: true } });
  expect(device.log).toHaveLength(before);
});
