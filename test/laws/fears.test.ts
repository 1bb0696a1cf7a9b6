import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Device, startDevice } from '../harness/device.ts';
import { find, snapshot } from '../harness/snapshot.ts';

// What users of other tools report, and no other law has (docs/safety.md lists all of it).

let device: Device;
beforeAll(async () => {
  device = await startDevice();
});
afterAll(() => device.stop());
beforeEach(() => device.reset());

const rules = {
  tag: { text: 'when HTTP_REQUEST { HTTP::header insert X-Tag 1 }' },
  log: { text: 'when HTTP_REQUEST { log local0. seen }' },
};

function service(more: object = {}): Readonly<Record<string, unknown>> {
  return {
    version: 1,
    name: 'web',
    rules,
    nodes: { n1: '10.0.0.1' },
    pools: { web: { members: { n1: 80 } } },
    virtualServers: {
      web: { destination: '203.0.113.10', port: 80, pool: 'web', websocket: 'native', ...more },
    },
  };
}

async function apply(spec: Readonly<Record<string, unknown>>): Promise<void> {
  const outcome = await device.apply(spec);
  expect(outcome.code, outcome.error).toBe(0);
}

async function differs(spec: Readonly<Record<string, unknown>>): Promise<boolean> {
  const outcome = await device.diff(spec, { flags: { exitCode: true } });
  expect([0, 2], outcome.error).toContain(outcome.code);
  return outcome.code === 2;
}

describe('an empty list', () => {
  it('is the same as none', async () => {
    await apply(service());
    expect(await differs(service({ rules: [] }))).toBe(false);
  });

  it('takes away the last one, and so does a key that is removed', async () => {
    for (const without of [{ rules: [] }, {}]) {
      await apply(service({ rules: ['tag', 'log'] }));
      await apply(service({ rules: ['log'] }));
      await apply(service(without));
      expect(await find(device, 'ltm/virtual', '/Common/web')).not.toHaveProperty('rules');
    }
  });
});

it('the text of an iRule is the same with other line ends and blanks around it; a comment counts', async () => {
  const text = (tag: string): Readonly<Record<string, unknown>> => ({
    ...service(),
    rules: { tag: { text: tag } },
  });
  await apply(text('# why\nwhen HTTP_REQUEST {\n  log local0. seen\n}\n'));
  expect(await differs(text('# why\r\nwhen HTTP_REQUEST {\r\n  log local0. seen\r\n}\r\n\r\n'))).toBe(false);
  expect(await differs(text('# why not\nwhen HTTP_REQUEST {\n  log local0. seen\n}\n'))).toBe(true);
  expect(await differs(text('when HTTP_REQUEST {\n  log local0. seen\n}\n'))).toBe(true);
});

it('a diff and a dry run send reads only', async () => {
  const before = await snapshot(device);
  for (const run of [
    () => device.diff(service()),
    () => device.apply(service(), { flags: { dryRun: true } }),
  ]) {
    device.log.length = 0;
    const outcome = await run();
    expect(outcome.code, outcome.error).toBe(0);
    expect(outcome.out).toContain('+ ltm/virtual /Common/web');
    const writes = device.log.filter(({ method, url }) => method !== 'GET' && !url.includes('/shared/auth'));
    expect(writes).toEqual([]);
  }
  expect(await snapshot(device)).toEqual(before);
});

it('a gate tells deletions from additions', async () => {
  const more = { ...service(), monitors: { alive: { type: 'tcp' } } };
  await apply(service());
  expect(await device.diff(more, { flags: { failOn: 'delete' } })).toMatchObject({ code: 0 });
  expect(await device.diff(more, { flags: { failOn: 'change' } })).toMatchObject({ code: 2 });
  await apply(more);
  expect(await device.diff(service(), { flags: { failOn: 'delete' } })).toMatchObject({ code: 2 });
});

it('a diff of many objects sends as many requests as one of few', async () => {
  const sizes = [3, 150].map((size) => {
    const each = (one: (at: number) => unknown, prefix: string): Readonly<Record<string, unknown>> =>
      Object.fromEntries(Array.from({ length: size }, (_, at) => [`${prefix}${at}`, one(at)]));
    return {
      version: 1,
      name: 'many',
      nodes: each((at) => `10.0.1.${at + 1}`, 'n'),
      pools: each((at) => ({ members: { [`n${at}`]: 80 } }), 'p'),
      virtualServers: each((at) => ({ destination: `203.0.113.${at + 1}`, port: 80, pool: `p${at}` }), 'v'),
    };
  });
  const counts: number[] = [];
  for (const spec of sizes) {
    device.reset();
    await apply(spec);
    device.log.length = 0;
    expect(await differs(spec)).toBe(false);
    counts.push(device.log.length);
  }
  expect(counts[1]).toBe(counts[0]);
});

it('one object that the device refuses leaves all others as they were, and is named with its line', async () => {
  await apply(service());
  const before = await snapshot(device);
  const outcome = await device.apply({
    ...service({ idleTimeout: 900 }),
    network: { routes: { lost: { network: '10.99.0.0/16', gateway: '10.88.0.1' } } },
  });
  expect(outcome.code).toBe(1);
  expect(outcome.error).toMatch(/spec\.json:\d+:\d+: route \/Common\/lost: .*01070330:3:/);
  expect(outcome.error).toContain('nothing was changed on the device');
  expect(await snapshot(device)).toEqual(before);
});
