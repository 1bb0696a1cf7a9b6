import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/mock/mock.ts';
import { type Client, clientOf } from './client.ts';
import { running, TM } from './running.ts';

// What the F5 Python SDK and f5-cccl ask of a device; their own tests ran against real ones.

async function on(tmos: string, work: (client: Client) => Promise<void>): Promise<void> {
  const mock = await createMock({ tmos });
  try {
    await work(clientOf(mock));
  } finally {
    await mock.stop();
  }
}

const upload = (client: Client, name: string, text: string) =>
  client.call('POST', `/mgmt/shared/file-transfer/uploads/${name}`, Buffer.from(text), {
    'Content-Type': 'application/octet-stream',
    'Content-Range': `0-${text.length - 1}/${text.length}`,
  });

describe('names and addresses', () => {
  const { client } = running({ tmos: '13.1.1' });

  it('keeps %0 in the names of nodes and members, and drops it from their addresses', async () => {
    await client().post(`${TM}/ltm/pool`, { name: 'p', members: [{ name: '10.2.3.5%0:8080' }] });
    const { items } = await client().get(`${TM}/ltm/pool/p/members`);
    expect(items).toMatchObject([{ name: '10.2.3.5%0:8080', address: '10.2.3.5' }]);
    const node = await client().get(`${TM}/ltm/node/~Common~10.2.3.5%250`);
    expect(node).toMatchObject({ name: '10.2.3.5%0', fullPath: '/Common/10.2.3.5%0', address: '10.2.3.5' });
    expect(String(node.selfLink)).toContain('~Common~10.2.3.5%250?');
    // The same address under its other name is a second node with that address.
    expect(await client().refused('POST', `${TM}/ltm/node`, { name: '10.2.3.5', address: '10.2.3.5' })).toBe(
      '400 0107176c:3: Invalid Node, the IP address 10.2.3.5 already exists.',
    );
  });

  it('keeps %0 in the name a virtual-address gets from a destination, and drops it from the address', async () => {
    const virtual = await client().post(`${TM}/ltm/virtual`, {
      name: 'v',
      destination: '/Common/10.9.9.9%0:80',
      source: '0.0.0.0%0/0',
    });
    expect(virtual).toMatchObject({ destination: '/Common/10.9.9.9:80', source: '0.0.0.0/0' });
    const address = `${TM}/ltm/virtual-address/~Common~10.9.9.9%250`;
    expect(await client().get(address)).toHaveProperty('address', '10.9.9.9');
    expect(await client().refused('DELETE', address)).toBe(
      '400 01070344:3: Cannot delete referenced virtual address /Common/10.9.9.9%0.',
    );
    // Without the %0 it is the same address.
    const other = await client().post(`${TM}/ltm/virtual`, { name: 'w', destination: '10.9.9.9:81' });
    expect(other.destination).toBe('/Common/10.9.9.9:81');
  });

  it('makes an interface untagged that says nothing, so that it can be changed', async () => {
    await client().post(`${TM}/net/vlan`, { name: 'v1' });
    const item = await client().post(`${TM}/net/vlan/v1/interfaces`, { name: '1.3' });
    expect(item).toMatchObject({ untagged: true, tagMode: 'none' });
    expect(item).not.toHaveProperty('tagged');
  });
});

describe('users of 11.5', () => {
  it('have one partition and one role, each a text', async () => {
    await on('11.5.4', async (client) => {
      expect(await client.post(`${TM}/auth/user`, { name: 'user1' })).toMatchObject({
        partitionAccess: 'Common',
        role: 'no-access',
      });
      await client.post(`${TM}/auth/user`, {
        name: 'op',
        password: 'secret12',
        partitionAccess: 'all',
        role: 'guest',
      });
      const basic = `Basic ${Buffer.from('op:secret12').toString('base64')}`;
      const call = (method: string, body?: unknown) =>
        client.call(method, `${TM}/ltm/pool`, body, { Authorization: basic });
      expect((await call('GET')).status).toBe(200);
      expect((await call('POST', { name: 'p' })).status).toBe(403);
      expect(await client.refused('PATCH', `${TM}/auth/user/op`, { partitionAccess: 'nowhere' })).toContain(
        'folder (/nowhere)',
      );
    });
  });
});

