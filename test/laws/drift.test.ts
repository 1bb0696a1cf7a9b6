import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, startDevice } from '../harness/device.ts';
import { snapshot, withoutChosenTags } from '../harness/snapshot.ts';

// What somebody changes by hand is seen, whatever it is, and an apply takes it back.

const spec = {
  version: 1,
  name: 'drift',
  network: {
    vlans: { clients: { interfaces: [{ tagged: '1.1' }], tag: 100, description: 'clients' } },
    selfIps: { self: { address: '10.1.0.1/16', vlan: 'clients', portLockdown: ['tcp:443'] } },
    routes: { lab: { network: '10.99.0.0/16', gateway: '10.1.0.254' } },
  },
  nodes: { n1: { address: '10.1.1.1', monitors: ['/Common/icmp'] }, n2: '10.1.1.2' },
  monitors: { alive: { type: 'http', send: 'GET /\r\n\r\n', receive: '200' } },
  snatPools: { out: { addresses: ['10.1.2.1', '10.1.2.2'] } },
  rules: { first: { text: 'when HTTP_REQUEST {\n  # one\n}' }, second: { text: 'when HTTP_REQUEST { }' } },
  pools: { web: { monitors: ['alive'], members: { n1: 80, n2: { port: 80, ratio: 3 } } } },
  virtualServers: {
    web: {
      destination: '10.1.3.1',
      port: 80,
      websocket: 'native',
      pool: 'web',
      snat: 'out',
      rules: ['first', 'second'],
      vlans: ['clients'],
      idleTimeout: 3600,
      persistence: { type: 'cookie', cookieName: 'ws' },
      fallbackPersistence: 'source-address',
      virtualAddress: { icmpEcho: true },
    },
  },
};

type Hand = readonly [what: string, path: string, body: object, field: string];

const changes: readonly Hand[] = [
  ['description of a VLAN', 'net/vlan/~Common~clients', { description: null }, 'description'],
  [
    'interfaces of a VLAN',
    'net/vlan/~Common~clients',
    { interfaces: [{ name: '1.2', untagged: true }] },
    'interfaces',
  ],
  ['port lockdown', 'net/self/~Common~self', { allowService: 'all' }, 'allowService'],
  ['gateway', 'net/route/~Common~lab', { gw: '10.1.0.253' }, 'nextHop'],
  ['monitor of a node', 'ltm/node/~Common~n1', { monitor: 'none' }, 'monitor'],
  ['limit of a node', 'ltm/node/~Common~n2', { connectionLimit: 5 }, 'connectionLimit'],
  ['line end of a request', 'ltm/monitor/http/~Common~alive', { send: 'GET /\\r\\n' }, 'send'],
  ['answer that is expected', 'ltm/monitor/http/~Common~alive', { recv: 'none' }, 'recv'],
  ['addresses of a SNAT pool', 'ltm/snatpool/~Common~out', { members: ['10.1.2.1'] }, 'members'],
  [
    'one character of an iRule',
    'ltm/rule/~Common~first',
    { apiAnonymous: 'when HTTP_REQUEST {\n  # two\n}' },
    'apiAnonymous',
  ],
  ['method of a pool', 'ltm/pool/~Common~web', { loadBalancingMode: 'ratio-member' }, 'loadBalancingMode'],
  ['monitor of a pool', 'ltm/pool/~Common~web', { monitor: 'none' }, 'monitor'],
  ['ratio of a member', 'ltm/pool/~Common~web/members/~Common~n2:80', { ratio: 1 }, 'ratio'],
  [
    'priority of a member',
    'ltm/pool/~Common~web/members/~Common~n1:80',
    { priorityGroup: 9 },
    'priorityGroup',
  ],
  ['order of iRules', 'ltm/virtual/~Common~web', { rules: ['/Common/second', '/Common/first'] }, 'rules'],
  ['an iRule that is detached', 'ltm/virtual/~Common~web', { rules: ['/Common/first'] }, 'rules'],
  ['all iRules', 'ltm/virtual/~Common~web', { rules: [] }, 'rules'],
  ['persistence', 'ltm/virtual/~Common~web', { persist: [] }, 'persist'],
  [
    'persistence to fall back on',
    'ltm/virtual/~Common~web',
    { fallbackPersistence: 'none' },
    'fallbackPersistence',
  ],
  [
    'SNAT',
    'ltm/virtual/~Common~web',
    { sourceAddressTranslation: { type: 'automap' } },
    'sourceAddressTranslation',
  ],
  ['VLANs', 'ltm/virtual/~Common~web', { vlansDisabled: true, vlans: [] }, 'vlans'],
  ['pool', 'ltm/virtual/~Common~web', { pool: 'none' }, 'pool'],
  ['state', 'ltm/virtual/~Common~web', { disabled: true }, 'enabled'],
  ['profiles', 'ltm/virtual/~Common~web', { profiles: [{ name: 'tcp' }, { name: 'http' }] }, 'profiles'],
  ['mirroring', 'ltm/virtual/~Common~web', { mirror: 'enabled' }, 'mirror'],
  ['echo of an address', 'ltm/virtual-address/~Common~10.1.3.1', { icmpEcho: 'disabled' }, 'icmpEcho'],
];

describe('what is changed by hand', () => {
  let device: Device;
  let asApplied: unknown;
  beforeAll(async () => {
    device = await startDevice();
    const outcome = await device.apply(spec);
    expect(outcome.code, outcome.error).toBe(0);
    asApplied = withoutChosenTags(await snapshot(device));
  });
  afterAll(() => device.stop());

  it.each(changes)('%s', async (_, path, body, field) => {
    await device.send('PATCH', path, body);
    const diff = await device.diff(spec, { flags: { exitCode: true, format: 'json' } });
    expect(diff.code, diff.error).toBe(2);
    const { changes: found } = JSON.parse(diff.out) as { changes: { fields: { field: string }[] }[] };
    expect(found.flatMap(({ fields }) => fields.map((one) => one.field))).toContain(field);
    expect(found).toHaveLength(1);
    const outcome = await device.apply(spec, { flags: { allowDrops: true } });
    expect(outcome.code, outcome.error).toBe(0);
    expect(withoutChosenTags(await snapshot(device))).toEqual(asApplied);
  });
});
