import { describe, expect, it } from 'vitest';
import { running, TM } from './running.ts';

// What makes a network and a unit of the box: tunnels, HA groups, users from elsewhere, the name of the device.

const { client } = running();

describe('tunnels', () => {
  it('stand on a profile, count their interface index, and carry self IPs', async () => {
    const tunnel = await client().post(`${TM}/net/tunnels/tunnel`, {
      name: 't',
      profile: 'vxlan',
      localAddress: '10.1.1.1%0',
      key: 5,
    });
    expect(tunnel).toMatchObject({
      profile: '/Common/vxlan',
      localAddress: '10.1.1.1',
      remoteAddress: 'any6',
      mode: 'bidirectional',
      tos: 'preserve',
    });
    expect(tunnel.ifIndex).toBeGreaterThan(128);
    await client().post(`${TM}/net/self`, { name: 's', address: '10.7.7.1/24', vlan: 't' });
    expect(await client().refused('DELETE', `${TM}/net/tunnels/tunnel/~Common~t`)).toContain('in use');
    expect(
      await client().refused('POST', `${TM}/net/tunnels/tunnel`, { name: 'u', profile: 'nothing' }),
    ).toContain('/Common/nothing');
  });
});

describe('HA groups and traffic groups', () => {
  it('weigh pools and trunks that exist', async () => {
    expect(
      await client().refused('POST', `${TM}/sys/ha-group`, { name: 'h', pools: [{ name: 'none-such' }] }),
    ).toContain('404');
    await client().post(`${TM}/ltm/pool`, { name: 'watched' });
    const group = await client().post(`${TM}/sys/ha-group`, {
      name: 'h',
      pools: [{ name: '/Common/watched', weight: 30, minimumThreshold: 1 }],
    });
    expect(group).toMatchObject({
      name: 'h',
      enabled: true,
      activeBonus: 10,
      pools: [{ name: '/Common/watched', attribute: 'percent-up-members', weight: 30 }],
    });
    await client().post(`${TM}/cm/traffic-group`, { name: 'tg', haGroup: 'h' });
    expect(await client().refused('DELETE', `${TM}/sys/ha-group/h`)).toContain('in use');
    expect(
      await client().refused('POST', `${TM}/cm/traffic-group`, { name: 'tg2', haOrder: ['/Common/who'] }),
    ).toContain('/Common/who');
  });
});

describe('the device', () => {
  it('keeps its name when the host name changes, until it is moved', async () => {
    await client().patch(`${TM}/sys/global-settings`, { hostname: 'other.example.com' });
    const [before] = (await client().get(`${TM}/cm/device`)).items as { name: string; hostname: string }[];
    expect(before).toMatchObject({ name: 'bigip1.example.com', hostname: 'other.example.com' });
    const info = '/mgmt/shared/identified-devices/config/device-info';
    expect(await client().get(info)).toMatchObject({ hostname: 'other.example.com' });
    await client().post(`${TM}/cm/device`, {
      command: 'mv',
      name: 'bigip1.example.com',
      target: 'other.example.com',
    });
    const [after] = (await client().get(`${TM}/cm/device`)).items as { name: string }[];
    expect(after?.name).toBe('other.example.com');
    const members = await client().get(`${TM}/cm/device-group/~Common~device_trust_group/devices`);
    expect(members.items).toMatchObject([{ name: 'other.example.com' }]);
    expect(await client().get(`${TM}/cm/trust-domain/Root`)).toMatchObject({
      caDevices: ['/Common/other.example.com'],
      status: 'standalone',
    });
    expect(
      await client().refused('POST', `${TM}/cm/device`, { command: 'mv', name: 'gone', target: 'x' }),
    ).toContain('404');
  });
});

describe('users from elsewhere', () => {
  it('asks RADIUS servers that exist, and hides the secret', async () => {
    expect(
      await client().refused('POST', `${TM}/auth/radius`, { name: 'system-auth', servers: ['one'] }),
    ).toContain('/Common/one');
    const server = await client().post(`${TM}/auth/radius-server`, {
      name: 'one',
      server: '10.1.1.1',
      secret: 'secret',
    });
    expect(server.secret).toMatch(/^\$M\$/);
    await client().post(`${TM}/auth/radius`, { name: 'system-auth', servers: ['one'] });
    expect(await client().refused('DELETE', `${TM}/auth/radius-server/~Common~one`)).toContain('in use');
  });

  it('gives roles by an attribute, named by full path', async () => {
    const role = await client().post(`${TM}/auth/remote-role/role-info`, {
      name: 'ops',
      attribute: 'memberOf=ops',
      lineOrder: 1,
      role: 'operator',
    });
    expect(role).toMatchObject({ name: '/Common/ops', console: 'disable', userPartition: 'Common' });
    expect(role).toHaveProperty('userPartitionReference');
  });
});

