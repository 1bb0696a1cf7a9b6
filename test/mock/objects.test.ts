import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/mock/mock.ts';
import { type Client, clientOf } from './client.ts';
import { running, TM } from './running.ts';

async function with_(tmos: string, work: (client: Client) => Promise<void>): Promise<void> {
  const mock = await createMock({ tmos });
  try {
    await work(clientOf(mock));
  } finally {
    await mock.stop();
  }
}

describe('what a device makes of values', () => {
  const { client } = running();

  it('drops empty texts, takes null, and expands names', async () => {
    const pool = await client().post(`${TM}/ltm/pool`, {
      name: '/Common/p',
      description: '',
      monitor: 'http',
      metadata: null,
    });
    expect(pool).not.toHaveProperty('description');
    expect(pool.monitor).toBe('/Common/http');
    expect(await client().patch(`${TM}/ltm/pool/p`, { description: 'x' })).toHaveProperty('description', 'x');
    expect(await client().patch(`${TM}/ltm/pool/p`, { description: null })).not.toHaveProperty('description');
  });

  it('prints numbers, quoted numbers and words for numbers', async () => {
    const node = await client().post(`${TM}/ltm/node`, {
      name: 'n',
      address: '10.0.0.1',
      connectionLimit: '7',
      rateLimit: 100,
    });
    expect(node).toMatchObject({ connectionLimit: 7, rateLimit: '100' });
    expect(await client().patch(`${TM}/ltm/node/n`, { rateLimit: 0 })).toHaveProperty(
      'rateLimit',
      'disabled',
    );
    const profile = await client().post(`${TM}/ltm/profile/fastl4`, {
      name: 'f',
      idleTimeout: 600,
      keepAliveInterval: 0,
    });
    expect(profile).toMatchObject({ idleTimeout: '600', keepAliveInterval: 'disabled' });
    const indefinite = await client().post(`${TM}/ltm/profile/tcp`, {
      name: 'long',
      idleTimeout: 4294967295,
    });
    expect(indefinite.idleTimeout).toBe(4294967295);
  });

  it('%0 is route domain 0 in a partition whose default is another, and is printed there', async () => {
    await client().post(`${TM}/net/route-domain`, { name: 'rd10', id: 10 });
    await client().post(`${TM}/auth/partition`, { name: 'rdp', defaultRouteDomain: 10 });
    const body = { partition: 'rdp', ipProtocol: 'tcp', profiles: ['/Common/tcp'] };
    const bare = await client().post(`${TM}/ltm/virtual`, {
      ...body,
      name: 'b',
      destination: '10.56.8.1:80',
    });
    expect(bare.destination).toBe('/rdp/10.56.8.1:80');
    const zero = await client().post(`${TM}/ltm/virtual`, {
      ...body,
      name: 'z',
      destination: '10.56.8.1%0:80',
    });
    expect(zero.destination).toBe('/rdp/10.56.8.1%0:80');
    const { items } = await client().get(`${TM}/ltm/virtual-address`);
    expect(items).toMatchObject([{ address: '10.56.8.1' }, { address: '10.56.8.1%0' }]);
  });

  it('compresses IPv6, drops %0 from addresses, keeps other route domains', async () => {
    const node = await client().post(`${TM}/ltm/node`, { name: 'six', address: '2001:DB8:0:0::1%0' });
    expect(node.address).toBe('2001:db8::1');
    const mixed = await client().post(`${TM}/ltm/node`, { name: 'mixed', address: '2001::100.0.0.0' });
    expect(mixed.address).toBe('2001::6400:0');
    await client().post(`${TM}/net/route-domain`, { name: 'two', id: 2 });
    await client().post(`${TM}/ltm/pool`, { name: 'rd', members: ['10.1.1.1%2:80', '10.1.1.2%0:http'] });
    const members = await client().get(`${TM}/ltm/pool/rd/members`);
    expect((members.items as { name: string }[]).map(({ name }) => name)).toEqual([
      '10.1.1.1%2:80',
      '10.1.1.2%0:80',
    ]);
    expect(JSON.stringify(members)).toContain('~Common~10.1.1.1%252:80');
    expect(await client().get(`${TM}/ltm/node/~Common~10.1.1.1%252`)).toHaveProperty('address', '10.1.1.1%2');
    expect((await client().call('GET', `${TM}/ltm/node/~Common~10.1.1.1%2`)).status).toBe(400);
  });

  it('stores line ends of a monitor escaped and its destination with numbers', async () => {
    const monitor = await client().post(`${TM}/ltm/monitor/http`, {
      name: 'm',
      send: 'GET /\r\n',
      destination: '*:https',
    });
    expect(monitor).toMatchObject({
      send: String.raw`GET /\r\n`,
      destination: '*:443',
      defaultsFrom: '/Common/http',
      generation: 0,
    });
  });

  it('trims a rule and nothing inside it', async () => {
    const rule = await client().post(`${TM}/ltm/rule`, {
      name: 'r',
      apiAnonymous: '\n\nwhen RULE_INIT {\r\n  # x\r\n}\n\n',
    });
    expect(rule.apiAnonymous).toBe('when RULE_INIT {\r\n  # x\r\n}');
  });

  it('sorts records and prints addresses with their prefix', async () => {
    const group = await client().post(`${TM}/ltm/data-group/internal`, {
      name: 'g',
      type: 'ip',
      records: [{ name: '192.168.0.1' }, { name: '10.0.0.0/8', data: 'x' }],
    });
    expect(group.records).toEqual([
      { name: '10.0.0.0/8', data: 'x' },
      { name: '192.168.0.1/32', data: '' },
    ]);
    const edited = await client().patch(
      `${TM}/ltm/data-group/internal/g?options=records+add+{+10.9.9.9+{+data+new+}+}`,
      { name: 'g' },
    );
    expect(edited.records).toHaveLength(3);
    expect(edited.selfLink).toContain('?options=records+add+{');
    const twice = await client().refused(
      'PATCH',
      `${TM}/ltm/data-group/internal/g?options=records+add+{+10.9.9.9/32+}`,
      { name: 'g' },
    );
    expect(twice).toBe(
      '409 01020066:3: The requested class string item (/Common/g 10.9.9.9/32) already exists in partition Common.',
    );
    expect(await client().patch(`${TM}/ltm/data-group/internal/g`, { records: [] })).not.toHaveProperty(
      'records',
    );
  });

  it('gives some characters a backslash more', async () => {
    const records = [{ name: 'k', data: String.raw`a\b "c" {d}?` }];
    const group = await client().post(`${TM}/ltm/data-group/internal`, {
      name: 'esc',
      type: 'string',
      records,
    });
    expect(group.records).toEqual([{ name: 'k', data: String.raw`a\\b \"c\" \{d\}\?` }]);
    const profile = await client().post(`${TM}/ltm/profile/http`, { name: 'h', headerInsert: 'X-A: "b"' });
    expect(profile.headerInsert).toBe(String.raw`X-A: \"b\"`);
  });

  it('takes tmsh names and switches pairs', async () => {
    await client().post(`${TM}/net/vlan`, { name: 'v', interfaces: [{ name: '1.3' }] });
    const self = await client().post(`${TM}/net/self`, {
      name: 's',
      address: '10.50.0.1%0/24',
      vlan: 'v',
      'traffic-group': '/Common/traffic-group-1',
    });
    expect(self).toMatchObject({ address: '10.50.0.1/24', floating: 'enabled', unit: 1 });
    expect(await client().patch(`${TM}/net/interface/1.1`, { enabled: true })).not.toHaveProperty('disabled');
    expect(await client().patch(`${TM}/net/interface/1.1`, { enabled: false })).toMatchObject({
      disabled: true,
    });
    const both = await client().refused('PATCH', `${TM}/net/interface/1.1`, {
      enabled: true,
      disabled: true,
    });
    expect(both).toContain('may not be specified with');
  });

  it('reads back one flag of a pair, there and back, also the one an object starts with', async () => {
    const shown = async (path: string, pair: readonly string[]) => {
      const object = await client().get(path);
      return Object.fromEntries(pair.filter((name) => name in object).map((name) => [name, object[name]]));
    };
    const virtual = `${TM}/ltm/virtual/paired`;
    await client().post(`${TM}/net/vlan`, { name: 'of-pair' });
    await client().post(`${TM}/ltm/virtual`, { name: 'paired', destination: '203.0.113.60:80' });
    for (const [path, starts, other] of [
      [virtual, 'enabled', 'disabled'],
      [virtual, 'vlansDisabled', 'vlansEnabled'],
      [`${TM}/net/interface/1.3`, 'enabled', 'disabled'],
      [`${TM}/net/interface/1.2`, 'disabled', 'enabled'],
    ] as const) {
      const pair: readonly string[] = [starts, other];
      expect([path, await shown(path, pair)]).toEqual([path, { [starts]: true }]);
      for (const [body, name] of [
        [{ [other]: true }, other],
        [{ [starts]: true }, starts],
        [{ [starts]: false }, other],
        [{ [other]: false }, starts],
      ] as const) {
        const answer = await client().patch(path, {
          ...body,
          ...(name === 'vlansEnabled' ? { vlans: ['/Common/of-pair'] } : {}),
        });
        expect([body, answer[name], Object.keys(answer).filter((key) => pair.includes(key))]).toEqual([
          body,
          true,
          [name],
        ]);
        expect([body, await shown(path, pair)]).toEqual([body, { [name]: true }]);
      }
    }
    const off = { name: 'off', destination: '203.0.113.61:80', disabled: true };
    const made = await client().post(`${TM}/ltm/virtual`, off);
    expect([made.disabled, 'enabled' in made]).toEqual([true, false]);
    expect(await shown(`${TM}/ltm/virtual/off`, ['enabled', 'disabled'])).toEqual({ disabled: true });
  });

  it('replaces lists in a PATCH and everything in a PUT', async () => {
    await client().post(`${TM}/ltm/pool`, {
      name: 'l',
      description: 'd',
      members: ['10.2.0.1:80', { name: '10.2.0.2:80', ratio: 5 }],
    });
    await client().patch(`${TM}/ltm/pool/l`, { members: ['10.2.0.2:80', '10.2.0.3:80'] });
    const { items } = await client().get(`${TM}/ltm/pool/l/members`);
    expect((items as { name: string; ratio: number }[]).map(({ name, ratio }) => [name, ratio])).toEqual([
      ['10.2.0.2:80', 1],
      ['10.2.0.3:80', 1],
    ]);
    const reply = await client().call('PUT', `${TM}/ltm/pool/l`, { slowRampTime: 20 });
    expect(reply.json()).toMatchObject({ slowRampTime: 20 });
    expect(reply.json()).not.toHaveProperty('description');
    expect((await client().call('PUT', `${TM}/ltm/pool/none`, {})).status).toBe(404);
  });

  it('keeps how an FQDN node is resolved in a PUT that does not say it', async () => {
    const fqdn = { tmName: 'a.example', autopopulate: 'enabled', interval: '600' };
    const made = await client().post(`${TM}/ltm/node`, { name: 'named', fqdn });
    const put = async (body: object) => (await client().call('PUT', `${TM}/ltm/node/named`, body)).json();
    expect(await put({ description: 'x' })).toMatchObject({ fqdn: made.fqdn, description: 'x' });
    expect(await put({ fqdn: { interval: '700' } })).toMatchObject({ fqdn: { ...fqdn, interval: '700' } });
    for (const other of [{ tmName: 'b.example' }, { autopopulate: 'disabled' }, { addressFamily: 'ipv6' }])
      expect(await client().refused('PUT', `${TM}/ltm/node/named`, { fqdn: other })).toContain(
        'may not be modified',
      );
  });

  it.each([
    ['17.1.2', [9, 5, 4, 20]],
    ['13.0.0', [9, 5, 4, 20]],
    ['12.1.2', [30, 6, 6, 20]],
  ])('%s: an interval that is not below the timeout', async (tmos, intervals) => {
    await with_(tmos, async (at) => {
      const made = async (body: object) => (await at.post(`${TM}/ltm/monitor/tcp`, body)).interval;
      expect([
        await made({ name: 'm', interval: 30, timeout: 10 }),
        await made({ name: 'same', interval: 6, timeout: 6 }),
        (await at.patch(`${TM}/ltm/monitor/tcp/same`, { timeout: 5 })).interval,
        await made({ name: 'fits', interval: 20, timeout: 21 }),
      ]).toEqual(intervals);
    });
  });

  it('moves the generation with a change and leaves it without one', async () => {
    const first = await client().post(`${TM}/ltm/pool`, { name: 'gen' });
    const same = await client().patch(`${TM}/ltm/pool/gen`, { slowRampTime: '10' });
    expect(same.generation).toBe(first.generation);
    const next = await client().patch(`${TM}/ltm/pool/gen`, { slowRampTime: 11 });
    expect(next.generation).toBe(Number(first.generation) + 1);
  });

  it('hands a changed profile down to those that inherit', async () => {
    await client().post(`${TM}/ltm/profile/tcp`, { name: 'parent', idleTimeout: 600 });
    await client().post(`${TM}/ltm/profile/tcp`, { name: 'child', defaultsFrom: 'parent', nagle: 'enabled' });
    await client().patch(`${TM}/ltm/profile/tcp/parent`, { idleTimeout: 900, nagle: 'disabled' });
    expect(await client().get(`${TM}/ltm/profile/tcp/child`)).toMatchObject({
      idleTimeout: 900,
      nagle: 'enabled',
    });
  });
});

