import { describe, expect, it } from 'vitest';
import { createMock } from '../../../src/mock/mock.ts';
import { connectTo, listenAt, NotLoopbackError } from '../../../src/mock/traffic/places/loopback.ts';
import { createServer } from 'node:net';
import { talk } from './members.ts';
import { rig } from './rig.ts';

const V = '/Common/v';
const ON = '/mgmt/tm/ltm/virtual/v';

describe('listeners follow the objects', () => {
  const there = rig();

  it('a virtual server carries bytes as soon as it is there', async () => {
    const { service, at } = there();
    await service();
    const one = await talk(at(V));
    expect(one.member).toMatch(/^[abc]$/);
    expect(await one.say('hello')).toBe('hello');
    one.socket.end();
    expect(await one.ended).toBe('end');
  });

  it('and a megabyte arrives whole', async () => {
    const { service, at } = there();
    await service();
    const one = await talk(at(V));
    const megabyte = 'x'.repeat(1024 * 1024);
    expect((await one.say(megabyte)).length).toBe(megabyte.length);
    one.close();
  });

  it('disabled it refuses new connections and keeps those that are there; enabled again it takes them', async () => {
    const { service, at, why, client, settled } = there();
    await service();
    const place = at(V);
    const old = await talk(place);
    await client.patch(ON, { disabled: true });
    await settled();
    expect(why(V)).toContain('disabled');
    expect((await talk(place)).member).toBe('ECONNREFUSED');
    expect(await old.say('still')).toBe('still');
    await client.patch(ON, { enabled: true });
    await settled();
    expect(at(V)).toEqual(place);
    expect((await talk(place)).member).toMatch(/^[abc]$/);
    old.close();
  });

  it('deleted, its connections are reset and it is gone from the table', async () => {
    const { service, at, client, settled, mock, lines } = there();
    await service();
    const place = at(V);
    const old = await talk(place);
    await client.call('DELETE', ON);
    await settled();
    expect(await old.ended).toBe('ECONNRESET');
    expect((await talk(place)).member).toBe('ECONNREFUSED');
    expect(mock.traffic?.places().filter(({ of }) => of === 'virtual')).toEqual([]);
    expect(lines.join()).toMatch(
      /01230140:3: RST sent from 203\.0\.113\.10:80 to 127\.0\.0\.1:\d+, .* No local listener/,
    );
  });

  it('a member that is deleted takes its connections along, and no others', async () => {
    const { service, at, client, settled, members } = there();
    await service();
    const talks = [await talk(at(V)), await talk(at(V)), await talk(at(V))];
    const port = members.find(({ name }) => name === 'a')?.port ?? 0;
    await client.call('DELETE', `/mgmt/tm/ltm/pool/p/members/a:${port}`);
    await settled();
    for (const one of talks) {
      if (one.member === 'a') expect(await one.ended).toBe('ECONNRESET');
      else expect(await one.say('still')).toBe('still');
      one.close();
    }
  });

  it('moved in a transaction, the new address listens and the old one does not', async () => {
    const { service, at, client, settled } = there();
    await service();
    const before = at(V);
    const old = await talk(before);
    await client.transaction([
      ['PATCH', '/mgmt/tm/ltm/virtual/~Common~v', { destination: '203.0.113.11:80' }],
    ]);
    await settled();
    expect(at(V)).not.toEqual(before);
    expect(await old.ended).toBe('ECONNRESET');
    expect((await talk(before)).member).toBe('ECONNREFUSED');
    expect((await talk(at(V))).member).toMatch(/^[abc]$/);
  });

  it('a restart ends every connection, and what was not saved is gone', async () => {
    const { service, at, mock, settled } = there();
    await service();
    const one = await talk(at(V));
    mock.restart();
    await settled();
    expect(await one.ended).toBe('ECONNRESET');
    expect(mock.traffic?.places()).toEqual([]);
  });

  it('a destination on loopback is bound as it is', async () => {
    const { service, at } = there();
    await service({ destination: '127.0.0.77:18080' });
    expect(at(V)).toEqual({ address: '127.0.0.77', port: 18080 });
    expect((await talk(at(V))).member).toMatch(/^[abc]$/);
  });

  it('IPv6 is carried to members of IPv4', async () => {
    const { service, at } = there();
    await service({ destination: '2001:db8::10.80', source: '::/0' });
    expect((await talk(at(V))).member).toMatch(/^[abc]$/);
  });

  it('the most precise virtual server takes a connection, also when it is disabled', async () => {
    const { service, at, client, settled, members } = there();
    const only = (index: number) => [
      { name: `${members[index]?.address ?? ''}:${members[index]?.port ?? 0}` },
    ];
    await service({ destination: '127.0.0.77:18081', source: '127.0.0.2/32' }, { members: only(0) });
    await client.post('/mgmt/tm/ltm/pool', { name: 'q', members: only(2) });
    const wide = { destination: '127.0.0.77:18081', ipProtocol: 'tcp', profiles: ['tcp'], pool: 'q' };
    await client.post('/mgmt/tm/ltm/virtual', { name: 'wide', ...wide });
    await settled();
    expect((await talk(at(V), '127.0.0.2')).member).toBe('a');
    expect((await talk(at(V), '127.0.0.3')).member).toBe('c');
    await client.patch(ON, { disabled: true });
    await settled();
    expect((await talk(at('/Common/wide'), '127.0.0.2')).member).toBe('ECONNRESET');
    expect((await talk(at('/Common/wide'), '127.0.0.3')).member).toBe('c');
  });

  it('a client on loopback is one of any source that is not on it', async () => {
    const { service, at } = there();
    await service({ source: '10.0.0.0/8' });
    expect((await talk(at(V), '127.0.0.3')).member).toMatch(/^[abc]$/);
  });

  it.each([
    ['of UDP', { ipProtocol: 'udp', profiles: ['udp'] }, 'only TCP is carried'],
    ['that forwards', { pool: 'none', ipForward: true, profiles: ['fastL4'] }, 'forwards packets'],
    ['that rejects', { pool: 'none', reject: true }, 'rejects every connection'],
    ['for a network', { destination: '198.51.100.0:80', mask: '255.255.255.0' }, 'takes a network'],
  ])('a virtual server %s is not carried, and it is said why', async (_, virtual, words) => {
    const { service, why } = there();
    await service(virtual);
    expect(why(V)).toContain(words);
  });

  it('any port is that of HTTP, and goes on to a member of any port', async () => {
    const { service, mock } = there();
    await service({ destination: '203.0.113.10:0' });
    expect(mock.traffic?.places()[0]).toMatchObject({ address: '203.0.113.10', port: 80, path: V });
  });
});

