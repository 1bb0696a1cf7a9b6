import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Device,
  type Outcome,
  type RunOptions,
  type SpecInput,
  startDevice,
} from '../harness/device.ts';
import { find, names, snapshot } from '../harness/snapshot.ts';

type Map = Readonly<Record<string, unknown>>;

let device: Device;
beforeAll(async () => {
  device = await startDevice();
});
afterAll(() => device.stop());
beforeEach(() => device.reset());

/** A spec called `web`, unless it says otherwise. */
const spec = (content: Map): Map => ({ version: 1, name: 'web', ...content });

/** A spec that names next to nothing: one that names nothing at all is refused. */
const nothing = { rules: { last: { text: 'when CLIENT_ACCEPTED { }' } } };

const service = {
  nodes: { n1: '10.0.0.1', n2: '10.0.0.2' },
  pools: { web: { members: { n1: 80, n2: 80 } } },
  virtualServers: { web: { destination: '203.0.113.10', port: 80, pool: 'web' } },
};

async function apply(content: Map, options?: RunOptions): Promise<Outcome> {
  const outcome = await device.apply(spec(content), options);
  expect(outcome.code, outcome.error).toBe(0);
  return outcome;
}

async function refused(input: SpecInput, options?: RunOptions): Promise<string> {
  const before = await snapshot(device);
  const outcome = await device.apply(input, options);
  expect(outcome.code, outcome.error).toBe(3);
  expect(await snapshot(device)).toEqual(before);
  return outcome.err;
}

/** What was sent to change the device, in its order: `DELETE ltm/pool/~Common~web`. */
function sent(): string[] {
  return device.log
    .filter(({ method, transaction }) => method !== 'GET' && transaction !== undefined)
    .map(({ method, url }) => `${method} ${url.replace('/mgmt/tm/', '')}`);
}

const item = (kind: string, path: string): string => `${kind}/${path.replaceAll('/', '~')}`;

describe('order', () => {
  it('deletes a virtual server before its pool, a pool before its nodes, a self IP before its VLAN', async () => {
    await apply({
      ...service,
      network: {
        vlans: { v: { interfaces: ['1.1'] } },
        selfIps: { s: { address: '10.0.0.254/24', vlan: 'v' } },
      },
    });
    device.log.length = 0;
    await apply(nothing);
    const deleted = sent().filter((one) => one.startsWith('DELETE'));
    const at = (kind: string, path: string): number => deleted.indexOf(`DELETE ${item(kind, path)}`);
    const virtual = at('ltm/virtual', '/Common/web');
    const pool = at('ltm/pool', '/Common/web');
    const self = at('net/self', '/Common/s');
    expect(Math.min(virtual, self)).toBeGreaterThanOrEqual(0);
    expect(virtual).toBeLessThan(pool);
    expect(pool).toBeLessThan(at('ltm/node', '/Common/n1'));
    expect(self).toBeLessThan(at('net/vlan', '/Common/v'));
  });

  it('a VLAN leaves its route domain when it is deleted, whoever has made that', async () => {
    const vlans = { a: { interfaces: ['1.1'] }, b: { interfaces: ['1.2'] } };
    const routeDomains = { ten: { id: 10, vlans: ['a', 'b'] } };
    await apply({ network: { vlans, routeDomains } });
    await apply({ network: { vlans: { a: vlans.a }, routeDomains: { ten: { id: 10, vlans: ['a'] } } } });
    expect(await names(device, 'net/vlan')).toEqual(['/Common/a']);
    // One of another administrator.
    await device.send('POST', 'net/route-domain', { name: 'theirs', id: 11, vlans: ['/Common/a'] });
    await apply({ network: { routeDomains: { ten: { id: 10 } } } });
    expect(await names(device, 'net/vlan')).toEqual([]);
    expect(await find(device, 'net/route-domain', '/Common/theirs')).toMatchObject({ vlans: [] });
  });

  it('renames a virtual server on its address in one apply; its address keeps what was set by hand', async () => {
    const address = { name: '203.0.113.10', partition: 'Common', address: '203.0.113.10', arp: 'disabled' };
    await device.send('POST', 'ltm/virtual-address', address);
    await apply(service);
    await device.send('PATCH', item('ltm/virtual-address', '/Common/203.0.113.10'), {
      description: 'by hand',
    });
    expect((await device.diff(spec(service))).out).toContain('No changes');
    const { virtualServers, ...rest } = service;
    await apply({ ...rest, virtualServers: { renamed: virtualServers.web } });
    expect(await names(device, 'ltm/virtual')).toEqual(['/Common/renamed']);
    const after = await find(device, 'ltm/virtual-address', '/Common/203.0.113.10');
    expect(after).toMatchObject({ description: 'by hand', arp: 'disabled', autoDelete: 'true' });
    await apply(rest);
    expect(await names(device, 'ltm/virtual-address')).toEqual([]);
  });

  it('renames a node on its address, and changes the address of a node; members follow', async () => {
    await apply(service);
    const { virtualServers } = service;
    await apply({
      nodes: { renamed: '10.0.0.1', n2: '10.0.0.2' },
      pools: { web: { members: { renamed: 80, n2: 80 } } },
      virtualServers,
    });
    expect(await names(device, 'ltm/node')).toEqual(['/Common/n2', '/Common/renamed']);
    await apply({
      nodes: { renamed: '10.0.0.9', n2: '10.0.0.1' },
      pools: { web: { members: { renamed: 80, n2: 80 } } },
      virtualServers,
    });
    const members = await device.send('GET', 'ltm/pool/~Common~web/members');
    expect(members).toMatchObject({
      items: [
        { fullPath: '/Common/n2:80', address: '10.0.0.1' },
        { fullPath: '/Common/renamed:80', address: '10.0.0.9' },
      ],
    });
  });

  it('changes the type of a monitor under its name while a pool uses it', async () => {
    const pools = { web: { monitors: ['alive'], members: { n1: 80 } } };
    await apply({ ...service, pools, monitors: { alive: { type: 'tcp' } } });
    const outcome = await apply({ ...service, pools, monitors: { alive: { type: 'http' } } });
    expect(outcome.out).toMatch(/\d transactions/);
    expect(await find(device, 'ltm/monitor/http', '/Common/alive')).toBeDefined();
    expect(await find(device, 'ltm/monitor/tcp', '/Common/alive')).toBeUndefined();
    expect(await find(device, 'ltm/pool', '/Common/web')).toMatchObject({ monitor: '/Common/alive' });
  });
});

