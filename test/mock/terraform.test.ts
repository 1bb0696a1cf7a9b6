import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/mock/mock.ts';
import { clientOf } from './client.ts';
import { running, TM } from './running.ts';

// What F5's Terraform provider sends and expects to read back, as its acceptance tests assert it on devices.

describe('monitors', () => {
  const { client } = running();

  it('take a key of https monitors, and keep it only there', async () => {
    const tcp = await client().post(`${TM}/ltm/monitor/tcp`, {
      name: '/Common/tf-tcp',
      defaultsFrom: '/Common/tcp',
      compatibility: 'enabled',
    });
    expect(tcp).not.toHaveProperty('compatibility');
    expect(await client().get(`${TM}/ltm/monitor/https/https`)).not.toHaveProperty('compatibility');
    const https = { name: 'tf-https', defaultsFrom: '/Common/https', compatibility: 'enabled' };
    expect(await client().post(`${TM}/ltm/monitor/https`, https)).toHaveProperty('compatibility', 'enabled');
  });

  it('of databases, FTP and LDAP have keys and times of their own', async () => {
    for (const type of ['mssql', 'mysql', 'postgresql']) {
      const made = await client().post(`${TM}/ltm/monitor/${type}`, {
        name: `tf-${type}`,
        defaultsFrom: `/Common/${type}`,
        database: 'd',
        recvRow: '1',
      });
      expect(made).toMatchObject({ interval: 30, timeout: 91, count: '0', database: 'd', recvRow: '1' });
      expect(made).not.toHaveProperty('adaptive');
    }
    const ftp = await client().post(`${TM}/ltm/monitor/ftp`, { name: 'tf-ftp', filename: 'f', mode: 'port' });
    expect(ftp).toMatchObject({ interval: 10, timeout: 31, filename: 'f', mode: 'port', debug: 'no' });
    const ldap = await client().post(`${TM}/ltm/monitor/ldap`, {
      name: 'tf-ldap',
      base: 'DC=a',
      filter: '(cn=b)',
      security: 'ssl',
    });
    expect(ldap).toMatchObject({ base: 'DC=a', filter: '(cn=b)', security: 'ssl', chaseReferrals: 'yes' });
  });
});

describe('values', () => {
  const { client } = running();

  it('of a cookie that lasts an hour are printed as a clock without zeros in front', async () => {
    const cookie = await client().post(`${TM}/ltm/persistence/cookie`, { name: 'c', expiration: '3600' });
    expect(cookie.expiration).toBe('1:0:0');
  });

  it('of a list are gone after null', async () => {
    const path = `${TM}/ltm/profile/server-ssl`;
    expect(await client().get(`${path}/serverssl`)).not.toHaveProperty('c3dCertExtensionIncludes', []);
    const made = await client().post(path, { name: 's', c3dCertExtensionIncludes: null });
    expect(made.c3dCertExtensionIncludes).toEqual([]);
  });

  it('of an inserted header keep their braces', async () => {
    const headerInsert = 'X-Forwarded-IP: [expr { [IP::client_addr] }]';
    const made = await client().post(`${TM}/ltm/profile/http`, { name: 'h', headerInsert });
    expect(made.headerInsert).toBe(headerInsert);
  });

  it('of a traffic group may be none on a virtual-address', async () => {
    const made = await client().post(`${TM}/ltm/virtual-address`, {
      name: '/Common/va',
      trafficGroup: '/Common/none',
    });
    expect(made).toMatchObject({ trafficGroup: 'none', floating: 'disabled' });
  });
});

describe('policies', () => {
  const { client } = running();

  it('are made with an empty published copy, and found with one slash too many', async () => {
    await client().post(`${TM}/ltm/pool`, { name: 'p' });
    await client().post(`${TM}/ltm/policy`, {
      name: 'Drafts/tf',
      publishedCopy: '',
      controls: ['forwarding'],
      requires: ['client-ssl'],
      rulesReference: {
        items: [
          {
            name: 'r',
            conditionsReference: {
              items: [
                { name: '0', endsWith: true, serverName: true, sslClientHello: true, sslExtension: true },
              ],
            },
            actionsReference: {
              items: [{ name: '0', forward: true, pool: '/Common/p', sslClientHello: true }],
            },
          },
        ],
      },
    });
    await client().post(`${TM}/ltm/policy`, { command: 'publish', name: '/Common/Drafts/tf' });
    const { items } = await client().get(`${TM}/ltm/policy/~Common~tf/rules/r/actions`);
    expect(items).toMatchObject([{ sslClientHello: true, forward: true }]);
    expect(items).not.toMatchObject([{ request: true }]);
    expect((await client().call('DELETE', `${TM}/ltm/policy/~~Common~tf`)).status).toBe(200);
  });
});

describe('a member named by its name', () => {
  const { client } = running();

  it('says how the name is resolved, which is kept by the node', async () => {
    await client().post(`${TM}/ltm/pool`, { name: 'p' });
    const member = await client().post(`${TM}/ltm/pool/p/members`, {
      name: 'example.com:80',
      fqdn: { tmName: 'example.com', addressFamily: 'ipv6', interval: '30' },
    });
    expect(member.fqdn).toEqual({ autopopulate: 'disabled', tmName: 'example.com' });
    const { fqdn } = await client().get(`${TM}/ltm/node/example.com`);
    expect(fqdn).toMatchObject({ addressFamily: 'ipv6', interval: '30', tmName: 'example.com' });
  });
});

