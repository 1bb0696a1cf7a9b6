import { createServer as createHttp, type Server } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { talk } from './members.ts';
import { rig } from './rig.ts';

const V = '/Common/v';
const MEMBERS = '/mgmt/tm/ltm/pool/p/members';
const QUICK = { interval: 2, timeout: 21 };
const within = { timeout: 10_000, interval: 50 };

/** A web server whose answer can be changed. */
async function web(): Promise<{
  server: Server;
  port: number;
  answer: (status: number, body: string) => void;
}> {
  let [status, body] = [200, 'all is well'];
  const server = createHttp((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const at = server.address();
  return {
    server,
    port: typeof at === 'object' && at ? at.port : 0,
    answer: (newStatus, newBody) => ([status, body] = [newStatus, newBody]),
  };
}

describe('monitors probe', () => {
  const there = rig();

  const states = async () => {
    const items = (await there().client.get(MEMBERS)).items;
    return (Array.isArray(items) ? items : []).map(
      ({ name, state, session }: Record<string, string>) => `${name?.slice(0, 1) ?? ''} ${state} ${session}`,
    );
  };
  const stats = async (path: string) => {
    const reply = await there().client.get(`/mgmt/tm/ltm/${path}/stats`);
    const [first] = Object.values(reply.entries as Record<string, { nestedStats: { entries: object } }>);
    const entries = first?.nestedStats.entries as Record<string, { description?: string; value?: number }>;
    return (key: string) => entries[key]?.description ?? entries[key]?.value;
  };
  const monitor = (type: string, props: object) =>
    there().client.post(`/mgmt/tm/ltm/monitor/${type}`, { name: 'm', ...QUICK, ...props });

  it('what answers is up, what does not is down, and takes no connection', async () => {
    const { service, members, at, settled } = there();
    await monitor('tcp', {});
    await members[1]?.stop();
    await service({}, { monitor: 'm' });
    expect(await states()).toEqual([
      'a up monitor-enabled',
      'b down monitor-enabled',
      'c up monitor-enabled',
    ]);
    const seen = new Set<string>();
    for (let index = 0; index < 4; index++) seen.add((await talk(at(V))).member);
    expect([...seen].sort()).toEqual(['a', 'c']);
    const down = await stats(`pool/p/members/b:${members[1]?.port ?? 0}`);
    expect(down('status.availabilityState')).toBe('offline');
    expect(down('monitorStatus')).toBe('down');
    expect(down('status.statusReason')).toContain('/Common/m: Unable to connect');
    expect((await stats('virtual/v'))('status.availabilityState')).toBe('available');
    await members[1]?.start();
    await vi.waitFor(async () => expect((await states())[1]).toBe('b up monitor-enabled'), within);
    await settled();
  });

  it.each([
    ['none', 'keeps the connections'],
    ['reset', 'resets them'],
    ['drop', 'forgets them'],
  ])('the action %s of a service that goes down %s', async (serviceDownAction) => {
    const { service, at, settled } = there();
    const site = await web();
    await monitor('http', { send: 'GET /', recv: 'well', destination: `127.0.0.1:${site.port}` });
    await service({}, { monitor: 'm', serviceDownAction });
    expect((await states())[0]).toBe('a up monitor-enabled');
    const one = await talk(at(V));
    expect(one.member).toMatch(/^[abc]$/);
    site.answer(200, 'all is lost');
    await vi.waitFor(async () => expect((await states())[0]).toBe('a down monitor-enabled'), within);
    if (serviceDownAction === 'none') expect(await one.say('still')).toBe('still');
    if (serviceDownAction === 'reset') expect(await one.ended).toBe('ECONNRESET');
    if (serviceDownAction === 'drop') expect(await one.say('anybody?')).toBe('ECONNRESET');
    expect((await stats('pool/p'))('status.availabilityState')).toBe('offline');
    const refused = await talk(at(V));
    expect(refused.member).toBe('ECONNRESET');
    expect(there().lines.join()).toContain('No pool member available');
    one.close();
    site.server.close();
    await settled();
  });

  it('a member whose answer disables it takes what persistence brings only', async () => {
    const { service } = there();
    const site = await web();
    site.answer(200, 'please drain me');
    await monitor('http', { recv: 'well', recvDisable: 'drain', destination: `127.0.0.1:${site.port}` });
    await service({}, { monitor: 'm' });
    expect((await states())[0]).toBe('a up monitor-disabled');
    site.server.close();
  });

  it('one of two is enough where the rule says so, and both are needed where it does not', async () => {
    const { service, client, settled } = there();
    await monitor('tcp', {});
    await client.post('/mgmt/tm/ltm/monitor/tcp', { name: 'dead', ...QUICK, destination: '*:1' });
    await service({}, { monitor: 'min 1 of /Common/m /Common/dead' });
    expect((await states())[0]).toBe('a up monitor-enabled');
    await client.patch('/mgmt/tm/ltm/pool/p', { monitor: '/Common/m and /Common/dead' });
    await settled();
    expect((await states())[0]).toBe('a down monitor-enabled');
  });

  it('a node that its monitor finds down takes its members along', async () => {
    const { service, client, settled, at } = there();
    await monitor('tcp', { destination: '*:1' });
    await service();
    await client.patch('/mgmt/tm/ltm/default-node-monitor', { rule: '/Common/m' });
    await settled();
    expect((await client.get('/mgmt/tm/ltm/node/a')).state).toBe('down');
    expect((await talk(at(V))).member).toBe('ECONNRESET');
  });

  it('with manual resume it stays down until somebody enables it', async () => {
    const { service, client, members, settled } = there();
    await monitor('tcp', { manualResume: 'enabled', timeout: 3, interval: 1 });
    await service({}, { monitor: 'm' });
    await members[0]?.stop();
    await vi.waitFor(async () => expect((await states())[0]).toContain('down'), within);
    await members[0]?.start();
    await new Promise((done) => setTimeout(done, 300));
    expect((await states())[0]).toContain('down');
    const path = `${MEMBERS}/a:${members[0]?.port ?? 0}`;
    await client.patch(path, { session: 'user-disabled' });
    await client.patch(path, { session: 'user-enabled' });
    await vi.waitFor(async () => expect((await states())[0]).toContain('up'), within);
    await settled();
  });

  it('a type that does not probe leaves what it watches unknown, says so once, and takes traffic', async () => {
    const { service, at, lines } = there();
    await monitor('external', {});
    await service({}, { monitor: 'm' });
    expect((await states())[0]).toBe('a checking monitor-enabled');
    expect((await talk(at(V))).member).toMatch(/^[abc]$/);
    expect(lines.filter((line) => line.includes('do not probe here'))).toHaveLength(1);
  });

  it('connections, bytes and packets are counted for all that carried them', async () => {
    const { service, at, members } = there();
    await service({}, { loadBalancingMode: 'least-connections-member' });
    const talks = [await talk(at(V)), await talk(at(V)), await talk(at(V))];
    for (const one of talks) await one.say('x'.repeat(1000));
    const virtual = await stats('virtual/v');
    expect(virtual('clientside.curConns')).toBe(3);
    expect(virtual('clientside.bitsIn')).toBe(3000 * 8);
    expect(virtual('clientside.bitsOut')).toBe(3006 * 8);
    expect(virtual('clientside.pktsIn')).toBeGreaterThan(2);
    const member = await stats(`pool/p/members/a:${members[0]?.port ?? 0}`);
    expect([member('serverside.curConns'), member('serverside.totConns')]).toEqual([1, 1]);
    expect(member('serverside.bitsOut')).toBe(8000);
    for (const one of talks) one.close();
    await vi.waitFor(async () => expect((await stats('pool/p'))('serverside.curConns')).toBe(0), within);
    const after = await stats('virtual/v');
    expect([
      after('clientside.curConns'),
      after('clientside.maxConns'),
      after('clientside.totConns'),
    ]).toEqual([0, 3, 3]);
    expect(after('clientside.bitsIn')).toBe(3000 * 8);
  });
});