describe("an operator's own choice", () => {
  const offline = { session: 'user-disabled', state: 'user-down' };
  const member = 'ltm/pool/~Common~web/members/~Common~n1:80';

  it('forced offline is never undone, not by a change and not by a replace', async () => {
    await apply(service);
    await device.send('PATCH', 'ltm/node/~Common~n1', offline);
    await device.send('PATCH', member, offline);
    expect((await device.diff(spec(service))).out).toContain('No changes');
    await apply({ ...service, nodes: { n1: { address: '10.0.0.1', ratio: 5 }, n2: '10.0.0.2' } });
    expect(await device.send('GET', 'ltm/node/~Common~n1')).toMatchObject(offline);
    await apply({ ...service, nodes: { n1: '10.0.0.77', n2: '10.0.0.2' } });
    expect(await device.send('GET', 'ltm/node/~Common~n1')).toMatchObject({
      address: '10.0.0.77',
      ...offline,
    });
    expect(await device.send('GET', member)).toMatchObject({ address: '10.0.0.77', ...offline });
  });

  it('a state that the spec names is managed', async () => {
    const nodes = { n1: { address: '10.0.0.1', state: 'forced-offline' }, n2: '10.0.0.2' };
    await apply({ ...service, nodes });
    expect(await device.send('GET', 'ltm/node/~Common~n1')).toMatchObject(offline);
    await device.send('PATCH', 'ltm/node/~Common~n1', { session: 'user-enabled', state: 'user-up' });
    const diff = await device.diff(spec({ ...service, nodes }));
    expect(diff.out).toMatch(/state\s+enabled → forced-offline/);
  });
});

