import { expect, test } from 'vitest';
import { type ConfigObject, objectKey } from '../../../src/model/object.ts';
import { readStates } from '../../../src/targets/bigip/states.ts';
import { clientWith, stats, type Values } from './stats-client.ts';

const desired = new Map(
  [
    object('ltm/node', '/Common/n1', { address: '10.0.0.1' }),
    object('ltm/node', '/Common/n2', { address: '10.0.0.2' }),
    object('ltm/pool', '/Common/p'),
    object('ltm/pool/members', '/Common/p:/Common/n1:80'),
    object('ltm/pool/members', '/Common/p:/Common/n2:80'),
    object('ltm/pool', '/Common/gone'),
    object('ltm/pool/members', '/Common/gone:/Common/n1:80'),
    object('ltm/virtual', '/Common/v'),
  ].map((one) => [objectKey(one), one]),
);

function object(kind: string, path: string, fields = {}): ConfigObject {
  return { kind, path, fields, at: [path] };
}

function row(side: string, [current, most, total]: readonly number[], values: Values): Values {
  const [curConns, maxConns, totConns] = [current ?? 0, most ?? 0, total ?? 0];
  return {
    [`${side}.curConns`]: curConns,
    [`${side}.maxConns`]: maxConns,
    [`${side}.totConns`]: totConns,
    'status.availabilityState': 'available',
    'status.enabledState': 'enabled',
    'status.statusReason': 'fine',
    ...values,
  };
}

function member(node: string, addr: string, counts: readonly number[], values: Values = {}): Values {
  return row('serverside', counts, { poolName: '/Common/p', nodeName: node, port: 80, addr, ...values });
}

const MEMBERS = [
  member('/Common/n1', '10.0.0.1', [3, 5, 9], {
    'status.enabledState': 'disabled-by-parent',
    'status.statusReason': 'why',
  }),
  member('/Common/old-name', '10.0.0.2', [1, 2, 3]),
  member('/Common/foreign', '10.0.0.3', [7, 7, 7], { 'status.availabilityState': 'offline' }),
  member('/Common/n1', '10.0.0.1', [8, 8, 8], { poolName: '/Common/other' }),
];
const VIRTUALS = stats('ltm/virtual', row('clientside', [4, 6, 10], { tmName: '/Common/v' }));
const POOLS = stats('ltm/pool', row('serverside', [4, 6, 10], { tmName: '/Common/p' }));

test('everything of a spec is told with three reads, what is not there and what others added too', async () => {
  const { client, asked } = clientWith({
    'ltm/virtual': VIRTUALS,
    'ltm/pool': POOLS,
    'ltm/pool/members': stats('ltm/pool/members', ...MEMBERS),
  });
  const { virtualServers, pools } = await readStates(client, { version: '16.1.3' }, desired);
  expect(asked).toHaveLength(3);
  const fine = { availability: 'available', enabled: true, reason: 'fine' };
  expect(virtualServers).toEqual([
    {
      name: '/Common/v',
      at: ['/Common/v'],
      state: { ...fine, connections: { current: 4, most: 6, total: 10 } },
    },
  ]);
  expect(pools[0]?.members).toMatchObject([
    {
      name: '/Common/n1:80',
      state: { enabled: false, reason: 'why', connections: { current: 3, most: 5, total: 9 } },
    },
    // The device has the node under another name.
    { name: '/Common/n2:80', state: { ...fine, connections: { total: 3 } } },
    { name: '/Common/foreign:80', state: { availability: 'offline' } },
  ]);
  expect(pools[0]?.members[2]).not.toHaveProperty('at');
  expect(pools[1]).toEqual({
    name: '/Common/gone',
    at: ['/Common/gone'],
    members: [{ name: '/Common/n1:80', at: ['/Common/gone:/Common/n1:80'] }],
  });
});

test('below 12.0 the members of each pool that is there are read by themselves', async () => {
  const { client, asked } = clientWith({
    'ltm/virtual': VIRTUALS,
    'ltm/pool': POOLS,
    'ltm/pool/~Common~p/members': stats('ltm/pool/members', ...MEMBERS),
  });
  const { pools } = await readStates(client, { version: '11.6.4' }, desired);
  expect(asked.at(-1)).toBe('GET /mgmt/tm/ltm/pool/~Common~p/members/stats');
  expect(pools.map(({ members }) => members.length)).toEqual([3, 1]);
});

test.each<[what: string, body: unknown]>([
  ['nothing', ''],
  ['another kind', VIRTUALS],
])('an answer with %s says of nothing that it is absent', async (_what, body) => {
  const { client } = clientWith({ 'ltm/virtual': VIRTUALS, 'ltm/pool': body });
  await expect(readStates(client, { version: '16.1.3' }, desired)).rejects.toThrow(
    'GET /mgmt/tm/ltm/pool/stats: the device answered without the statistics of ltm/pool',
  );
});

test('a number that is none makes no count', async () => {
  const odd = { tmName: '/Common/v', 'clientside.curConns': -1 };
  const { client } = clientWith({
    'ltm/virtual': stats('ltm/virtual', row('clientside', [0, 1, 2], odd)),
    'ltm/pool': POOLS,
    'ltm/pool/members': stats('ltm/pool/members'),
  });
  const { virtualServers } = await readStates(client, { version: '16.1.3' }, desired);
  expect(virtualServers[0]?.state).toEqual({ availability: 'available', enabled: true, reason: 'fine' });
});