describe('what a device does on its own account', () => {
  const { client } = running();

  it('makes and drops the address of a virtual server', async () => {
    await client().post(`${TM}/ltm/virtual`, {
      name: 'a',
      destination: '203.0.113.1:80',
      ipProtocol: 'tcp',
      profiles: ['http'],
    });
    await client().post(`${TM}/ltm/virtual`, {
      name: 'b',
      destination: '203.0.113.1:443',
      ipProtocol: 'tcp',
      profiles: ['tcp'],
    });
    const address = `${TM}/ltm/virtual-address/~Common~203.0.113.1`;
    expect(await client().get(address)).toMatchObject({ autoDelete: 'true', mask: '255.255.255.255' });
    await client().call('DELETE', `${TM}/ltm/virtual/a`);
    expect((await client().call('GET', address)).status).toBe(200);
    await client().patch(`${TM}/ltm/virtual/b`, { destination: '203.0.113.2:443' });
    expect((await client().call('GET', address)).status).toBe(404);
    await client().patch(`${TM}/ltm/virtual-address/~Common~203.0.113.2`, { autoDelete: 'false' });
    await client().call('DELETE', `${TM}/ltm/virtual/b`);
    expect((await client().call('GET', `${TM}/ltm/virtual-address/~Common~203.0.113.2`)).status).toBe(200);
  });

  it('shows a virtual-address by its name', async () => {
    await client().post(`${TM}/ltm/virtual-address`, { name: 'va', address: '203.0.113.9' });
    const virtual = await client().post(`${TM}/ltm/virtual`, { name: 'named', destination: '203.0.113.9:0' });
    expect(virtual.destination).toBe('/Common/va:0');
  });

  it('adds the transport and sorts profiles', async () => {
    await client().post(`${TM}/ltm/virtual`, {
      name: 't',
      destination: '203.0.113.20:80',
      profiles: ['websocket', 'http'],
    });
    const virtual = await client().get(`${TM}/ltm/virtual/t?expandSubcollections=true`);
    const { items } = virtual.profilesReference as { items: { name: string; context: string }[] };
    expect(items.map(({ name, context }) => [name, context])).toEqual([
      ['http', 'all'],
      ['tcp', 'all'],
      ['websocket', 'all'],
    ]);
    expect(virtual.ipProtocol).toBe('tcp');
    await client().post(`${TM}/ltm/virtual`, { name: 'plain', destination: '203.0.113.21:80' });
    expect(JSON.stringify(await client().get(`${TM}/ltm/virtual/plain/profiles`))).toContain(
      '/Common/fastL4',
    );
  });

  it('does not translate for a wildcard', async () => {
    const virtual = await client().post(`${TM}/ltm/virtual`, {
      name: 'wild',
      destination: '0.0.0.0:0',
      profiles: ['fastL4'],
    });
    expect(virtual).toMatchObject({
      destination: '/Common/0.0.0.0:0',
      mask: 'any',
      translateAddress: 'disabled',
      translatePort: 'disabled',
    });
  });

  it('makes nodes for members, SNAT translations for a pool, and puts VLANs into the route domain', async () => {
    await client().post(`${TM}/ltm/pool`, {
      name: 'p',
      members: ['10.0.0.1:80', { name: 'web:80', address: '10.0.0.2' }],
    });
    expect(await client().get(`${TM}/ltm/node/web`)).toHaveProperty('address', '10.0.0.2');
    await client().call('DELETE', `${TM}/ltm/pool/p`);
    expect((await client().call('GET', `${TM}/ltm/node/web`)).status).toBe(200);
    await client().post(`${TM}/ltm/snatpool`, { name: 's', members: ['10.0.0.50'] });
    expect(await client().get(`${TM}/ltm/snat-translation/10.0.0.50`)).toMatchObject({ enabled: true });
    await client().post(`${TM}/ltm/snatpool`, { name: 'zero', members: ['10.0.0.51%0', '10.0.0.50%0'] });
    expect(await client().get(`${TM}/ltm/snatpool/zero`)).toHaveProperty('members', [
      '/Common/10.0.0.50',
      '/Common/10.0.0.51%0',
    ]);
    await client().call('DELETE', `${TM}/ltm/snatpool/zero`);
    await client().call('DELETE', `${TM}/ltm/snatpool/s`);
    expect((await client().call('GET', `${TM}/ltm/snat-translation/10.0.0.50`)).status).toBe(404);
    const vlans = await Promise.all([1, 2].map((n) => client().post(`${TM}/net/vlan`, { name: `v${n}` })));
    expect(vlans.map(({ tag }) => tag).sort()).toEqual([4093, 4094]);
    expect((await client().get(`${TM}/net/route-domain/0`)).vlans).toContain('/Common/v2');
    await client().call('DELETE', `${TM}/net/vlan/v2`);
    expect((await client().get(`${TM}/net/route-domain/0`)).vlans).not.toContain('/Common/v2');
  });

  it('shows members and nodes by the state matrix', async () => {
    await client().post(`${TM}/ltm/pool`, { name: 'm', monitor: 'tcp', members: ['10.7.0.1:80'] });
    const path = `${TM}/ltm/pool/m/members/~Common~10.7.0.1:80`;
    expect(await client().get(path)).toMatchObject({
      session: 'monitor-enabled',
      state: 'up',
      monitor: 'default',
    });
    await client().patch(path, { session: 'user-disabled', state: 'user-down' });
    expect(await client().get(path)).toMatchObject({ session: 'user-disabled', state: 'user-down' });
    await client().patch(path, { session: 'user-enabled', state: 'user-up' });
    await client().patch(`${TM}/ltm/pool/m`, { monitor: 'none' });
    expect(await client().get(path)).toMatchObject({ session: 'user-enabled', state: 'unchecked' });
    expect((await client().call('PATCH', path, { state: 'bogus' })).status).toBe(400);
    const offline = await client().call('POST', `${TM}/ltm/node`, {
      name: 'off',
      address: '10.7.0.9',
      state: 'user-down',
    });
    expect(offline.status).toBe(400);
  });
});