describe('raw properties', () => {
  const raw = (properties: Map): Map => ({
    ...service,
    pools: { web: { ...service.pools.web, properties } },
  });
  const pool = (): Promise<unknown> => device.send('GET', 'ltm/pool/~Common~web');

  it('give back the value found before, when the object was created', async () => {
    await apply(raw({ queueDepthLimit: 7 }));
    expect(await pool()).toMatchObject({ queueDepthLimit: 7 });
    await apply(raw({ queueDepthLimit: 8 }));
    await apply(raw({}));
    expect(await pool()).toMatchObject({ queueDepthLimit: 0 });
  });

  it('give back the value found before, when the object was adopted', async () => {
    await device.send('POST', 'ltm/pool', { name: 'web', partition: 'Common', queueDepthLimit: 3 });
    await apply(raw({ queueDepthLimit: 7 }), { flags: { adopt: true } });
    expect(await pool()).toMatchObject({ queueDepthLimit: 7 });
    await apply(raw({}));
    expect(await pool()).toMatchObject({ queueDepthLimit: 3 });
  });

  describe('of what stays on the device are given back', () => {
    const adopted = raw({ queueDepthLimit: 7 });
    const isBack = async ({ out }: Outcome): Promise<void> => {
      expect(out).toMatch(/queueDepthLimit\s+7 → 3/);
      expect(await pool()).toMatchObject({ queueDepthLimit: 3 });
    };
    beforeEach(async () => {
      await device.send('POST', 'ltm/pool', { name: 'web', partition: 'Common', queueDepthLimit: 3 });
      await apply(adopted, { flags: { adopt: true } });
      expect(await pool()).toMatchObject({ queueDepthLimit: 7 });
    });

    it('when the spec names the object no longer', async () => {
      await isBack(await apply(nothing));
      expect((await device.diff(spec(nothing))).out).toContain('No changes');
    });

    it('when the spec is destroyed', async () => {
      const outcome = await device.destroy(spec(adopted));
      expect(outcome.code, outcome.error).toBe(0);
      await isBack(outcome);
    });

    it('with the last of the specs', async () => {
      const other = {
        version: 1,
        name: 'other',
        virtualServers: { theirs: { destination: '203.0.113.11', port: 80, pool: '/Common/web' } },
      };
      expect((await device.apply(other)).code).toBe(0);
      await isBack(await apply(nothing));
    });
  });

  it('that were not set before are not set afterwards, whatever was applied meanwhile', async () => {
    await device.send('POST', 'ltm/pool', { name: 'web', partition: 'Common' });
    const before = await pool();
    const named = (description: string): Map => ({
      ...service,
      pools: {
        web: { ...service.pools.web, description, properties: { metadata: [{ name: 'a', value: '1' }] } },
      },
    });
    await apply(named('one'), { flags: { adopt: true } });
    await apply(named('two'));
    await apply(service);
    expect(await pool()).not.toHaveProperty('metadata');
    expect(before).not.toHaveProperty('metadata');
    expect((await device.diff(spec(service))).out).toContain('No changes');
  });
});

describe('secrets', () => {
  const withPassword = (password: string): Map => ({
    ...service,
    monitors: { login: { type: 'http', username: 'probe', password: '${env:PROBE}' } },
    name: 'web',
    description: password === '' ? '' : 'x',
  });

  it('a rotated one is shown as changed, once, and never shown itself', async () => {
    const run = (PROBE: string): RunOptions => ({ env: { PROBE } });
    await apply(withPassword('a'), run('first-secret'));
    expect((await device.diff(spec(withPassword('a')), run('first-secret'))).out).toContain('No changes');
    const outcome = await apply(withPassword('b'), run('second-secret'));
    expect(outcome.out).toMatch(/password\s+\(secret, changed\)/);
    expect((await device.diff(spec(withPassword('b')), run('second-secret'))).out).toContain('No changes');
    const json = await device.diff(spec(withPassword('c')), {
      env: { PROBE: 'third-secret' },
      flags: { format: 'json' },
    });
    expect(JSON.parse(json.out)).toMatchObject({
      changes: [{ fields: [{ field: 'password', secret: true, changed: true }] }],
    });
    const inventory = JSON.stringify(await device.send('GET', 'ltm/data-group/internal'));
    const said = JSON.stringify([outcome, json, inventory, device.log]);
    for (const secret of ['first-secret', 'second-secret', 'third-secret'])
      expect(said).not.toContain(secret);
  });
});