describe('profiles', () => {
  const { client } = running();

  it('of FTP have the keys of their version, which the client asks for first', async () => {
    const { entries } = await client().get(`${TM}/cli/version`);
    expect(JSON.stringify(entries)).toContain('"active":{"description":"17.1.2"}');
    const body = { name: 'f', defaultsFrom: '/Common/ftp', ftpsMode: 'allow' };
    expect(await client().post(`${TM}/ltm/profile/ftp`, body)).toMatchObject({ port: 20, ftpsMode: 'allow' });
    const old = await createMock({ tmos: '13.1.1' });
    try {
      expect(await clientOf(old).refused('POST', `${TM}/ltm/profile/ftp`, body)).toContain('ftpsMode');
      const known = { name: 'f', inheritVlanList: 'disabled' };
      expect(await clientOf(old).post(`${TM}/ltm/profile/ftp`, known)).toMatchObject(known);
    } finally {
      await old.stop();
    }
  });

  it('of fast HTTP, caching and request logs inherit, and check what they name', async () => {
    const fast = { name: 'fh', defaultsFrom: '/Common/fasthttp', deferredAccept: 4, maxHeaderSize: 100 };
    expect(await client().post(`${TM}/ltm/profile/fasthttp`, fast)).toMatchObject({
      connpoolStep: 4,
      maxHeaderSize: 100,
    });
    const parent = { name: 'wa', defaultsFrom: '/Common/optimized-caching' };
    expect(await client().post(`${TM}/ltm/profile/web-acceleration`, parent)).toMatchObject({
      cacheMaxAge: 86400,
      cacheUriInclude: ['.*'],
    });
    const log = { name: 'rl', requestLogPool: '/Common/missing' };
    expect(await client().refused('POST', `${TM}/ltm/profile/request-log`, log)).toBe(
      '404 01020036:3: The requested pool (/Common/missing) was not found.',
    );
  });

  it('of rewriting have URI rules of their own', async () => {
    await client().post(`${TM}/ltm/profile/rewrite`, { name: 'rw', rewriteMode: 'uri-translation' });
    const path = `${TM}/ltm/profile/rewrite/~Common~rw/uri-rules`;
    await client().post(path, { name: 'r1', type: 'request', client: { host: 'a.example', scheme: 'http' } });
    expect(await client().get(`${path}/r1`)).toMatchObject({
      kind: 'tm:ltm:profile:rewrite:uri-rules:uri-rulesstate',
      client: { host: 'a.example', path: '/', port: 'none', scheme: 'http' },
      type: 'request',
    });
  });
});

describe('cipher groups', () => {
  const { client } = running();

  it('list rules by name, and hold them', async () => {
    await client().post(`${TM}/ltm/cipher/rule`, { name: 'own', cipher: 'AES' });
    const group = await client().post(`${TM}/ltm/cipher/group`, {
      name: 'g',
      ordering: 'speed',
      allow: ['/Common/f5-aes', '/Common/own'],
    });
    expect(group.allow).toMatchObject([
      { name: 'f5-aes', partition: 'Common' },
      { name: 'own', partition: 'Common' },
    ]);
    expect(await client().refused('DELETE', `${TM}/ltm/cipher/rule/own`)).toMatch(/^400 01070265/);
    expect(
      await client().refused('POST', `${TM}/ltm/cipher/group`, { name: 'x', require: ['/Common/no'] }),
    ).toBe('404 01020036:3: The requested cipher rule (/Common/no) was not found.');
  });
});

describe('SNMP', () => {
  const { client } = running();

  it('keeps its settings and its traps, each under its full path', async () => {
    const settings = { sysContact: 'a', sysLocation: 'b', allowedAddresses: ['192.0.2.1'] };
    expect(await client().patch(`${TM}/sys/snmp`, settings)).toMatchObject({ ...settings, snmpv1: 'enable' });
    const trap = { name: 'i1', community: 'public', host: '192.0.2.9', port: 162, SecurityName: 'x' };
    expect(await client().post(`${TM}/sys/snmp/traps`, trap)).toMatchObject({
      name: '/Common/i1',
      version: '2c',
    });
    expect(await client().get(`${TM}/sys/snmp/traps/i1`)).not.toHaveProperty('authProtocol');
    expect(await client().get(`${TM}/sys/snmp/traps/i1`)).toMatchObject({ fullPath: '/Common/i1' });
    expect((await client().call('DELETE', `${TM}/sys/snmp/traps/~Common~i1`)).status).toBe(200);
  });
});

describe('wildcards', () => {
  const { client } = running();

  it('are called as they were said', async () => {
    for (const [said, read] of [
      ['0.0.0.0:9999', '/Common/0.0.0.0:9999'],
      ['any:9998', '/Common/0.0.0.0:9998'],
    ] as const) {
      const body = { name: `v${said.slice(-4)}`, destination: said, mask: '0.0.0.0', ipProtocol: 'tcp' };
      expect(await client().post(`${TM}/ltm/virtual`, body)).toMatchObject({
        destination: read,
        mask: 'any',
      });
    }
    const monitor = { name: 'm', destination: '*.*' };
    expect(await client().post(`${TM}/ltm/monitor/http`, monitor)).toMatchObject({ destination: '*.*' });
  });
});

describe('a SNAT', () => {
  const { client } = running();

  it('takes its origins as if they were a sub-collection', async () => {
    const made = await client().post(`${TM}/ltm/snat`, {
      name: '/Common/s',
      translation: '/Common/192.0.2.7',
      vlansDisabled: true,
      originsReference: { items: [{ name: '198.51.100.0/24' }, { name: '203.0.113.1/32' }] },
    });
    expect(made.origins).toEqual([{ name: '198.51.100.0/24' }, { name: '203.0.113.1/32' }]);
  });
});
