import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Device, startDevice } from '../harness/device.ts';
import { find } from '../harness/snapshot.ts';

let device: Device;
beforeAll(async () => {
  device = await startDevice();
});
afterAll(() => device.stop());
beforeEach(() => device.reset());

const VIRTUAL = 'ltm/virtual/~Common~web';

/** A service with HTTP that names these profiles. */
const spec = (...profiles: string[]) => ({
  version: 1,
  name: 'web',
  nodes: { n1: '10.0.0.1' },
  pools: { web: { members: { n1: 80 } } },
  virtualServers: {
    web: {
      destination: '203.0.113.10',
      port: 80,
      pool: 'web',
      websocket: 'native',
      profiles,
      idleTimeout: 3600,
    },
  },
});

async function attached(): Promise<string[]> {
  const items = JSON.stringify(await device.send('GET', `${VIRTUAL}/profiles`));
  return [...items.matchAll(/"fullPath":"([^"]+)"/g)].map(([, path = '']) => path);
}

async function apply(...profiles: string[]): Promise<void> {
  const outcome = await device.apply(spec(...profiles));
  expect(outcome.code, outcome.error).toBe(0);
}

describe('a profile of a type that the vocabulary lacks', () => {
  it.each(['request-log', 'websecurity', 'httprouter', 'webacceleration'])(
    '%s, attached by hand, stays and is shown as left alone',
    async (name) => {
      await apply();
      await device.send('POST', `${VIRTUAL}/profiles`, { name: `/Common/${name}` });
      const outcome = await device.diff(spec(), { flags: { exitCode: true } });
      expect(outcome.code, outcome.err).toBe(0);
      expect(outcome.out + outcome.err).toContain('bigip/left-attached');
      await apply('/Common/stream');
      expect(await attached()).toEqual(expect.arrayContaining([`/Common/${name}`, '/Common/stream']));
      await apply();
      expect(await attached()).toContain(`/Common/${name}`);
      expect(await attached()).not.toContain('/Common/stream');
    },
  );

  it.each(['request-log', 'websecurity', 'httprouter', 'webacceleration'])(
    '%s is attached where the spec names it, whatever its type',
    async (name) => {
      await apply(`/Common/${name}`);
      expect(await attached()).toContain(`/Common/${name}`);
      expect((await device.diff(spec(`/Common/${name}`), { flags: { exitCode: true } })).code).toBe(0);
    },
  );

  it('is looked for in few requests, and one that is nowhere is refused', async () => {
    const { code, error } = await device.diff(spec('/Common/no-such-profile'));
    expect(code).toBe(65);
    expect(error).toContain('/Common/no-such-profile');
    expect(await find(device, 'ltm/virtual', '/Common/web')).toBeUndefined();
    const asked = device.log.filter(({ url }) => /\/ltm\/profile\/?(\?|$)/.test(url));
    expect(asked).toHaveLength(1);
  });
});