describe('translations', () => {
  const { client } = running({ tmos: '13.1.1' });

  it('has NATs with the defaults of a device', async () => {
    const nat = await client().post(`${TM}/ltm/nat`, {
      name: 'nat1',
      translationAddress: '192.168.1.1',
      originatingAddress: '192.168.2.1',
    });
    expect(nat).toMatchObject({
      kind: 'tm:ltm:nat:natstate',
      arp: 'enabled',
      autoLasthop: 'default',
      enabled: true,
      inheritedTrafficGroup: 'true',
      trafficGroup: '/Common/traffic-group-1',
      unit: 1,
      vlansDisabled: true,
    });
    const twin = { name: 'nat2', translationAddress: '192.168.1.1%0', originatingAddress: '192.168.2.2' };
    expect(await client().refused('POST', `${TM}/ltm/nat`, twin)).toMatch(/^400 .*192\.168\.1\.1/);
    expect(await client().refused('POST', `${TM}/ltm/nat`, { name: 'nat3' })).toMatch(/^400 .*must be/);
    expect(await client().patch(`${TM}/ltm/nat/nat1`, { disabled: true })).not.toHaveProperty('enabled');
  });

  it('prints the origins of a SNAT as sorted networks, and one target only', async () => {
    const snat = await client().post(`${TM}/ltm/snat`, { name: 's', origins: '1.1.1.1', automap: true });
    expect(snat.origins).toEqual([{ name: '1.1.1.1/32' }]);
    const two = await client().patch(`${TM}/ltm/snat/s`, {
      origins: [{ name: '3.3.3.3/32' }, { name: '2.2.2.0/24' }],
    });
    expect(two.origins).toEqual([{ name: '2.2.2.0/24' }, { name: '3.3.3.3/32' }]);
    expect(await client().refused('PATCH', `${TM}/ltm/snat/s`, { origins: [] })).toMatch(
      /^400 .*replace-all/s,
    );
    await client().post(`${TM}/ltm/snat`, {
      name: 't',
      origins: ['2.2.2.2', '3.3.3.3'],
      translation: '9.9.9.9',
    });
    expect(await client().get(`${TM}/ltm/snat-translation/9.9.9.9`)).toHaveProperty('address', '9.9.9.9');
    const switched = await client().patch(`${TM}/ltm/snat/t`, { automap: true });
    expect(switched).toHaveProperty('automap', true);
    expect(switched).not.toHaveProperty('translation');
    expect(await client().refused('POST', `${TM}/ltm/snat`, { name: 'u', origins: '4.4.4.4' })).toMatch(
      /^400/,
    );
  });
});

describe('the system', () => {
  const { client } = running({ tmos: '14.1.2' });

  it('has variables that can be read and set within their range', async () => {
    expect(await client().get(`${TM}/sys/db/systemauth.disablebash`)).toEqual({
      kind: 'tm:sys:db:dbstate',
      name: 'systemauth.disablebash',
      fullPath: 'systemauth.disablebash',
      generation: 1,
      selfLink: 'https://localhost/mgmt/tm/sys/db/systemauth.disablebash?ver=14.1.2',
      defaultValue: 'false',
      scfConfig: 'true',
      value: 'false',
      valueRange: 'false true',
    });
    expect(await client().patch(`${TM}/sys/db/iptunnel.configsync`, { value: 'enable' })).toMatchObject({
      value: 'enable',
      defaultValue: 'disable',
    });
    expect(await client().refused('PATCH', `${TM}/sys/db/icrd.timeout`, { value: '7x' })).toMatch(/^400/);
    expect((await client().call('GET', `${TM}/sys/db/no.such.variable`)).status).toBe(404);
    expect((await client().call('DELETE', `${TM}/sys/db/icrd.timeout`)).status).toBe(403);
    expect((await client().call('POST', `${TM}/sys/db`, { name: 'mine' })).status).toBe(403);
  });

  it('has restrictions of NTP, without a partition from 12.1 on', async () => {
    const made = await client().post(`${TM}/sys/ntp/restrict`, { name: 'r1', partition: 'Common' });
    expect(made).toMatchObject({ kind: 'tm:sys:ntp:restrict:restrictstate', name: 'r1', noTrap: 'disabled' });
    expect(made).not.toHaveProperty('partition');
    expect(await client().get(`${TM}/sys/ntp`)).toHaveProperty('restrictReference.isSubcollection', true);
    await on('11.5.4', async (old) => {
      const old1 = await old.post(`${TM}/sys/ntp/restrict`, { name: 'r1', partition: 'Common' });
      expect(old1).toHaveProperty('partition', 'Common');
    });
  });

  it('answers reads in the middle of a transaction, except of the transaction', async () => {
    const { transId } = await client().post(`${TM}/transaction`, {});
    const header = { 'X-F5-REST-Coordination-Id': String(transId) };
    const read = await client().call('GET', `${TM}/sys/db/setup.run`, undefined, header);
    expect(read.json()).toHaveProperty('kind', 'tm:sys:db:dbstate');
    const itself = `${TM}/transaction/${String(transId)}`;
    expect((await client().call('GET', itself, undefined, header)).status).toBe(400);
  });
});

