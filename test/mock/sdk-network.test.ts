import { describe, expect, it } from 'vitest';
import { running, TM } from './running.ts';

// Profiles of single protocols, and small parts of the network, that the Python SDK makes.

describe('profiles', () => {
  const { client } = running({ tmos: '14.1.2' });

  it('have the keys and defaults of a recorded device', async () => {
    const at = (uri: string) => client().get(`${TM}/ltm/profile/${uri}`);
    expect(await at('ipother/~Common~ipother')).toEqual({
      kind: 'tm:ltm:profile:ipother:ipotherstate',
      name: 'ipother',
      partition: 'Common',
      fullPath: '/Common/ipother',
      generation: 1,
      selfLink: 'https://localhost/mgmt/tm/ltm/profile/ipother/~Common~ipother?ver=14.1.2',
      appService: 'none',
      defaultsFrom: 'none',
      description: 'none',
      idleTimeout: '60',
    });
    expect(await at('rtsp/rtsp')).toMatchObject({ checkSource: 'enabled', maxHeaderSize: 4096, rtpPort: 0 });
    expect(await at('diameter/diameter')).toMatchObject({ persistAvp: 'Session-Id', watchdogTimeout: 0 });
    expect(await at('web-acceleration/optimized-caching')).toMatchObject({
      cacheMaxAge: 86400,
      cacheUriInclude: ['.*'],
      defaultsFrom: '/Common/webacceleration',
    });
  });

  it('can be made and changed, and refuse what they do not know', async () => {
    const uri = `${TM}/ltm/profile/sip`;
    expect(await client().post(uri, { name: 's', maxSize: '1000' })).toMatchObject({
      defaultsFrom: '/Common/sip',
      maxSize: 1000,
    });
    expect(await client().patch(`${uri}/s`, { security: 'enabled' })).toHaveProperty('security', 'enabled');
    expect(await client().refused('PATCH', `${uri}/s`, { nonsense: 1 })).toMatch(/^400 "nonsense" unknown/);
    await client().post(`${TM}/ltm/profile/dns`, { name: 'd', enableDnssec: 'yes' });
    await client().post(`${TM}/ltm/virtual`, {
      name: 'v',
      destination: '10.0.0.1:53',
      profiles: ['udp', 'd'],
    });
    expect(await client().refused('DELETE', `${TM}/ltm/profile/dns/d`)).toMatch(/^400 .*in use/);
  });

  it('of rewriting have rules', async () => {
    await client().post(`${TM}/ltm/profile/rewrite`, { name: 'r', rewriteMode: 'uri-translation' });
    const rules = `${TM}/ltm/profile/rewrite/r/uri-rules`;
    const client_ = { host: 'sample.com', path: '/', scheme: 'https' };
    const made = await client().post(rules, { name: 'one', client: client_, server: { path: '/x' } });
    expect(made).toMatchObject({
      kind: 'tm:ltm:profile:rewrite:uri-rules:uri-rulesstate',
      client: client_,
      server: { path: '/x' },
      type: 'both',
    });
  });
});

describe('the network', () => {
  const { client } = running({ tmos: '13.1.1' });

  it('has tunnels, which share names with VLANs and show in the route domain', async () => {
    const made = await client().post(`${TM}/net/tunnels/tunnel`, {
      name: 't',
      localAddress: '192.168.1.1',
      profile: 'gre',
    });
    expect(made).toMatchObject({
      profile: '/Common/gre',
      remoteAddress: 'any6',
      idleTimeout: 300,
      profileReference: { link: expect.stringContaining('/net/tunnels/gre/~Common~gre') as unknown },
    });
    expect((await client().get(`${TM}/net/route-domain/0`)).vlans).toContain('/Common/t');
    expect((await client().call('POST', `${TM}/net/vlan`, { name: 't' })).status).toBe(409);
    const nowhere = { name: 'u', profile: 'nowhere' };
    expect((await client().call('POST', `${TM}/net/tunnels/tunnel`, nowhere)).status).toBe(404);
    await client().post(`${TM}/net/self`, { name: 's', address: '10.5.5.1/24', vlan: 't' });
    expect(await client().refused('DELETE', `${TM}/net/tunnels/tunnel/t`)).toMatch(/^400 .*in use/);
    await client().call('DELETE', `${TM}/net/self/s`);
    expect((await client().call('DELETE', `${TM}/net/tunnels/tunnel/t`)).status).toBe(200);
    expect((await client().get(`${TM}/net/route-domain/0`)).vlans).not.toContain('/Common/t');
  });

  it('has static ARP entries, resolvers and routes of the management port', async () => {
    const arp = { name: 'a', ipAddress: '192.168.98.100', macAddress: '2:0:0:0:0:1' };
    expect(await client().post(`${TM}/net/arp`, arp)).toMatchObject({ macAddress: '02:00:00:00:00:01' });
    expect(await client().refused('POST', `${TM}/net/arp`, { ...arp, name: 'b' })).toMatch(/^400/);
    expect(await client().refused('POST', `${TM}/net/arp`, { ...arp, name: 'c', macAddress: 'x' })).toMatch(
      /^400/,
    );
    const resolver = await client().post(`${TM}/net/dns-resolver`, { name: 'd', useIpv4: 'no' });
    expect(resolver).toMatchObject({ cacheSize: 5767168, routeDomain: '/Common/0', useIpv4: 'no' });
    const route = await client().post(`${TM}/sys/management-route`, {
      name: 'm',
      network: '192.168.15.0/24',
      gateway: '10.0.2.1',
    });
    expect(route).toMatchObject({ mtu: 0, network: '192.168.15.0/24' });
    expect(
      await client().refused('POST', `${TM}/sys/management-route`, {
        name: 'n',
        network: 'x',
        gateway: '10.0.2.1',
      }),
    ).toMatch(/^400/);
  });
});
