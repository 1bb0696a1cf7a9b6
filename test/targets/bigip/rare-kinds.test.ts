import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Device, startDevice } from '../../harness/device.ts';

let device: Device;
// It has no WebSocket profiles: whoever asks for them is answered as by a device that is starting.
beforeAll(async () => {
  device = await startDevice({ tmos: '11.6.5' });
});
afterAll(() => device.stop());

/** Another administrator's TLS profile and monitor are found by name, without a look at what is seldom meant. */
test('a reference reads no collection of a rare kind', async () => {
  await device.send('POST', 'ltm/profile/client-ssl', { name: 'mine', partition: 'Common' });
  await device.send('POST', 'ltm/monitor/http', { name: 'theirs', partition: 'Common' });
  device.log.length = 0;
  const found = await device.diff({
    version: 1,
    name: 'refers',
    nodes: { a: '10.0.0.1' },
    pools: { app: { monitors: ['/Common/theirs'], members: { a: 80 } } },
    virtualServers: {
      web: { destination: '203.0.113.10', port: 443, pool: 'app', profiles: ['/Common/mine'] },
    },
  });
  expect(found.code, found.error).toBe(0);
  const read = device.log.map(({ url }) => url).filter((url) => /\/ltm\/(profile|monitor)\//.test(url));
  expect(read.length).toBeGreaterThan(0);
  expect(read.filter((url) => /websocket|fastl4|\/icmp|half-open/.test(url))).toEqual([]);
});

test('nor does the deletion of a partition', async () => {
  const spec = { version: 1, name: 'tenant', partition: 'Tenant', nodes: { a: '10.0.0.1' } };
  const made = await device.apply(spec, { flags: { archive: false } });
  expect(made.code, made.error).toBe(0);
  device.log.length = 0;
  const gone = await device.destroy(spec, { flags: { archive: false } });
  expect(gone.code, gone.error).toBe(0);
  expect(
    device.log.map(({ url }) => url).filter((url) => /websocket|fastl4|\/icmp|half-open/.test(url)),
  ).toEqual([]);
});