describe('monitors of other services', () => {
  it('have the keys of their service', async () => {
    expect(await client().get(`${TM}/ltm/monitor/mysql/~Common~mysql`)).toMatchObject({
      count: '0',
      debug: 'no',
      interval: 30,
      timeout: 91,
    });
    const mysql = await client().post(`${TM}/ltm/monitor/mysql`, {
      name: 'm',
      recvColumn: 2,
      database: 'db',
      send: 'SELECT 1',
    });
    expect(mysql).toMatchObject({ recvColumn: '2', defaultsFrom: '/Common/mysql' });
    expect(await client().get(`${TM}/ltm/monitor/snmp-dca/~Common~snmp_dca`)).not.toHaveProperty(
      'upInterval',
    );
    expect(
      await client().refused('POST', `${TM}/ltm/monitor/ftp`, { name: 'f', domain: 'example.com' }),
    ).toContain('unknown property');
  });

  it('takes the variables of an external monitor from tmsh', async () => {
    await client().post(`${TM}/ltm/monitor/external`, { name: 'e', run: 'arg_example' });
    await client().post(`${TM}/util/bash`, {
      command: 'run',
      utilCmdArgs: '-c "tmsh modify ltm monitor external e user-defined one \\"first\\" user-defined two 2"',
    });
    expect(await client().get(`${TM}/ltm/monitor/external/~Common~e`)).toMatchObject({
      run: '/Common/arg_example',
      apiRawValues: { 'userDefined one': 'first', 'userDefined two': '2' },
    });
  });
});

describe('profiles of other protocols', () => {
  it('can be made, and publish to a log publisher that exists', async () => {
    const sip = await client().post(`${TM}/ltm/profile/sip`, {
      name: 's',
      logPublisher: 'local-db-publisher',
    });
    expect(sip).toMatchObject({ defaultsFrom: '/Common/sip', logPublisher: '/Common/local-db-publisher' });
    expect(
      await client().refused('POST', `${TM}/ltm/profile/ftp`, { name: 'f', logPublisher: 'nothing' }),
    ).toContain('/Common/nothing');
  });
});

describe('what Ansible also asks for', () => {
  it('tells statistics of trunks, and the licence', async () => {
    await client().post(`${TM}/net/trunk`, { name: 'up', interfaces: ['1.4'] });
    const { entries } = await client().get(`${TM}/net/trunk/up/stats`);
    expect(JSON.stringify(entries)).toContain('"status":{"description":"up"}');
    expect(JSON.stringify(await client().get(`${TM}/sys/license`))).toContain('registrationKey');
  });

  it('clones traffic to pools that exist', async () => {
    await client().post(`${TM}/ltm/pool`, { name: 'copy' });
    const virtual = await client().post(`${TM}/ltm/virtual`, {
      name: 'v',
      destination: '10.9.9.9:80',
      clonePools: [{ name: 'copy', context: 'clientside' }],
    });
    expect(virtual.clonePools).toMatchObject([{ name: 'copy', partition: 'Common', context: 'clientside' }]);
    expect(await client().refused('DELETE', `${TM}/ltm/pool/~Common~copy`)).toContain('in use');
    const wrong = { clonePools: [{ name: 'gone', context: 'serverside' }] };
    expect(await client().refused('PATCH', `${TM}/ltm/virtual/~Common~v`, wrong)).toContain('/Common/gone');
  });

  it('removes uploads, and loads archives, by the commands of a shell', async () => {
    const run = (path: string, utilCmdArgs: string) =>
      client().post(`${TM}/util/${path}`, { command: 'run', utilCmdArgs });
    const gone = await run('unix-rm', '/var/config/rest/downloads/none');
    expect(gone.commandResult).toContain('No such file');
    await run('bash', '-c "tmsh save sys ucs before"');
    await client().post(`${TM}/ltm/pool`, { name: 'after-it' });
    const loaded = await run('bash', '-c "tmsh load sys ucs /var/local/ucs/before.ucs no-license"');
    expect(loaded.commandResult).toContain('Loading configuration');
    expect((await client().call('GET', `${TM}/ltm/pool/~Common~after-it`)).status).toBe(404);
  });
});