describe('ownership', () => {
  it('what exists is refused without --adopt; an adoption empties nothing that the spec does not name', async () => {
    await device.send('POST', 'net/vlan', {
      name: 'v',
      partition: 'Common',
      interfaces: [{ name: '1.1', untagged: true }],
    });
    await device.send('POST', 'net/self', {
      name: 's',
      partition: 'Common',
      address: '10.0.0.254/24',
      vlan: '/Common/v',
      allowService: ['tcp:443'],
    });
    await device.send('POST', 'ltm/rule', {
      name: 'r',
      partition: 'Common',
      apiAnonymous: 'when CLIENT_ACCEPTED { }',
    });
    await device.send('POST', 'ltm/virtual', {
      name: 'web',
      partition: 'Common',
      destination: '/Common/203.0.113.10:80',
      ipProtocol: 'tcp',
      rules: ['/Common/r'],
      persist: [{ name: '/Common/source_addr' }],
      vlans: ['/Common/v'],
      vlansEnabled: true,
      connectionLimit: 9,
    });
    const desired = {
      ...service,
      network: {
        vlans: { v: { interfaces: ['1.1'] } },
        selfIps: { s: { address: '10.0.0.254/24', vlan: 'v' } },
      },
    };
    expect(await refused(spec(desired))).toContain('--adopt');
    const outcome = await apply(desired, { flags: { adopt: true } });
    expect(outcome.out).toMatch(/connectionLimit\s+9 → 0/);
    expect(await find(device, 'ltm/virtual', '/Common/web')).toMatchObject({
      rules: ['/Common/r'],
      persist: [{ name: 'source_addr' }],
      vlans: ['/Common/v'],
      connectionLimit: 0,
    });
    expect(await find(device, 'net/self', '/Common/s')).toMatchObject({ allowService: ['tcp:443'] });
    expect((await device.diff(spec(desired))).out).toContain('No changes');

    await apply(nothing);
    // Adopted ones are let go, created ones are deleted.
    expect(await names(device, 'ltm/virtual')).toEqual(['/Common/web']);
    expect(await names(device, 'net/vlan')).toEqual(['/Common/v']);
  });

  it('what another spec lists is refused', async () => {
    await apply(service);
    const other = { version: 1, name: 'other', pools: { web: { method: 'ratio-member' } } };
    expect(await refused(other)).toContain('belongs to the spec web');
    expect(await refused(other, { flags: { adopt: true } })).toContain('belongs to the spec web');
  });

  it('a node that two specs share goes with the last of them', async () => {
    await apply({ nodes: { shared: '10.0.0.1' }, pools: { web: { members: { shared: 80 } } } });
    const other = {
      version: 1,
      name: 'other',
      nodes: { shared: '10.0.0.1' },
      pools: { p: { members: { shared: 81 } } },
    };
    const second = await device.apply(other);
    expect(second.code, second.error).toBe(0);
    await apply(nothing);
    expect(await names(device, 'ltm/node')).toEqual(['/Common/shared']);
    expect((await device.diff(other)).out).toContain('No changes');
    expect((await device.destroy(other)).code).toBe(0);
    expect(await names(device, 'ltm/node')).toEqual([]);
  });

  it('a node that a hand-made pool uses is let go, not deleted', async () => {
    await apply(service);
    await device.send('POST', 'ltm/pool', {
      name: 'hand',
      partition: 'Common',
      members: [{ name: 'n1:99' }],
    });
    const outcome = await apply(nothing);
    expect(outcome.out).toMatch(/= ltm\/node \/Common\/n1 .*hand/);
    expect(await names(device, 'ltm/node')).toEqual(['/Common/n1']);
    expect((await device.diff(spec(nothing))).out).toContain('No changes');
  });

  it('a node with the wanted address under another name is used as it is, and said so', async () => {
    await device.send('POST', 'ltm/node', {
      name: 'theirs',
      partition: 'Common',
      address: '10.0.0.1',
      ratio: 7,
    });
    const outcome = await apply(service, { flags: { adopt: true } });
    expect(outcome.err).toContain('/Common/theirs');
    expect(await names(device, 'ltm/node')).toEqual(['/Common/n2', '/Common/theirs']);
    expect(await device.send('GET', 'ltm/node/~Common~theirs')).toMatchObject({ ratio: 7 });
    expect(await device.send('GET', 'ltm/pool/~Common~web/members')).toMatchObject({
      items: [{ fullPath: '/Common/n2:80' }, { fullPath: '/Common/theirs:80' }],
    });
    expect((await device.diff(spec(service))).out).toContain('No changes');
    expect((await device.destroy(spec(service))).code).toBe(0);
    expect(await names(device, 'ltm/node')).toEqual(['/Common/theirs']);
  });

  it('a member that somebody added is left alone, and said so', async () => {
    await apply(service);
    await device.send('POST', 'ltm/pool/~Common~web/members', { name: '/Common/10.0.0.50:80' });
    const diff = await device.diff(spec(service));
    expect(diff.out).toContain('1 member that the spec does not list');
    expect(diff.err).toContain('/Common/10.0.0.50:80');
    await apply({ ...service, pools: { web: { ...service.pools.web, slowRampTime: 60 } } });
    expect(JSON.stringify(await device.send('GET', 'ltm/pool/~Common~web/members'))).toContain(
      '10.0.0.50:80',
    );
  });
});