describe('places', () => {
  it('a name gives a place; what has none is not carried', async () => {
    const mock = await createMock({ traffic: { places: { '203.0.113.10:80': '127.0.0.1:18090' } } });
    const { clientOf } = await import('../client.ts');
    const client = clientOf(mock);
    const virtual = { ipProtocol: 'tcp', profiles: ['tcp'] };
    await client.post('/mgmt/tm/ltm/virtual', {
      name: 'net',
      destination: '203.0.113.0:0',
      mask: '255.255.255.0',
      ...virtual,
    });
    await client.post('/mgmt/tm/ltm/virtual', { name: 'else', destination: '203.0.113.20:80', ...virtual });
    await client.post('/mgmt/tm/ltm/pool', { name: 'p', members: ['198.51.100.1:80'] });
    await mock.traffic?.settled();
    const places = mock.traffic?.places() ?? [];
    expect(places.map(({ path, at, why }) => [path, at?.port, why])).toEqual([
      ['/Common/else', undefined, expect.stringContaining('--map 203.0.113.20:80=')],
      ['/Common/net', 18090, undefined],
      ['/Common/p:198.51.100.1:80', undefined, expect.stringContaining('no route')],
    ]);
    client.agent.destroy();
    await mock.stop();
  });

  it.each([
    [{ '203.0.113.10:80': '203.0.113.11:80' }, 'not on loopback'],
    [{ '203.0.113.10:80': '10.0.0.1:80' }, 'not on loopback'],
    [{ '203.0.113.10:80': '0.0.0.0:80' }, 'not on loopback'],
    [{ '203.0.113.10': '10.0.0.1' }, 'not on loopback'],
    [{ 'example.com:80': '127.0.0.1:80' }, 'no address with a port'],
    [{ '203.0.113.10:80': '127.0.0.1:1', '203.0.113.11:80': '127.0.0.1:1' }, 'are both'],
  ])('%j is refused', async (places, words) => {
    await expect(createMock({ traffic: { places } })).rejects.toThrow(words);
  });

  it.each(['0.0.0.0', '10.0.0.1', '203.0.113.1', '::', '2001:db8::1', '127.0.0.1%1', 'localhost'])(
    'nothing is bound or connected to at %s',
    async (address) => {
      const server = createServer();
      await expect(listenAt(server, { address, port: 0 })).rejects.toThrow(NotLoopbackError);
      expect(server.listening).toBe(false);
      expect(() => connectTo({ address, port: 9 })).toThrow(NotLoopbackError);
      expect(() => connectTo({ address: '127.0.0.1', port: 9 }, address)).toThrow(NotLoopbackError);
    },
  );
});
