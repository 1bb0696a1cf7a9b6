import { describe, expect, it, vi } from 'vitest';
import { talk } from './members.ts';
import { rig } from './rig.ts';

const V = '/Common/v';
const ON = '/mgmt/tm/ltm/virtual/v';

describe('connections', () => {
  const there = rig();
  const within = { timeout: 10_000, interval: 50 };

  it('silence ends a connection with a reset, and talk keeps it', async () => {
    const { service, at, client, lines } = there();
    await client.post('/mgmt/tm/ltm/profile/tcp', { name: 'short', idleTimeout: 20 });
    await service({ profiles: ['short'] });
    const [silent, lively] = [await talk(at(V)), await talk(at(V))];
    const state = { isOver: false };
    void silent.ended.then(() => (state.isOver = true));
    while (!state.isOver) expect(await lively.say('x')).toBe('x');
    expect(await silent.ended).toBe('ECONNRESET');
    expect(lines.join()).toContain('Flow expired (sweeper)');
    expect(await lively.say('still')).toBe('still');
    lively.close();
  });

  it('without reset on timeout the connection is forgotten, and its next byte is reset', async () => {
    const { service, at, client } = there();
    await client.post('/mgmt/tm/ltm/profile/tcp', {
      name: 'mute',
      idleTimeout: 10,
      resetOnTimeout: 'disabled',
    });
    await service({ profiles: ['mute'] });
    const one = await talk(at(V));
    await new Promise((done) => setTimeout(done, 900));
    expect(one.socket.destroyed).toBe(false);
    expect(await one.say('anybody?')).toBe('ECONNRESET');
  });

  it('the end of one side is the end of the other, and so is a reset', async () => {
    const { service, at, members } = there();
    await service();
    const one = await talk(at(V));
    const member = members.find(({ name }) => name === one.member);
    const [socket] = [...(member?.open ?? [])];
    socket?.resetAndDestroy();
    expect(await one.ended).toBe('ECONNRESET');
    const two = await talk(at(V));
    const open = () => members.reduce((sum, { open: sockets }) => sum + sockets.size, 0);
    expect(open()).toBe(1);
    two.socket.resetAndDestroy();
    await vi.waitFor(() => expect(open()).toBe(0), within);
  });

  it.each([
    ['the virtual server', ON, 'Connection limit exceeded'],
    ['each member', '', 'Connection limit exceeded'],
  ])('the connection limit of %s', async (_, path, cause) => {
    const { service, at, client, settled, members, lines } = there();
    await service();
    const limited = members.map(({ name, port }) => `/mgmt/tm/ltm/pool/p/members/${name}:${port}`);
    for (const one of path === '' ? limited : [path])
      await client.patch(one, { connectionLimit: path === '' ? 1 : 3 });
    await settled();
    const open = [await talk(at(V)), await talk(at(V)), await talk(at(V))];
    expect(open.map(({ member }) => member).sort()).toEqual(['a', 'b', 'c']);
    expect((await talk(at(V))).member).toBe('ECONNRESET');
    expect(lines.join()).toContain(cause);
    open[0]?.close();
    await vi.waitFor(async () => expect((await talk(at(V))).member).toBe(open[0]?.member), within);
    open.forEach((one) => one.close());
  });

  it('a rate limit counts new connections of a second', async () => {
    const { service, at } = there();
    await service({ rateLimit: '2' });
    const all = await Promise.all(Array.from({ length: 8 }, () => talk(at(V))));
    const refused = all.filter(({ member }) => member === 'ECONNRESET').length;
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(8);
    all.forEach((one) => one.close());
  });

  it('members see the place of a SNAT address; without SNAT the client', async () => {
    const { service, at, client, members, settled } = there();
    await client.post('/mgmt/tm/ltm/snatpool', { name: 's', members: ['203.0.113.99'] });
    await service({ sourceAddressTranslation: { type: 'snat', pool: 's' } });
    const seen = async (from?: string) => {
      const one = await talk(at(V), from);
      one.close();
      return members.find(({ name }) => name === one.member)?.seen.at(-1);
    };
    expect(await seen()).toBe('127.0.113.99');
    await client.patch(ON, { sourceAddressTranslation: { type: 'none' } });
    await settled();
    expect(await seen('127.0.0.9')).toBe('127.0.0.9');
  });

  it('a lower priority group takes over, and gives back', async () => {
    const { service, at, client, members, settled } = there();
    const [a] = members;
    const list = members.map(({ name, address, port }, index) => ({
      name: `${name}:${port}`,
      address,
      priorityGroup: index === 0 ? 10 : 1,
    }));
    await service({}, { members: list, minActiveMembers: 1 });
    expect([(await talk(at(V))).member, (await talk(at(V))).member]).toEqual(['a', 'a']);
    const path = `/mgmt/tm/ltm/pool/p/members/a:${a?.port ?? 0}`;
    await client.patch(path, { session: 'user-disabled' });
    await settled();
    expect((await talk(at(V))).member).toMatch(/^[bc]$/);
    await client.patch(path, { session: 'user-enabled' });
    await settled();
    expect((await talk(at(V))).member).toBe('a');
  });

  it('a change of the method is seen at once, and one that is refused closes the virtual server in words', async () => {
    const { service, at, why, client, settled } = there();
    await service();
    const open = [await talk(at(V)), await talk(at(V))];
    await client.patch('/mgmt/tm/ltm/pool/p', { loadBalancingMode: 'least-connections-member' });
    await settled();
    const third = await talk(at(V));
    expect(open.map(({ member }) => member)).not.toContain(third.member);
    await client.patch('/mgmt/tm/ltm/pool/p', { loadBalancingMode: 'observed-member' });
    await settled();
    expect(why(V)).toContain('observed-member');
    [...open, third].forEach((one) => one.close());
  });

  it('a member that cannot be reached is passed over as often as the pool reselects', async () => {
    const { service, at, members, client, settled } = there();
    await service();
    await members[0]?.stop();
    await members[1]?.stop();
    const greetings = [await talk(at(V)), await talk(at(V)), await talk(at(V))]
      .map(({ member }) => member)
      .sort();
    expect(greetings).toEqual(['ECONNRESET', 'ECONNRESET', 'c']);
    await client.patch('/mgmt/tm/ltm/pool/p', { reselectTries: 2 });
    await settled();
    expect([(await talk(at(V))).member, (await talk(at(V))).member]).toEqual(['c', 'c']);
    await members[0]?.start();
    await members[1]?.start();
  });

  it('hundreds of connections at once are carried, none lost, none mixed up', async () => {
    const { service, at } = there();
    await service();
    const place = at(V);
    const all = await Promise.all(Array.from({ length: 300 }, () => talk(place)));
    const echoes = await Promise.all(all.map((one, index) => one.say(`this is ${index};`)));
    expect(echoes).toEqual(all.map((_, index) => `this is ${index};`));
    all.forEach((one) => one.close());
  });
});