describe('files and what is made of them', () => {
  const { client } = running({ tmos: '13.1.1' });

  it('makes an external data-group of an uploaded file, whose type it takes', async () => {
    await upload(client(), 'names.txt', '"name1" := "value1",\n');
    const file = await client().post(`${TM}/sys/file/data-group`, {
      name: 'names.txt',
      type: 'string',
      sourcePath: 'file:/var/config/rest/downloads/names.txt',
    });
    expect(file).toMatchObject({ separator: ':=', type: 'string', revision: 1, mode: 33188, size: 21 });
    expect(file.checksum).toMatch(/^SHA1:21:[0-9a-f]{40}$/);
    const group = await client().post(`${TM}/ltm/data-group/external`, {
      name: 'names',
      externalFileName: 'names.txt',
    });
    expect(group).toMatchObject({ type: 'string', externalFileName: '/Common/names.txt' });
    expect(await client().refused('DELETE', `${TM}/sys/file/data-group/names.txt`)).toMatch(/^400 .*in use/);
    // A rule finds it, and names are those of internal data-groups too.
    const text = 'when HTTP_REQUEST { if { [class match [HTTP::uri] equals names] } { drop } }';
    await client().post(`${TM}/ltm/rule`, { name: 'r', apiAnonymous: text });
    expect((await client().call('DELETE', `${TM}/ltm/data-group/external/names`)).status).toBe(400);
    const twin = { name: 'names', type: 'string' };
    expect((await client().call('POST', `${TM}/ltm/data-group/internal`, twin)).status).toBe(409);
  });

  it('keeps the file of a data-group that a PUT does not name before 12.0, and wants it named after', async () => {
    const made = async (to: Client) => {
      await upload(to, 'p.txt', '"a" := "b"');
      const sourcePath = 'file:/var/config/rest/downloads/p.txt';
      await to.post(`${TM}/sys/file/data-group`, { name: 'p.txt', type: 'string', sourcePath });
      await to.post(`${TM}/ltm/data-group/external`, { name: 'put', externalFileName: 'p.txt' });
      return to.call('PUT', `${TM}/ltm/data-group/external/put`, { description: 'x' });
    };
    await on('11.5.4', async (old) => {
      expect((await made(old)).json()).toMatchObject({ externalFileName: '/Common/p.txt', type: 'string' });
    });
    expect((await made(client())).status).toBe(400);
  });

  it('refuses a data-group of a file that is not there, and a file nobody uploaded', async () => {
    const group = { name: 'g', externalFileName: 'nowhere' };
    expect((await client().call('POST', `${TM}/ltm/data-group/external`, group)).status).toBe(404);
    const file = { name: 'f', type: 'string', sourcePath: 'file:/etc/passwd' };
    expect((await client().call('POST', `${TM}/sys/file/data-group`, file)).status).toBe(400);
  });

  it('counts the revisions of an iFile', async () => {
    await upload(client(), 'i.txt', 'one');
    const sourcePath = 'file:/var/config/rest/downloads/i.txt';
    await client().post(`${TM}/sys/file/ifile`, { name: 'i', sourcePath });
    await client().post(`${TM}/ltm/ifile`, { name: 'mine', fileName: 'i' });
    await upload(client(), 'i.txt', 'three');
    expect(await client().patch(`${TM}/sys/file/ifile/i`, { sourcePath })).toMatchObject({
      revision: 2,
      size: 5,
    });
  });
});

describe('monitors', () => {
  const { client } = running({ tmos: '14.1.2' });

  it('has 40 collections of them since MQTT, 39 before', async () => {
    const { items } = await client().get(`${TM}/ltm/monitor`);
    expect(items).toHaveLength(40);
    await on('13.0.0', async (old) => {
      expect((await old.get(`${TM}/ltm/monitor`)).items).toHaveLength(39);
    });
  });

  it('has built-in ones with what a device prints', async () => {
    const { kind, name, partition, fullPath, generation, selfLink, ...rest } = await client().get(
      `${TM}/ltm/monitor/ldap/~Common~ldap`,
    );
    expect([kind, name, partition, fullPath, generation]).toEqual([
      'tm:ltm:monitor:ldap:ldapstate',
      'ldap',
      'Common',
      '/Common/ldap',
      0,
    ]);
    expect(selfLink).toContain('/ltm/monitor/ldap/~Common~ldap?ver=14.1.2');
    expect(rest).toMatchObject({ chaseReferrals: 'yes', debug: 'no', interval: 10, timeout: 31 });
    expect(rest).not.toHaveProperty('adaptive');
  });

  it('wants what a type cannot do without, and inherits the rest', async () => {
    expect(await client().refused('POST', `${TM}/ltm/monitor/dns`, { name: 'd' })).toMatch(/^400 .*qname/);
    expect(await client().post(`${TM}/ltm/monitor/dns`, { name: 'd', qname: 'a.b' })).toMatchObject({
      defaultsFrom: '/Common/dns',
      acceptRcode: 'no-error',
      qtype: 'a',
    });
  });

  it('shows nodes by the default node monitor as soon as there is one', async () => {
    await client().post(`${TM}/ltm/node`, { name: 'n', address: '10.0.0.1' });
    expect(await client().get(`${TM}/ltm/node/n`)).toHaveProperty('session', 'user-enabled');
    const uri = `${TM}/ltm/default-node-monitor`;
    expect(await client().get(uri)).not.toHaveProperty('rule');
    expect(await client().patch(uri, { rule: 'min 1 of /Common/gateway_icmp' })).toHaveProperty(
      'rule',
      'min 1 of { /Common/gateway_icmp }',
    );
    expect(await client().get(`${TM}/ltm/node/n`)).toMatchObject({ session: 'monitor-enabled', state: 'up' });
    expect(await client().refused('PATCH', uri, { rule: '/Common/nowhere' })).toMatch(/^404/);
  });
});