describe('collections', () => {
  const { client } = running();

  it('have no items when empty, always have them when paged, and follow nextLink', async () => {
    expect(await client().get(`${TM}/ltm/pool`)).toEqual({
      kind: 'tm:ltm:pool:poolcollectionstate',
      selfLink: 'https://localhost/mgmt/tm/ltm/pool?ver=17.1.2',
    });
    expect((await client().get(`${TM}/ltm/pool?$top=5&$skip=5`)).items).toEqual([]);
    for (const name of ['a', 'b', 'c']) await client().post(`${TM}/ltm/pool`, { name });
    const page = await client().get(`${TM}/ltm/pool/?$top=2&$select=name`);
    expect(page).toMatchObject({
      totalItems: 3,
      totalPages: 2,
      startIndex: 1,
      currentItemCount: 2,
      items: [{ name: 'a' }, { name: 'b' }],
    });
    const next = new URL(String(page.nextLink));
    const last = await client().get(next.pathname + next.search);
    expect(last).toMatchObject({ startIndex: 3, items: [{ name: 'c' }] });
    expect(last).not.toHaveProperty('nextLink');
  });

  it('filter by partition only, and say so', async () => {
    await client().post(`${TM}/auth/partition`, { name: 'T' });
    await client().post(`${TM}/ltm/pool`, { name: 'own', partition: 'T', monitor: 'tcp' });
    const own = await client().get(`${TM}/ltm/pool?$filter=partition+eq+T`);
    expect((own.items as { fullPath: string }[]).map(({ fullPath }) => fullPath)).toEqual(['/T/own']);
    expect(await client().refused('GET', `${TM}/ltm/pool?$filter=partition%20eq%20None`)).toContain(
      'The requested folder (/None) was not found.',
    );
    expect((await client().call('GET', `${TM}/ltm/pool?$filter=name+eq+own`)).status).toBe(400);
  });
});

