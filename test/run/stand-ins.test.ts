import { expect, it } from 'vitest';
import { onStandIns } from '../../src/run/verify/stand-ins.ts';
import type { Subject } from '../../src/run/verify/subjects.ts';

function subject(address: string, hasOwnCertificate = false): Subject {
  const request = { path: '/', host: address, origin: undefined, subprotocols: [], headers: {} };
  const tls = { serverName: address, ca: undefined, isJudged: true };
  return {
    tried: { virtualServer: 'web', url: `wss://${address}/`, source: { file: 'x', line: 1, column: 1 } },
    endpoint: { address, port: 443, tls, request },
    obstacle: undefined,
    expected: { status: 101, subprotocol: undefined },
    echo: false,
    sticky: undefined,
    takesAnyPort: false,
    hasOwnCertificate,
    notes: [],
  };
}

it('tries what stands in, under the names of the spec; nothing else is connected to', () => {
  const members = ['192.0.2.2', '192.0.2.3'].map((address) => subject(address));
  const groups = [{ name: 'web', service: subject('192.0.2.1'), members }];
  const [group] = onStandIns(groups, ({ address }) => {
    if (address === '192.0.2.1') return { address: '127.0.0.1', port: 8443, on: 'the mock' };
    return address === '192.0.2.2' ? { on: 'the mock', why: 'is disabled' } : undefined;
  });
  expect(group?.service.tried.url).toBe('wss://192.0.2.1/');
  expect(group?.service.endpoint).toMatchObject({
    address: '192.0.2.1',
    standIn: { address: '127.0.0.1', port: 8443 },
  });
  expect(
    group?.members.map(({ endpoint, obstacle }) => [endpoint, obstacle?.verdict, obstacle?.rule]),
  ).toEqual([
    [undefined, 'not-tested', 'address/not-carried'],
    [undefined, 'failed', 'address/not-applied'],
  ]);
});

it.each([true, false])('judges a certificate only where the spec has it (%s)', (isOwn) => {
  const groups = [{ name: 'web', service: subject('192.0.2.1', isOwn), members: [] }];
  const [group] = onStandIns(groups, () => ({ address: '127.0.0.1', port: 1, on: 'the mock' }));
  expect(group?.service.endpoint?.tls?.isJudged).toBe(isOwn);
});
