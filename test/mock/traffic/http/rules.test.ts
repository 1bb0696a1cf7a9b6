import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyView } from '../../../../src/mock/traffic/view.ts';
import { client, echo, type Rules, type Setting, stage, type Stage, TWO } from './fake-host.ts';

const stages: Stage[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.close()));
});

async function on(setting: Setting, member = echo()): Promise<Stage> {
  const made = await stage(member, setting);
  stages.push(made);
  return made;
}

const get = (path = '/', headers = '') => `GET ${path} HTTP/1.1\r\nHost: a.example\r\n${headers}\r\n`;

describe('rules', () => {
  it('are fired in the order of a device', async () => {
    const events = ['HTTP_REQUEST', 'LB_SELECTED', 'SERVER_CONNECTED', 'HTTP_RESPONSE'];
    const rules: Rules = Object.fromEntries([...events].reverse().map((event) => [event, () => []]));
    const { port, events: seen } = await on({ rules });
    const { send, until } = client(port);
    send(get());
    await until(/GET \/ /);
    expect(seen).toEqual(events);
  });

  it('name pool, member and SNAT; another pool later on the connection is chosen anew', async () => {
    const rules: Rules = {
      HTTP_REQUEST: ({ http }) =>
        http?.uri === '/2'
          ? [
              { do: 'pool', pool: '/Common/other', member: TWO },
              { do: 'snat', to: 'none' },
            ]
          : [],
    };
    const { port, choices, snats } = await on({ rules });
    const { send, until } = client(port);
    send(get('/1'));
    await until(/one:8001\|GET \/1 /);
    send(get('/2'));
    await until(/two:8002\|GET \/2 /);
    send(get('/3'));
    await until(/two:8002\|GET \/3 /);
    expect(choices.map(({ pool }) => pool)).toEqual(['/Common/pool', '/Common/other']);
    expect(snats).toEqual([undefined, 'none']);
  });

  it('change headers and line of the request, and headers of the answer', async () => {
    const rules: Rules = {
      HTTP_REQUEST: ({ http }) => [
        { do: 'headers', headers: [...(http?.headers ?? []), ['X-Rule', '1\r\nX-Split: 2']] },
        { do: 'request-line', method: 'GET', uri: '/new' },
      ],
      HTTP_RESPONSE: ({ http }) => [
        { do: 'headers', headers: [...(http?.headers ?? []), ['X-Status', String(http?.status)]] },
      ],
    };
    const { port } = await on({ rules });
    const { send, until } = client(port);
    send(get());
    const heard = await until(/GET \/new HTTP\/1.1\r\nHost: a.example\r\nX-Rule: 1 X-Split: 2\r\n\r\n$/);
    expect(heard).toContain('X-Status: 200\r\n');
  });

  it('answer themselves, without a member, and nothing is added but the length', async () => {
    const rules: Rules = {
      HTTP_REQUEST: () => [
        {
          do: 'respond',
          status: 403,
          headers: [
            ['X-A', 'b'],
            ['Connection', 'close'],
          ],
          body: 'no',
        },
      ],
    };
    const { port, choices } = await on({ rules });
    const { send, until, ended } = client(port);
    send(get());
    expect(await until(/no$/)).toBe(
      'HTTP/1.0 403 Forbidden\r\nX-A: b\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno',
    );
    expect([await ended(), choices.length]).toEqual(['end', 0]);
  });

  it('collect a body and change it, and the length follows', async () => {
    const rules: Rules = {
      HTTP_REQUEST: () => [{ do: 'collect', side: 'client', bytes: 5 }],
      HTTP_REQUEST_DATA: ({ payload = '' }) => [{ do: 'payload', payload: payload.toUpperCase() + '!' }],
    };
    const { port } = await on({ rules });
    const { send, until } = client(port);
    send('POST / HTTP/1.1\r\nContent-Length: 8\r\n\r\nhello');
    send('abc');
    await until(/content-length: 9\r\n\r\nHELLO!abc$/i);
  });

  const ends: readonly (readonly [string, Rules, readonly string[]])[] = [
    ['reject', { HTTP_REQUEST: () => [{ do: 'reject' }] }, ['iRule reject']],
    ['close', { HTTP_REQUEST: () => [{ do: 'close' }] }, []],
    ['failure', { HTTP_REQUEST: () => ({ effects: [], log: ['a'], failed: 'TCL error: x' }) }, ['TCL error']],
    ['reject of the answer', { HTTP_RESPONSE: () => [{ do: 'reject' }] }, ['iRule reject']],
  ];
  it.each(ends)('end a connection by %s', async (_name, rules, resets) => {
    const made = await on({ rules });
    const { send, ended } = client(made.port);
    send(get());
    await ended();
    expect(made.resets).toEqual(resets);
    if (resets[0] === 'TCL error') expect(made.log).toEqual(['a', 'TCL error: x']);
  });

  it('choose another where none is there', async () => {
    const rules: Rules = { LB_FAILED: () => [{ do: 'pool', pool: '/Common/spare' }, { do: 'reselect' }] };
    const { port } = await on({
      rules,
      host: {
        choose: ({ pool }) =>
          pool === '/Common/spare' ? { member: TWO } : { cause: 'No pool member available' },
      },
    });
    const { send, until } = client(port);
    send(get());
    await until(/two:8002\|GET/);
  });
});