describe('the inventory', () => {
  it.each([
    ['a note', { name: 'ltm/node:/Common/n1', data: 'by hand' }],
    ['a kind that nobody has', { name: 'ltm/odd:/Common/n1', data: 'created web' }],
  ])('with %s in it is an error that names the record, not a bug', async (_, record) => {
    await apply(service);
    const inventory = 'ltm/data-group/internal/~Common~bigip-ws-inventory';
    await device.send('PATCH', inventory, { records: [record] });
    const outcome = await device.diff(spec(service));
    expect(outcome.code, outcome.error).toBe(1);
    expect(outcome.err).toContain(`"${record.name}"`);
    expect(outcome.err).toContain('remove or correct that record');
    expect(outcome.err).not.toContain('a bug in bigip-ws');
  });
});

describe('an address exists once on the device', () => {
  const virtual = { destination: '203.0.113.94', pool: '/Common/web' };
  const { nodes, pools } = service;

  it('one address on two ports in two partitions is one virtual address; it goes with the last of them', async () => {
    const both = { one: { ...virtual, port: 80 }, two: { ...virtual, port: 8080, partition: 'tenant-b' } };
    const content = { nodes, pools, virtualServers: both };
    const outcome = await apply(content);
    expect(outcome.out).toContain('ltm/virtual-address /Common/203.0.113.94');
    expect(outcome.out).not.toContain('/tenant-b/203.0.113.94');
    expect((await device.diff(spec(content))).out).toContain('No changes');
    // The one whose partition has the address goes: the other needs it.
    await apply({ nodes, pools, virtualServers: { two: both.two } });
    expect(await names(device, 'ltm/virtual-address')).toEqual(['/Common/203.0.113.94']);
    expect((await device.diff(spec({ nodes, pools, virtualServers: { two: both.two } }))).out).toContain(
      'No changes',
    );
    expect((await device.destroy(spec(content))).code).toBe(0);
    expect(await names(device, 'ltm/virtual-address')).toEqual([]);
  });

  it('two partitions that cannot refer to each other are told so before anything is sent', async () => {
    const outcome = await device.apply(
      spec({
        nodes,
        pools,
        virtualServers: {
          one: { ...virtual, port: 80, partition: 'tenant-a' },
          two: { ...virtual, port: 8080, partition: 'tenant-b' },
        },
      }),
    );
    expect(outcome.code).toBe(65);
    expect(outcome.err).toMatch(
      /203\.0\.113\.94 is in this spec as .*\/tenant-a\/203\.0\.113\.94, which \/tenant-b cannot refer to/,
    );
    expect(sent()).toEqual([]);
  });

  it('a virtual address of another spec in /Common is shared by a virtual server in a partition', async () => {
    await apply({ nodes, pools, virtualServers: { one: { ...virtual, port: 80 } } });
    const other = {
      version: 1,
      name: 'other',
      virtualServers: { two: { ...virtual, port: 8080, partition: 'tenant-b' } },
    };
    const second = await device.apply(other);
    expect(second.code, second.error).toBe(0);
    expect((await device.diff(other)).out).toContain('No changes');
    await apply({ nodes, pools });
    expect(await names(device, 'ltm/virtual-address')).toEqual(['/Common/203.0.113.94']);
    expect((await device.diff(other)).out).toContain('No changes');
    expect((await device.destroy(other)).code).toBe(0);
    expect(await names(device, 'ltm/virtual-address')).toEqual([]);
  });

  it('settings for an address that is there under another name are those of the one that is there', async () => {
    const address = { name: 'vip', partition: 'Common', address: '203.0.113.94', arp: 'disabled' };
    await device.send('POST', 'ltm/virtual-address', address);
    const content = {
      nodes,
      pools,
      virtualServers: { one: { ...virtual, port: 80, virtualAddress: { arp: true } } },
    };
    expect(await refused(spec(content))).toContain('ltm/virtual-address /Common/vip exists');
    await apply(content, { flags: { adopt: true } });
    expect(await find(device, 'ltm/virtual-address', '/Common/vip')).toMatchObject({ arp: 'enabled' });
    expect((await device.diff(spec(content))).out).toContain('No changes');
  });

  it('a node in /Common with the address is used by a spec in its own partition', async () => {
    await device.send('POST', 'ltm/node', { name: 'theirs', partition: 'Common', address: '10.0.0.1' });
    const content = { partition: 'tenant-b', nodes, pools };
    const outcome = await apply(content);
    expect(outcome.err).toContain('/Common/theirs');
    expect(await names(device, 'ltm/node')).toEqual(['/Common/theirs', '/tenant-b/n2']);
    expect((await device.diff(spec(content))).out).toContain('No changes');
  });

  it('the same address in another route domain is another one', async () => {
    await device.send('POST', 'net/route-domain', { name: 'rd10', id: 10 });
    await device.send('POST', 'auth/partition', { name: 'rdp', defaultRouteDomain: 10 });
    await device.send('POST', 'ltm/node', { name: 'other', partition: 'rdp', address: '10.0.0.1' });
    await apply(service);
    expect(await names(device, 'ltm/node')).toEqual(['/Common/n1', '/Common/n2', '/rdp/other']);
    expect((await device.diff(spec(service))).out).toContain('No changes');
  });

  it('%0 is route domain 0 where the partition has another default, and beside it a bare address', async () => {
    await device.send('POST', 'net/route-domain', { name: 'rd10', id: 10 });
    await device.send('POST', 'auth/partition', { name: 'rdp', defaultRouteDomain: 10 });
    const content = {
      partition: 'rdp',
      nodes: { bare: '10.0.0.1', zero: '10.0.0.1%0', ten: '10.0.0.2%10' },
      pools: { web: { members: { bare: 80, ten: 80 } } },
      virtualServers: {
        bare: { destination: '10.56.8.1', port: 80, pool: 'web' },
        zero: { destination: '10.56.8.1%0', port: 80 },
        ten: { destination: '10.56.8.2%10', port: 80 },
      },
    };
    await apply(content);
    expect(await find(device, 'ltm/node', '/rdp/zero')).toMatchObject({ address: '10.0.0.1%0' });
    expect(await find(device, 'ltm/virtual', '/rdp/zero')).toMatchObject({
      destination: '/rdp/10.56.8.1%0:80',
    });
    expect(await find(device, 'ltm/virtual', '/rdp/bare')).toMatchObject({
      destination: '/rdp/10.56.8.1:80',
    });
    expect((await device.diff(spec(content))).out).toContain('No changes');
  });

  it('%0 in a partition of the usual default is the same as nothing', async () => {
    const content = {
      partition: 'tenant-b',
      nodes: { n1: '10.0.0.1%0' },
      virtualServers: { web: { destination: '203.0.113.94%0', port: 80 } },
    };
    await apply(content);
    expect((await device.diff(spec(content))).out).toContain('No changes');
    const bare = {
      partition: 'tenant-b',
      nodes: { n1: '10.0.0.1' },
      virtualServers: { web: { destination: '203.0.113.94', port: 80 } },
    };
    expect((await device.diff(spec(bare))).out).toContain('No changes');
  });
});

