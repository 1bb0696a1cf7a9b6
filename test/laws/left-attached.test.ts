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

async function attach(name: string): Promise<void> {
  await device.send('POST', `${VIRTUAL}/profiles`, { name: `/Common/${name}` });
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
      await attach(name);
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

it('HTTP/2 on both sides: the router of HTTP messages is attached beside http2 and TLS', async () => {
  const { virtualServers, ...rest } = spec();
  const profiles = [
    { profile: '/Common/clientssl', context: 'clientside' },
    { profile: '/Common/serverssl', context: 'serverside' },
    '/Common/http2',
    '/Common/httprouter',
  ];
  const content = { ...rest, virtualServers: { web: { ...virtualServers.web, port: 443, profiles } } };
  const { code, error } = await device.apply(content);
  expect(code, error).toBe(0);
  expect(await attached()).toEqual(expect.arrayContaining(['/Common/http2', '/Common/httprouter']));
  expect((await device.diff(content, { flags: { exitCode: true } })).code).toBe(0);
});

describe('what a spec attached by name', () => {
  it('leaves with its line, so that the device ends as if it had never been named', async () => {
    await apply('/Common/request-log', '/Common/websecurity');
    await apply('/Common/websecurity');
    expect(await attached()).toContain('/Common/websecurity');
    expect(await attached()).not.toContain('/Common/request-log');
    await apply();
    expect(await attached()).not.toContain('/Common/websecurity');
  });

  it('stays where it was attached by hand before the spec named it', async () => {
    await apply();
    await attach('request-log');
    await apply('/Common/request-log', '/Common/stream');
    await apply();
    expect(await attached()).toContain('/Common/request-log');
  });

  it('is forgotten with its line, also where somebody took it off before', async () => {
    await apply('/Common/request-log');
    await device.send('DELETE', `${VIRTUAL}/profiles/~Common~request-log`);
    const outcome = await device.apply(spec());
    expect(outcome.out).toContain('/Common/request-log is no longer managed');
    await attach('request-log');
    await apply('/Common/stream');
    expect(await attached()).toContain('/Common/request-log');
  });
});

describe('what cannot be named at all', () => {
  const policy = {
    name: 'route-ws',
    partition: 'Common',
    strategy: '/Common/first-match',
    legacy: true,
    rules: [],
  };

  it('a policy attached by hand stays and is shown, in text and JSON', async () => {
    await apply();
    await device.send('POST', 'ltm/policy', policy);
    await device.send('POST', `${VIRTUAL}/policies`, { name: '/Common/route-ws' });
    await attach('request-log');
    for (const format of ['text', 'json'] as const) {
      const { code, out, err } = await device.diff(spec(), { flags: { format, exitCode: true } });
      expect(code, err).toBe(0);
      for (const path of ['/Common/route-ws', '/Common/request-log']) expect(out + err).toContain(path);
      expect(out + err).toMatch(/left alone/);
    }
    await apply('/Common/stream');
    const policies = JSON.stringify(await device.send('GET', `${VIRTUAL}/policies`));
    expect(policies).toContain('/Common/route-ws');
  });

  it('an adoption takes none of it away', async () => {
    await apply();
    await attach('request-log');
    await device.send('DELETE', 'ltm/data-group/internal/~Common~bigip-ws-inventory');
    const outcome = await device.apply(spec('/Common/stream'), { flags: { adopt: true } });
    expect(outcome.code, outcome.error).toBe(0);
    expect(await attached()).toContain('/Common/request-log');
  });
});

describe('where a named profile is', () => {
  it('is not asked once it is attached, whatever its type', async () => {
    await apply();
    await attach('request-log');
    device.log.length = 0;
    const { code, error } = await device.diff(spec('/Common/request-log'), { flags: { exitCode: true } });
    expect(code, error).toBe(0);
    const asked = device.log
      .map(({ url }) => url)
      .filter((url) => /ltm\/profile\/?[?]|request-log/.test(url));
    expect(asked).toEqual([]);
  });

  it('a monitor of a type that the vocabulary lacks is found too', async () => {
    await device.send('POST', 'ltm/monitor/mysql', { name: 'db', partition: 'Common' });
    const pools = { web: { members: { n1: 80 }, monitors: ['/Common/db'] } };
    const { code, error } = await device.apply({ ...spec(), pools });
    expect(code, error).toBe(0);
  });
});

describe('a virtual server on which everything changes', () => {
  it('is never replaced, so that what is attached to it is not lost', async () => {
    await apply();
    await attach('request-log');
    const { virtualServers, ...rest } = spec();
    const web = {
      ...virtualServers.web,
      destination: '203.0.113.99',
      port: 8080,
      source: '10.0.0.0/8',
      enabled: false,
    };
    const changed = { ...rest, virtualServers: { web: { ...web, translatePort: false, mirror: true } } };
    const outcome = await device.apply(changed);
    expect(outcome.code, outcome.error).toBe(0);
    expect(await attached()).toContain('/Common/request-log');
  });
});

describe('what the vocabulary can name and does not', () => {
  it('goes back to its default, shown in the plan: a client-ssl profile and an iRule attached by hand', async () => {
    await apply();
    await attach('clientssl');
    await device.send('POST', 'ltm/rule', {
      name: 'hand',
      partition: 'Common',
      apiAnonymous: 'when CLIENT_ACCEPTED { }',
    });
    await device.send('PATCH', VIRTUAL, { rules: ['/Common/hand'] });
    const { code, out } = await device.diff(spec(), { flags: { exitCode: true } });
    expect(code).toBe(2);
    expect(out).toContain('/Common/clientssl');
    expect(out).toContain('/Common/hand');
    await apply();
    expect(await attached()).not.toContain('/Common/clientssl');
  });
});

describe('TMOS 11.6.0, which does not print what type a profile is of', () => {
  let old: Device;
  beforeAll(async () => {
    old = await startDevice({ tmos: '11.6.0' });
  });
  afterAll(() => old.stop());

  it('a profile attached by hand stays there too; one that the vocabulary knows is taken off', async () => {
    expect((await old.apply(spec())).code).toBe(0);
    for (const name of ['request-log', 'clientssl'])
      await old.send('POST', `${VIRTUAL}/profiles`, { name: `/Common/${name}` });
    const outcome = await old.apply(spec('/Common/stream'), { flags: { allowDrops: true } });
    expect(outcome.code, outcome.error).toBe(0);
    const items = JSON.stringify(await old.send('GET', `${VIRTUAL}/profiles`));
    expect(items).toContain('/Common/request-log');
    expect(items).not.toContain('/Common/clientssl');
  });
});
