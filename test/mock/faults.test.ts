import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/mock/mock.ts';
import { type Client, clientOf } from './client.ts';
import { TM } from './running.ts';

async function faulty(faults: readonly object[], work: (client: Client) => Promise<void>): Promise<void> {
  const mock = await createMock({ faults: { faults }, taskMs: 5 });
  try {
    await work(clientOf(mock));
  } finally {
    await mock.stop();
  }
}

const NODE = { name: 'n', address: '10.0.0.1' };

describe('faults', () => {
  it('are checked', async () => {
    await expect(createMock({ faults: { faults: [{ do: 'nonsense' }] } })).rejects.toThrow(
      'faults are not valid',
    );
    await expect(createMock({ faults: { faults: [{ match: { nht: 1 }, do: 'busy' }] } })).rejects.toThrow(
      'faults are not valid',
    );
  });

  it('hit the n-th request that matches', () =>
    faulty(
      [{ match: { method: 'GET', path: '/mgmt/tm/ltm/*', nth: 2, times: 2 }, do: 'mcpd-lost' }],
      async (client) => {
        const codes: number[] = [];
        for (let count = 0; count < 5; count++) {
          await client.get(`${TM}/net/vlan`);
          codes.push((await client.call('GET', `${TM}/ltm/pool`)).status);
        }
        expect(codes).toEqual([200, 500, 500, 200, 200]);
      },
    ));

  it('cut the connection before or after the effect', () =>
    faulty(
      [
        { match: { phase: 'write', nth: 1 }, do: 'reset-before' },
        { match: { phase: 'write', nth: 2 }, do: 'reset-after' },
      ],
      async (client) => {
        await expect(client.post(`${TM}/ltm/node`, NODE)).rejects.toThrow();
        expect((await client.call('GET', `${TM}/ltm/node/n`)).status).toBe(404);
        await expect(client.post(`${TM}/ltm/node`, NODE)).rejects.toThrow();
        expect((await client.call('GET', `${TM}/ltm/node/n`)).status).toBe(200);
      },
    ));

  it('truncate, delay, and answer with HTML', () =>
    faulty(
      [
        { match: { path: '/mgmt/tm/ltm/pool' }, do: 'truncate' },
        { match: { path: '/mgmt/tm/ltm/node' }, do: 'html-503' },
        { match: { path: '/mgmt/tm/net/vlan' }, do: { delayMs: 60 } },
      ],
      async (client) => {
        await expect(client.get(`${TM}/ltm/pool`)).rejects.toThrow();
        const page = await client.call('GET', `${TM}/ltm/node`);
        expect([page.status, page.headers['content-type']]).toEqual([503, expect.stringContaining('html')]);
        const start = performance.now();
        await client.get(`${TM}/net/vlan`);
        expect(performance.now() - start).toBeGreaterThan(50);
      },
    ));

  it.each(['empty', 'html', 'wrong-type', 'other-object'])(
    'answer %s, before or after the effect',
    (answer) =>
      faulty(
        [
          { match: { phase: 'write', nth: 1 }, do: { answer, when: 'before' } },
          { match: { phase: 'write', nth: 2 }, do: { answer, when: 'after' } },
        ],
        async (client) => {
          for (const after of [404, 200]) {
            const reply = await client.call('POST', `${TM}/ltm/node`, NODE);
            expect(reply.status).toBe(200);
            expect(reply.text).not.toContain('/Common/n"');
            expect((await client.call('GET', `${TM}/ltm/node/n`)).status).toBe(after);
          }
        },
      ),
  );

  it('refuse what was carried out, redirect, and are played and ended while it runs', async () => {
    const mock = await createMock();
    const client = clientOf(mock);
    mock.fail({
      faults: [
        { match: { phase: 'write', nth: 1 }, do: { status: 500, message: 'oh', when: 'after' } },
        { match: { method: 'GET', nth: 2 }, do: { redirect: 'https://192.0.2.7/' } },
      ],
    });
    expect((await client.call('POST', `${TM}/ltm/node`, NODE)).status).toBe(500);
    expect((await client.call('GET', `${TM}/ltm/node/n`)).status).toBe(200);
    const moved = await client.call('GET', `${TM}/ltm/node/n`);
    expect([moved.status, moved.headers.location]).toEqual([302, 'https://192.0.2.7/']);
    mock.fail();
    expect((await client.call('GET', `${TM}/ltm/node/n`)).status).toBe(200);
    await mock.stop();
  });

  it('can be put back: the mock tells its state and goes back to an earlier one', async () => {
    const mock = await createMock();
    const client = clientOf(mock);
    const before = mock.moment();
    const goBack = mock.keep();
    await client.post(`${TM}/ltm/node`, NODE);
    await client.post(`${TM}/transaction`, {});
    expect(mock.moment().running).toHaveProperty(['ltm/node:/Common/n']);
    expect(mock.moment()).toMatchObject({ saved: before.saved, openTransactions: [0] });
    goBack();
    expect(mock.moment()).toEqual(before);
    await mock.stop();
  });

  it('fail a commit with a given text, and nothing is kept', () =>
    faulty(
      [{ match: { phase: 'commit' }, do: { commitFails: '01070734:3: Configuration error: told to' } }],
      async (client) => {
        const reply = await client.transaction([['POST', `${TM}/ltm/node`, NODE]]);
        expect(reply.json().message).toBe('transaction failed:01070734:3: Configuration error: told to');
        expect((await client.call('GET', `${TM}/ltm/node/n`)).status).toBe(404);
      },
    ));

  it('lose a transaction and a task, make the unit a standby, or read-only', () =>
    faulty(
      [
        { match: { phase: 'commit', nth: 1 }, do: 'transaction-vanished' },
        { match: { method: 'GET', path: '/mgmt/tm/task/*', nth: 1 }, do: 'task-lost' },
        { match: { path: '/mgmt/shared/echo' }, do: 'standby' },
        { match: { path: '/mgmt/shared/echo-query' }, do: 'read-only' },
      ],
      async (client) => {
        expect((await client.transaction([['POST', `${TM}/ltm/node`, NODE]])).status).toBe(404);
        const { _taskId } = await client.post(`${TM}/task/sys/ucs`, { command: 'save', name: 'a.ucs' });
        expect((await client.call('GET', `${TM}/task/sys/ucs/${String(_taskId)}`)).status).toBe(404);
        await client.get('/mgmt/shared/echo');
        expect(JSON.stringify(await client.get(`${TM}/cm/device`))).toContain('"failoverState":"standby"');
        expect(JSON.stringify(await client.get(`${TM}/cm/failover-status`))).toContain('STANDBY');
        await client.get('/mgmt/shared/echo-query');
        expect((await client.call('POST', `${TM}/ltm/node`, NODE)).status).toBe(400);
      },
    ));

  it('restart: first HTML, then not registered, then ready without what was not saved', () =>
    faulty(
      [{ match: { path: '/mgmt/tm/sys/version', nth: 1 }, do: { restart: { downMs: 200 } } }],
      async (client) => {
        await client.post(`${TM}/ltm/node`, NODE);
        const seen = new Set<string>();
        const until = Date.now() + 5000;
        for (;;) {
          const reply = await client.call('GET', `${TM}/sys/version`);
          seen.add(reply.status === 200 ? 'ready' : reply.text.startsWith('<') ? 'html' : 'not registered');
          if (reply.status === 200 || Date.now() > until) break;
        }
        expect([...seen]).toEqual(['html', 'not registered', 'ready']);
        expect((await client.call('GET', `${TM}/ltm/node/n`)).status).toBe(404);
      },
    ));
});