describe('persistence on a connection', () => {
  const cookie = { path: '/Common/cookie', type: 'cookie', props: { method: 'insert', cookieName: 'c' } };

  it('sends a cookie with the first answer only, and goes by it on the next connection', async () => {
    const { port, choices } = await on({ virtual: { persistence: cookie } });
    const first = client(port);
    first.send(get('/1'));
    const heard = await first.until(/GET \/1 /);
    const [, value = ''] = /Set-Cookie: (c=[^;]+); path=\//.exec(heard) ?? [];
    first.send(get('/2'));
    expect((await first.until(/GET \/2 /)).match(/Set-Cookie/g)).toHaveLength(1);
    const second = client(port);
    second.send(get('/3', `Cookie: ${value}\r\n`));
    expect(await second.until(/one:8001\|GET \/3 /)).not.toContain('Set-Cookie');
    expect(choices.at(-1)?.persisted).toEqual({ address: '10.0.0.1', port: 8001 });
  });

  it('falls back to the second way', async () => {
    const fallbackPersistence = {
      path: '/Common/source_addr',
      type: 'source-addr',
      props: { timeout: '180' },
    };
    const { port } = await on({ virtual: { persistence: cookie, fallbackPersistence } });
    for (const path of ['/1', '/2', '/3']) {
      const { send, until } = client(port);
      send(get(path));
      await until(new RegExp(`one:8001\\|GET ${path} `));
    }
  });

  it('persist none turns it off', async () => {
    const { port } = await on({
      virtual: { persistence: cookie },
      rules: { HTTP_REQUEST: () => [{ do: 'persist', method: 'none' }] },
    });
    const { send, until } = client(port);
    send(get());
    expect(await until(/GET \/ /)).not.toContain('Set-Cookie');
  });
});

it('policies act before rules', async () => {
  const policy: PolicyView = {
    path: '/Common/p',
    strategy: 'first-match',
    rules: [
      {
        name: 'r',
        ordinal: 1,
        conditions: [{ httpUri: true, path: true, startsWith: true, values: ['/app'] }],
        actions: [
          { forward: true, select: true, pool: '/Common/app' },
          { httpHeader: true, insert: true, tmName: 'X-P', value: '1' },
        ],
      },
    ],
  };
  const seen: string[] = [];
  const rules: Rules = {
    HTTP_REQUEST: ({ http }) => {
      seen.push(...(http?.headers ?? []).map(([name]) => name));
      return [];
    },
  };
  const { port, choices } = await on({ rules, virtual: { policies: [policy] } });
  const { send, until } = client(port);
  send(get('/app/x'));
  await until(/X-P: 1\r\n\r\n$/);
  expect([seen, choices[0]?.pool]).toEqual([['Host', 'X-P'], '/Common/app']);
});
