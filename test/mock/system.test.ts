import { describe, expect, it } from 'vitest';
import { running, TM } from './running.ts';

// Settings of the device itself: shapes recorded on 12.1 to 14.1 (fixtures of F5's Ansible collection, genieparser).

const { client } = running();

describe('settings of which there is one', () => {
  it('keeps what httpd and sshd are told, and refuses what they do not know', async () => {
    const httpd = await client().get(`${TM}/sys/httpd`);
    expect(httpd).toMatchObject({
      kind: 'tm:sys:httpd:httpdstate',
      allow: ['All'],
      authPamIdleTimeout: 1200,
      sslOcspResponseMaxAge: -1,
    });
    await client().patch(`${TM}/sys/httpd`, {
      maxClients: '20',
      allow: ['10.0.0.0/8'],
      hostnameLookup: 'on',
    });
    expect(await client().get(`${TM}/sys/httpd`)).toMatchObject({
      maxClients: 20,
      allow: ['10.0.0.0/8'],
      hostnameLookup: 'on',
    });
    expect(await client().refused('PATCH', `${TM}/sys/httpd`, { logLevel: 'loud' })).toContain('log-level');
    expect(await client().refused('DELETE', `${TM}/sys/httpd`)).toContain('403');
    await client().patch(`${TM}/sys/sshd`, { allow: 'none', bannerText: 'hello' });
    const sshd = await client().get(`${TM}/sys/sshd`);
    expect(sshd).not.toHaveProperty('allow');
    expect(sshd).toMatchObject({ bannerText: 'hello', port: 22 });
  });

  it('names remote syslog servers by full path, with port and local address', async () => {
    await client().patch(`${TM}/sys/syslog`, { remoteServers: [{ name: 'r', host: '10.1.1.1' }] });
    expect(await client().get(`${TM}/sys/syslog`)).toMatchObject({
      remoteServers: [{ name: '/Common/r', host: '10.1.1.1', localIp: 'none', remotePort: 514 }],
    });
    await client().patch(`${TM}/sys/syslog`, { remoteServers: [] });
    expect(await client().get(`${TM}/sys/syslog`)).not.toHaveProperty('remoteServers');
  });

  it('switches LLDP on and off as a pair of flags', async () => {
    expect(await client().get(`${TM}/net/lldp-globals`)).toMatchObject({ disabled: true });
    const on = await client().patch(`${TM}/net/lldp-globals`, { enabled: true });
    expect(on).toMatchObject({ enabled: true });
    expect(on).not.toHaveProperty('disabled');
  });

  it('prints the SYN thresholds as texts', async () => {
    const path = `${TM}/ltm/global-settings/connection`;
    expect(await client().get(path)).toMatchObject({
      defaultVsSynChallengeThreshold: 'infinite',
      globalSynChallengeThreshold: '64000',
    });
    expect(await client().patch(path, { globalSynChallengeThreshold: 20000 })).toMatchObject({
      globalSynChallengeThreshold: '20000',
    });
  });
});

describe('SNMP', () => {
  it('keeps communities, users and traps below it, named by their full path', async () => {
    const snmp = await client().get(`${TM}/sys/snmp`);
    expect(snmp.communitiesReference).toMatchObject({ isSubcollection: true });
    const made = await client().post(`${TM}/sys/snmp/communities`, {
      name: 'c1',
      partition: 'Common',
      communityName: 'foo',
    });
    expect(made).toMatchObject({
      name: '/Common/c1',
      fullPath: '/Common/c1',
      access: 'ro',
      ipv6: 'disabled',
    });
    expect(made).not.toHaveProperty('partition');
    expect(await client().get(`${TM}/sys/snmp/communities/~Common~c1`)).toMatchObject({
      communityName: 'foo',
    });
    await client().call('DELETE', `${TM}/sys/snmp/communities/~Common~c1`);
    expect((await client().call('GET', `${TM}/sys/snmp/communities/~Common~c1`)).status).toBe(404);
  });

  it('takes back what it told, the contact in brackets too', async () => {
    const told = await client().get(`${TM}/sys/snmp`);
    expect((await client().call('PUT', `${TM}/sys/snmp`, told)).status).toBe(200);
  });

  it('tells passwords of users encrypted only', async () => {
    const user = await client().post(`${TM}/sys/snmp/users`, {
      name: 'u1',
      username: 'foo',
      authPassword: 'secret-secret',
    });
    expect(user).not.toHaveProperty('authPassword');
    expect(user.authPasswordEncrypted).toMatch(/^\$M\$/);
  });
});

describe('logging', () => {
  it('publishes to destinations that exist, and keeps them from being deleted', async () => {
    const config = `${TM}/sys/log-config`;
    expect(
      await client().refused('POST', `${config}/publisher`, { name: 'p', destinations: ['nowhere'] }),
    ).toContain('/Common/nowhere');
    await client().post(`${TM}/ltm/pool`, { name: 'logs' });
    await client().post(`${config}/destination/remote-high-speed-log`, { name: 'hsl', poolName: 'logs' });
    await client().post(`${config}/publisher`, { name: 'p', destinations: ['hsl', 'local-db'] });
    expect(await client().get(`${config}/publisher/~Common~p`)).toMatchObject({
      destinations: [
        { name: 'hsl', partition: 'Common' },
        { name: 'local-db', partition: 'Common' },
      ],
    });
    const destination = `${config}/destination/remote-high-speed-log/~Common~hsl`;
    expect(await client().refused('DELETE', destination)).toContain('in use');
    expect(await client().refused('DELETE', `${TM}/ltm/pool/~Common~logs`)).toContain('in use');
  });
});

describe('cipher rules and groups', () => {
  it('are there from the factory, and groups allow rules that exist', async () => {
    expect(await client().get(`${TM}/ltm/cipher/group/~Common~f5-secure`)).toMatchObject({
      ordering: 'default',
      allow: [{ name: 'f5-secure', partition: 'Common' }],
    });
    await client().post(`${TM}/ltm/cipher/rule`, { name: 'r', cipher: 'ECDHE:!RC4' });
    const group = await client().post(`${TM}/ltm/cipher/group`, {
      name: 'g',
      allow: [{ name: 'r', partition: 'Common' }],
      exclude: ['f5-aes'],
    });
    expect(group).toMatchObject({ allow: [{ name: 'r' }], exclude: [{ name: 'f5-aes' }] });
    expect(await client().refused('DELETE', `${TM}/ltm/cipher/rule/~Common~r`)).toContain('in use');
    expect(
      await client().refused('PATCH', `${TM}/ltm/cipher/group/~Common~g`, { require: ['nothing'] }),
    ).toContain('/Common/nothing');
  });
});