describe('profiles', () => {
  it.each(['request-log', 'webacceleration'])(
    '%s, of a type without words here, is attached by path',
    async (name) => {
      const web = { ...service.virtualServers.web, websocket: 'native', profiles: [`/Common/${name}`] };
      const content = { ...service, virtualServers: { web } };
      const outcome = await apply(content);
      expect(outcome.out).toContain(`/Common/${name}`);
      expect((await device.diff(spec(content))).out).toContain('No changes');
    },
  );

  it('that no type has are refused before anything is sent', async () => {
    const web = { ...service.virtualServers.web, websocket: 'native', profiles: ['/Common/no-such'] };
    const outcome = await device.apply(spec({ ...service, virtualServers: { web } }));
    expect(outcome.code).toBe(65);
    expect(sent()).toEqual([]);
  });
});

describe('an error of the device', () => {
  it('about a self IP and its VLAN is told at the line of the self IP', async () => {
    await device.send('POST', 'net/route-domain', { name: '40', partition: 'Common', id: 40 });
    const network = {
      vlans: { qa: { interfaces: ['1.4'] } },
      selfIps: { 'qa-self': { address: '10.12.221.80%40/24', vlan: 'qa' } },
    };
    const outcome = await device.apply(spec({ network }));
    expect(outcome.code).toBe(1);
    const line =
      JSON.stringify(spec({ network }), null, 1)
        .split('\n')
        .findIndex((one) => one.includes('qa-self')) + 1;
    expect(outcome.error).toContain(`spec.json:${line}:`);
    expect(outcome.error).toContain('self IP /Common/qa-self');
  });
});
