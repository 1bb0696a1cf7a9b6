import { expect, test } from 'vitest';
import { CliError, EXIT } from '../../../src/exit.ts';
import { countConnections } from '../../../src/targets/bigip/icontrol/connections.ts';
import { DeviceError, NoAnswerError } from '../../../src/targets/bigip/icontrol/errors.ts';
import { clientWith, stats, type Values } from './stats-client.ts';

function virtual(name: string, count: number | string): Values {
  return { tmName: name, 'clientside.curConns': count };
}

function member(node: string, port: number, count: number, addr = '10.0.0.1'): Values {
  return { poolName: '/Common/p', nodeName: node, port, addr, 'serverside.curConns': count };
}

const NEW = { version: '16.1.3' };
const named = (kind: string, path: string) => ({ kind, path });

test('objects of a kind are counted with one read', async () => {
  const { client, asked } = clientWith({
    'ltm/virtual': stats('ltm/virtual', virtual('/Common/a', 5), virtual('/Common/b', 0)),
    'ltm/pool/members': stats(
      'ltm/pool/members',
      member('/Common/n', 80, 3),
      member('/Common/2001:db8::1', 80, 4),
    ),
  });
  const counted = await countConnections(client, NEW, [
    named('ltm/virtual', '/Common/a'),
    named('ltm/virtual', '/Common/b'),
    named('ltm/pool/members', '/Common/p:/Common/n:80'),
    named('ltm/pool/members', '/Common/p:/Common/2001:db8::1.80'),
  ]);
  expect(asked).toEqual(['GET /mgmt/tm/ltm/virtual/stats', 'GET /mgmt/tm/ltm/pool/members/stats']);
  expect(Object.values(counted).map(({ count }) => count)).toEqual([5, 0, 3, 4]);
});

test('a kind without statistics concerns all that passes the device', async () => {
  const { client, asked } = clientWith({
    'ltm/virtual': stats('ltm/virtual', virtual('/Common/a', 5), virtual('/Common/b', 2)),
  });
  const all = { count: 7, where: 'on the device', ofDevice: true };
  const objects = [named('net/vlan', '/Common/v'), named('ltm/monitor/http', '/Common/m')];
  expect(await countConnections(client, NEW, objects)).toEqual({
    'net/vlan:/Common/v': all,
    'ltm/monitor/http:/Common/m': all,
  });
  expect(asked).toHaveLength(1);
});

test.each<[what: string, body: unknown]>([
  ['a refusal', new DeviceError('GET', { status: 404, body: {}, contentType: '' })],
  ['no answer', new NoAnswerError(EXIT.unreachable, 'gone')],
  ['nothing', ''],
  ['another object', { kind: 'tm:ltm:pool:poolstate', name: 'a' }],
  ['another kind', stats('ltm/pool', virtual('/Common/a', 0))],
  ['a row without a count', stats('ltm/virtual', { tmName: '/Common/a' })],
  ['a count that is none', stats('ltm/virtual', virtual('/Common/a', 'many'))],
  ['a negative count', stats('ltm/virtual', virtual('/Common/a', -1))],
  ['half a connection', stats('ltm/virtual', virtual('/Common/a', 0.5))],
  [
    'two rows for one',
    stats('ltm/virtual', virtual('/Common/a', 0), virtual('/Common/a', 1), virtual('', 'x')),
  ],
  ['no row', stats('ltm/virtual', virtual('/Common/b', 'x'))],
])('%s is no number', async (_what, body) => {
  const { client } = clientWith({ 'ltm/virtual': body });
  const objects = [named('ltm/virtual', '/Common/a'), named('net/vlan', '/Common/v')];
  expect(await countConnections(client, NEW, objects)).toEqual({});
});

test('below 12.0 nothing is asked', async () => {
  const { client, asked } = clientWith({});
  expect(await countConnections(client, { version: '11.6.4' }, [named('ltm/virtual', '/Common/a')])).toEqual(
    {},
  );
  expect(asked).toEqual([]);
});

test('a member with a host name has its connections on others: all of the device count', async () => {
  const { client } = clientWith({
    'ltm/pool/members': stats('ltm/pool/members', member('/Common/n', 80, 0, 'any6')),
    'ltm/virtual': stats('ltm/virtual', virtual('/Common/a', 5)),
  });
  const objects = [named('ltm/pool/members', '/Common/p:/Common/n:80')];
  expect(Object.values(await countConnections(client, NEW, objects))).toMatchObject([
    { count: 5, where: 'on the device' },
  ]);
});

test('an interruption is none of this', async () => {
  const { client } = clientWith({ 'ltm/virtual': new CliError(EXIT.interrupted, 'interrupted') });
  await expect(countConnections(client, NEW, [named('ltm/virtual', '/Common/a')])).rejects.toThrow(
    'interrupted',
  );
});
