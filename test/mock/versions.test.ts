import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/mock/mock.ts';
import { type Client, clientOf } from './client.ts';
import { TM } from './running.ts';

/** One mock of a version, for a few questions. */
async function at(tmos: string, work: (client: Client) => Promise<void>): Promise<void> {
  const mock = await createMock({ tmos, taskMs: 1 });
  const client = clientOf(mock);
  try {
    await work(client);
  } finally {
    client.agent.destroy();
    await mock.stop();
  }
}
const status = async (client: Client, method: string, path: string, body?: unknown) =>
  (await client.call(method, path, body)).status;

// The lines of a list of differences between versions (device-facts: versions), each as far as it is known.
describe('differences between versions', () => {
  it('11.5.0: short transaction ids, 30 s, no fqdn, no ephemeral', async () => {
    await at('11.5.0', async (client) => {
      const made = await client.post(`${TM}/transaction`, {});
      expect(String(made.transId)).toMatch(/^\d{10}$/);
      expect(Object.keys(made)).toEqual(['transId', 'state', 'timeoutSeconds', 'kind', 'selfLink']);
      expect(made.timeoutSeconds).toBe(30);
      await client.post(`${TM}/ltm/pool`, { name: 'p', members: ['10.0.0.1:80'] });
      const { items } = await client.get(`${TM}/ltm/pool/p/members`);
      for (const one of [...(items as object[]), await client.get(`${TM}/ltm/node/10.0.0.1`)]) {
        expect(one).not.toHaveProperty('ephemeral');
        expect(one).not.toHaveProperty('fqdn');
      }
    });
  });

  it.each(['11.5.4', '12.1.1', '12.1.2'])(
    '11.5.4 and 12.1.1: a policy put on a virtual server is said to be missing (%s)',
    async (tmos) => {
      await at(tmos, async (client) => {
        const legacy = tmos.startsWith('12.') ? { legacy: true } : {};
        await client.post(`${TM}/ltm/policy`, { name: 'po', strategy: '/Common/first-match', ...legacy });
        await client.post(`${TM}/ltm/virtual`, {
          name: 'v',
          destination: '192.0.2.1:80',
          profiles: ['http'],
        });
        const policies = `${TM}/ltm/virtual/v/policies`;
        const reply = await client.call('POST', policies, { name: 'po' });
        expect(reply.status).toBe(tmos === '12.1.2' ? 200 : 404);
        if (reply.status === 404) expect(reply.json().message).toBe('Object not found - /Common/po');
        expect((await client.get(policies)).items).toHaveLength(1);
        expect(await status(client, 'GET', `${policies}/po`)).toBe(tmos === '11.5.4' ? 404 : 200);
      });
    },
  );

  it('11.6: logins with a token', async () => {
    const login = { username: 'admin', password: 'admin', loginProviderName: 'tmos' };
    for (const [tmos, code] of [
      ['11.5.4', 404],
      ['11.6.0', 200],
    ] as const)
      await at(tmos, async (client) =>
        expect([tmos, await status(client, 'POST', '/mgmt/shared/authn/login', login)]).toEqual([tmos, code]),
      );
  });

  it('point releases say so', async () => {
    for (const [tmos, edition] of [
      ['14.1.2.1', 'Point Release 1'],
      ['16.0.0', 'Final'],
    ] as const)
      await at(tmos, async (client) => {
        expect(JSON.stringify(await client.get(`${TM}/sys/version`))).toContain(`"description":"${edition}"`);
        const { items } = await client.get(`${TM}/cm/device`);
        expect(items).toMatchObject([{ edition }]);
      });
  });

  it('11.6.0: VLAN interfaces have a tag mode', async () => {
    const vlan = { name: 'v', interfaces: [{ name: '1.1', tagged: true }] };
    for (const [tmos, mode] of [
      ['11.5.4', undefined],
      ['11.6.0', 'none'],
    ] as const)
      await at(tmos, async (client) => {
        await client.post(`${TM}/net/vlan`, vlan);
        const { items } = await client.get(`${TM}/net/vlan/v/interfaces`);
        expect((items as { tagMode?: string }[])[0]?.tagMode).toBe(mode);
      });
  });

  it('12.0: transactions of 120 s that can be validated only, statistics of all members', async () => {
    await at('12.0.0', async (client) => {
      expect(await client.post(`${TM}/transaction`, {})).toMatchObject({
        timeoutSeconds: 120,
        executionTimeout: 300,
        validateOnly: false,
      });
      expect(await status(client, 'GET', `${TM}/ltm/pool/members/stats`)).toBe(200);
    });
    await at('11.6.0', async (client) =>
      expect(await status(client, 'GET', `${TM}/ltm/pool/members/stats`)).toBe(404),
    );
  });

  it('12.1: policies have drafts, archives are listed, websocket profiles', async () => {
    const body = { name: 'p', strategy: '/Common/first-match' };
    await at('12.0.0', async (client) => {
      expect(await status(client, 'POST', `${TM}/ltm/policy`, body)).toBe(200);
      expect(await status(client, 'GET', `${TM}/sys/ucs`)).toBe(404);
      expect(await status(client, 'GET', `${TM}/ltm/profile/websocket`)).toBe(404);
    });
    await at('12.1.0', async (client) => {
      expect(await client.refused('POST', `${TM}/ltm/policy`, body)).toContain('01071abb:3:');
      expect(await status(client, 'GET', `${TM}/sys/ucs`)).toBe(200);
      expect(await status(client, 'GET', `${TM}/ltm/profile/websocket`)).toBe(200);
    });
  });

  it('12.x: a member that is not there reads as one without an address', async () => {
    const path = `${TM}/ltm/pool/p/members/~Common~10.0.0.9:80`;
    await at('12.1.2', async (client) => {
      await client.post(`${TM}/ltm/pool`, { name: 'p' });
      expect(Object.keys(await client.get(path))).toEqual('kind name partition fullPath selfLink'.split(' '));
    });
    await at('13.0.0', async (client) => {
      await client.post(`${TM}/ltm/pool`, { name: 'p' });
      expect(await client.refused('GET', path)).toBe('404 Object not found - /Common/10.0.0.9:80');
    });
  });

  it('12.x: statistics name the object twice', async () => {
    for (const [tmos, end] of [
      ['12.1.2', '/ltm/pool/~Common~p/~Common~p/stats'],
      ['13.0.0', '/ltm/pool/~Common~p/stats'],
    ] as const)
      await at(tmos, async (client) => {
        await client.post(`${TM}/ltm/pool`, { name: 'p' });
        const { entries } = await client.get(`${TM}/ltm/pool/~Common~p/stats`);
        expect(Object.keys(entries as object)).toEqual([`https://localhost/mgmt/tm${end}`]);
      });
  });

  it('13.0 and 13.1: archives over REST, sys/ready, `none` and lists in profiles', async () => {
    await at('12.1.2', async (client) => {
      expect(await status(client, 'GET', '/mgmt/shared/file-transfer/ucs-downloads/no.ucs')).toBe(404);
      expect(await client.get(`${TM}/ltm/profile/http/http`)).not.toHaveProperty('fallbackHost');
      expect(await client.get(`${TM}/ltm/profile/http/http`)).not.toHaveProperty('encryptCookies');
    });
    await at('13.1.1', async (client) => {
      expect(await status(client, 'GET', `${TM}/sys/ready`)).toBe(200);
      expect(await client.get(`${TM}/ltm/profile/http/http`)).toMatchObject({
        fallbackHost: 'none',
        encryptCookies: [],
      });
    });
  });

  it('14.1: criteria, address lists and port lists', async () => {
    await at('13.1.1', async (client) =>
      expect(await status(client, 'GET', `${TM}/net/port-list`)).toBe(404),
    );
    await at('14.1.4', async (client) => {
      await client.post(`${TM}/net/address-list`, { name: 'a', addresses: ['192.0.2.0/24', '198.51.100.7'] });
      await client.post(`${TM}/net/port-list`, { name: 'l', ports: [80, '8000-8080'] });
      const criteria = await client.post(`${TM}/ltm/traffic-matching-criteria`, {
        name: 't',
        destinationAddressInline: '192.0.2.0/32',
        destinationPortList: 'l',
        protocol: 'tcp',
        sourceAddressInline: '0.0.0.0/0',
        sourceAddressList: 'a',
      });
      expect(criteria).toMatchObject({ sourceAddressInline: '0.0.0.0', sourceAddressList: '/Common/a' });
      const virtual = { ipProtocol: 'tcp', trafficMatchingCriteria: 't' };
      for (const name of ['one', 'two'])
        expect(await client.post(`${TM}/ltm/virtual`, { name, ...virtual })).toHaveProperty(
          'trafficMatchingCriteria',
          '/Common/t',
        );
      expect(await status(client, 'DELETE', `${TM}/ltm/traffic-matching-criteria/t`)).toBe(400);
      expect(await status(client, 'DELETE', `${TM}/net/address-list/a`)).toBe(400);
    });
  });

  it('14.1.0.1: a data-group that is replaced must say its type again', async () => {
    const path = `${TM}/ltm/data-group/internal`;
    const records = [{ name: '10.1.0.0/16', data: '' }];
    for (const [tmos, code] of [
      ['13.1.1', 200],
      ['14.1.0.3', 400],
      ['14.1.2.1', 400],
      ['16.1.3', 200],
    ] as const)
      await at(tmos, async (client) => {
        await client.post(path, { name: 'd', type: 'ip', records });
        const reply = await client.call('PUT', `${path}/d`, { records });
        expect([tmos, reply.status]).toEqual([tmos, code]);
        if (code === 400)
          expect(reply.json()).toEqual({
            code: 400,
            message: 'invalid property value "type":""',
            errorStack: [],
            apiError: 26214401,
          });
        expect(await status(client, 'PUT', `${path}/d`, { type: 'ip', records })).toBe(200);
        expect(await client.refused('PATCH', `${path}/d`, { type: 'string' })).toBe(
          '400 0107074b:3: Unable to change data group (/Common/d) type.  Must remove existing entries first.',
        );
      });
  });

  it('14.x: empty collections have an empty list', async () => {
    for (const [tmos, items] of [
      ['13.1.1', undefined],
      ['14.1.2.1', []],
      ['16.1.3', undefined],
    ] as const)
      await at(tmos, async (client) =>
        expect([tmos, (await client.get(`${TM}/ltm/pool`)).items]).toEqual([tmos, items]),
      );
  });

  it('16.1: long refusals arrive, before they do not', async () => {
    const lines = Array.from({ length: 80 }, (_, index) => `  unknown_command_number_${index}`);
    const rule = { name: 'r', apiAnonymous: `when HTTP_REQUEST {\n${lines.join('\n')}\n}` };
    await at('16.0.0', async (client) =>
      expect((await client.call('POST', `${TM}/ltm/rule`, rule)).json()).toMatchObject({
        code: 400,
        message: 'request failed with null exception',
        kind: ':resterrorresponse',
      }),
    );
    await at('16.1.3', async (client) => {
      const reply = await client.call('POST', `${TM}/ltm/rule`, rule);
      expect(reply.json().message).toContain('unknown_command_number_79');
    });
  });

  it('16.1: virtual servers tell when they were made, and more', async () => {
    await at('16.1.3', async (client) => {
      const made = await client.post(`${TM}/ltm/virtual`, { name: 'v', destination: '192.0.2.1:80' });
      expect(made).toMatchObject({ evictionProtected: 'disabled', serversslUseSni: 'disabled' });
    });
  });

  it('17.1: answers carry the headers of its web server', async () => {
    await at('17.1.2', async (client) => {
      const { headers } = await client.call('GET', `${TM}/ltm/pool`);
      expect(headers.server).toMatch(/^Jetty\(9\.4/);
    });
  });

  it('answers in the shape of its own version only', async () => {
    await at('16.1.3', async (client) => {
      expect(await status(client, 'GET', `${TM}/ltm/pool?ver=16.1.3`)).toBe(200);
      expect(await status(client, 'GET', `${TM}/ltm/pool?ver=11.6.0`)).toBe(400);
    });
  });
});
