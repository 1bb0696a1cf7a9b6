import { describe, expect, it } from 'vitest';
import { running, TM } from './running.ts';

describe('transactions', () => {
  let clock = Date.now();
  const { client } = running({ now: () => clock });
  const queueHeader = (id: unknown) => ({ 'X-F5-REST-Coordination-Id': String(id) });
  const start = async () => (await client().post(`${TM}/transaction`, {})).transId;
  const commit = (id: unknown, body: object = {}) =>
    client().call('PATCH', `${TM}/transaction/${String(id)}`, { state: 'VALIDATING', ...body });

  it('queue, tell, and do all', async () => {
    const id = await start();
    expect(String(id)).toMatch(/^\d{16}$/);
    const queued = await client().call(
      'POST',
      `${TM}/ltm/pool`,
      { name: 'p', slowRampTime: '20' },
      queueHeader(id),
    );
    expect(Object.keys(queued.json())).toEqual([
      'method',
      'uri',
      'body',
      'evalOrder',
      'commandId',
      'kind',
      'selfLink',
    ]);
    expect(queued.json()).toMatchObject({
      uri: 'https://localhost/mgmt/tm/ltm/pool',
      body: { slowRampTime: '20' },
      evalOrder: 1,
    });
    expect((await client().call('GET', `${TM}/ltm/pool/p`)).status).toBe(404);
    const done = await commit(id);
    expect(done.json()).toMatchObject({ transId: id, state: 'COMPLETED', failureReason: '' });
    expect(await client().get(`${TM}/ltm/pool/p`)).toHaveProperty('slowRampTime', 20);
    expect(await client().get(`${TM}/transaction/${String(id)}`)).toHaveProperty('state', 'COMPLETED');
  });

  it('do nothing when one command fails, and answer with its text', async () => {
    const before = await client().call('GET', `${TM}/ltm/node`);
    const reply = await client().transaction([
      ['POST', `${TM}/ltm/node`, { name: 'n1', address: '10.0.0.1' }],
      ['POST', `${TM}/ltm/virtual`, { name: 'v', destination: '10.0.0.9:80' }],
      ['POST', `${TM}/ltm/pool`, { name: 'p' }],
    ]);
    expect(reply.status).toBe(400);
    expect(reply.json()).toEqual({
      code: 400,
      message:
        'transaction failed:01020066:3: The requested Pool (/Common/p) already exists in partition Common.',
      errorStack: [],
      apiError: 2,
    });
    expect((await client().call('GET', `${TM}/ltm/node`)).text).toBe(before.text);
    expect((await client().get(`${TM}/ltm/virtual-address`)).items).toBeUndefined();
  });

  it('check what must fit only at the end', async () => {
    const reply = await client().transaction([
      ['POST', `${TM}/ltm/virtual`, { name: 'old', destination: '10.8.0.1:80' }],
      ['POST', `${TM}/ltm/virtual`, { name: 'new', destination: '10.8.0.1:80' }],
      ['DELETE', `${TM}/ltm/virtual/old`],
    ]);
    expect(reply.status).toBe(200);
  });

  it('refuse to be empty, reads, and what is no configuration', async () => {
    const id = await start();
    const empty = await commit(id);
    expect(empty.json()).toEqual({
      code: 404,
      message: 'there is no command to commit in the transaction.',
      errorStack: [],
      apiError: 1,
    });
    for (const [method, path] of [
      ['GET', `/transaction/${String(id)}/commands`],
      ['POST', '/sys/config'],
      ['POST', '/task/sys/ucs'],
      ['PATCH', `/transaction/${String(id)}`],
    ] as const) {
      const reply = await client().call(
        method,
        `${TM}${path}`,
        method === 'GET' ? undefined : { command: 'save' },
        queueHeader(id),
      );
      expect([reply.status, reply.text]).toEqual([
        400,
        expect.stringContaining('is not allowed to be added to transaction'),
      ]);
    }
    expect((await client().call('POST', `${TM}/ltm/nonsense`, {}, queueHeader(id))).status).toBe(404);
  });

  it('can be put in another order', async () => {
    const id = await start();
    await client().call(
      'POST',
      `${TM}/ltm/virtual`,
      { name: 'ordered', destination: '10.8.0.2:80', pool: 'made' },
      queueHeader(id),
    );
    await client().call('POST', `${TM}/ltm/pool`, { name: 'made' }, queueHeader(id));
    expect(
      await client().patch(`${TM}/transaction/${String(id)}/commands/2`, { evalOrder: 1 }),
    ).toMatchObject({ commandId: 2, evalOrder: 1 });
    const { items } = await client().get(`${TM}/transaction/${String(id)}/commands`);
    expect((items as { commandId: number }[]).map(({ commandId }) => commandId)).toEqual([2, 1]);
    expect((await commit(id)).status).toBe(200);
  });

  it('only validate when asked to', async () => {
    const id = await start();
    await client().call('POST', `${TM}/ltm/pool`, { name: 'never' }, queueHeader(id));
    expect((await commit(id, { validateOnly: true })).json()).toMatchObject({
      state: 'COMPLETED',
      validateOnly: true,
    });
    expect((await client().call('GET', `${TM}/ltm/pool/never`)).status).toBe(404);
    // What was tried can be committed, once.
    expect((await commit(id)).json()).toMatchObject({ state: 'COMPLETED', validateOnly: false });
    expect((await client().call('GET', `${TM}/ltm/pool/never`)).status).toBe(200);
    expect((await commit(id)).status).toBe(400);
  });

  it('vanish when nobody touches them', async () => {
    const id = await start();
    clock += 119_000;
    await client().call('POST', `${TM}/ltm/pool`, { name: 'late' }, queueHeader(id));
    clock += 119_000;
    expect((await client().call('GET', `${TM}/transaction/${String(id)}`)).status).toBe(200);
    clock += 2_000;
    expect((await commit(id)).status).toBe(404);
  });

  it('hold a monitor and a snatpool that they themselves took out of use', async () => {
    await client().post(`${TM}/ltm/monitor/tcp`, { name: 'mon' });
    await client().post(`${TM}/ltm/pool`, { name: 'watched', monitor: 'mon' });
    const monitor = await client().transaction([
      ['PATCH', `${TM}/ltm/pool/watched`, { monitor: 'none' }],
      ['DELETE', `${TM}/ltm/monitor/tcp/mon`],
    ]);
    expect(monitor.json().message).toBe('transaction failed:01070083:3: Monitor /Common/mon is in use.');
    await client().post(`${TM}/ltm/snatpool`, { name: 's', members: ['10.1.1.1'] });
    await client().post(`${TM}/ltm/virtual`, {
      name: 'snatted',
      destination: '10.8.0.3:80',
      sourceAddressTranslation: { type: 'snat', pool: 's' },
    });
    const detach = (pool: object) =>
      client().transaction([
        ['PATCH', `${TM}/ltm/virtual/snatted`, { sourceAddressTranslation: { type: 'automap', ...pool } }],
        ['DELETE', `${TM}/ltm/snatpool/s`],
      ]);
    expect((await detach({})).json().message).toBe(
      'transaction failed:01070320:3: Snatpool /Common/s is still referenced by a virtual server.',
    );
    expect((await detach({ pool: 'none' })).status).toBe(200);
  });

  it('do not see a folder they make themselves', async () => {
    const reply = await client().transaction([
      ['POST', `${TM}/auth/partition`, { name: 'T' }],
      ['POST', `${TM}/ltm/pool`, { name: 'p', partition: 'T' }],
    ]);
    expect(reply.json().message).toBe('transaction failed:The requested folder (/T) was not found.');
    expect((await client().call('GET', `${TM}/auth/partition/T`)).status).toBe(404);
  });

  it('delete and make again loses the settings of an address', async () => {
    await client().post(`${TM}/ltm/virtual`, { name: 'again', destination: '10.8.0.4:80' });
    await client().patch(`${TM}/ltm/virtual-address/~Common~10.8.0.4`, { icmpEcho: 'disabled' });
    await client().transaction([
      ['DELETE', `${TM}/ltm/virtual/again`],
      ['POST', `${TM}/ltm/virtual`, { name: 'again', destination: '10.8.0.4:80' }],
    ]);
    expect(await client().get(`${TM}/ltm/virtual-address/~Common~10.8.0.4`)).toHaveProperty(
      'icmpEcho',
      'enabled',
    );
  });
});