describe('versions', () => {
  it('11.5.4 and 12.1.2 print a blank behind monitors and no `none`', async () => {
    await with_('12.1.2', async (client) => {
      expect(await client.post(`${TM}/ltm/pool`, { name: 'p', monitor: 'http and tcp' })).toHaveProperty(
        'monitor',
        '/Common/http and /Common/tcp ',
      );
      expect(await client.get(`${TM}/ltm/profile/http/http`)).not.toHaveProperty('description');
      expect((await client.call('GET', `${TM}/ltm/pool/p/members/1.1.1.1:80`)).status).toBe(200);
      expect(await client.get(`${TM}/net/vlan`)).toBeDefined();
    });
    await with_('11.5.4', async (client) => {
      expect((await client.call('GET', `${TM}/ltm/profile/websocket`)).status).toBe(404);
      expect((await client.call('GET', `${TM}/sys/ucs`)).status).toBe(404);
      expect(await client.post(`${TM}/transaction`, {})).toHaveProperty('timeoutSeconds', 30);
      expect(await client.post(`${TM}/ltm/node`, { name: 'n', address: '10.0.0.1' })).not.toHaveProperty(
        'fqdn',
      );
    });
  });

  it('later ones add keys and change defaults', async () => {
    await with_('16.1.3', async (client) => {
      expect(await client.get(`${TM}/ltm/profile/websocket/websocket`)).toMatchObject({
        windowBits: 10,
        compressMode: 'preserved',
      });
      expect(await client.get(`${TM}/ltm/profile/http/http`)).toMatchObject({ requestChunking: 'sustain' });
      expect(await client.get(`${TM}/ltm/monitor/https/https`)).not.toHaveProperty('cipherlist');
    });
    await with_('14.1.4', async (client) => {
      expect(Object.keys(await client.get(`${TM}/ltm/profile/websocket/~Common~websocket`))).toEqual(
        'kind name partition fullPath generation selfLink appService defaultsFrom description masking'.split(
          ' ',
        ),
      );
      expect(await client.get(`${TM}/ltm/profile/client-ssl/clientssl`)).toHaveProperty('proxyCaCert');
    });
  });
});
