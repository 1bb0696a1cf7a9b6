import type * as timers from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Device, type Outcome, startDevice } from '../harness/device.ts';
import { type Proxy, startProxy } from '../harness/proxy.ts';
import type { Method } from '../../src/targets/bigip/icontrol/wire.ts';
import { leftOn } from '../proof/state.ts';

vi.mock('node:timers/promises', async (original) => {
  const { hurried } = await import('../proof/hurry.ts');
  return hurried(await original<typeof timers>());
});

// A device that lies, and others who change it at the wrong moment: no wrong sentence.

const spec = {
  version: 1,
  name: 'lied-to',
  pools: { web: { members: { '10.0.0.1': 80 } }, api: { members: { '10.0.0.1': 81 } } },
};

let device: Device;
let proxy: Proxy;
beforeAll(async () => {
  device = await startDevice();
  proxy = await startProxy(device.mock);
});
beforeEach(() => {
  proxy.restart(() => 'pass');
  device.mock.fail();
  device.reset();
});
afterAll(async () => {
  await proxy.stop();
  await device.stop();
});

const isCommit = (method: string, url: string): boolean =>
  method === 'PATCH' && url.startsWith('/mgmt/tm/transaction/');
const isQueueList = (method: string, url: string): boolean => method === 'GET' && url.endsWith('/commands');
const isReadBack = (method: string, url: string): boolean =>
  method === 'GET' && url.endsWith('bigip-ws-inventory');

/** Somebody else's request, once: just before the first of this run that matches, after another that matches. */
function meanwhile(
  [method, path, body]: [Method, string, unknown?],
  when: (method: string, url: string) => boolean,
  after: (method: string, url: string) => boolean = () => true,
): void {
  let isNear = false;
  let isOver = false;
  proxy.twist({
    before: (request) => {
      isNear ||= after(request.method, request.url);
      if (isOver || !isNear || !when(request.method, request.url)) return undefined;
      isOver = true;
      return device.send(method, path, body);
    },
  });
}

const change = (): Promise<Outcome> => device.apply(changed, { via: proxy });

async function applied(): Promise<void> {
  const outcome = await device.apply(spec);
  expect(outcome.code, outcome.error).toBe(0);
}

function expectNoClaim({ code, err }: Outcome): void {
  expect(code, err).toBe(1);
  expect(err).not.toMatch(/the device is as the spec says|^saved$/m);
  expect(leftOn(device.mock).isSaved).toBe(false);
}

const INVENTORY = 'ltm/data-group/internal/~Common~bigip-ws-inventory';
const changed = {
  ...spec,
  pools: { ...spec.pools, web: { method: 'least-connections-member', members: { '10.0.0.1': 8080 } } },
};

describe('somebody else changes, between the plan and the commit,', () => {
  it.each<[string, Method, string, unknown?]>([
    ['a value that this run sets', 'PATCH', 'ltm/pool/~Common~web', { loadBalancingMode: 'ratio-node' }],
    ['what this run does not touch', 'PATCH', 'ltm/pool/~Common~api', { loadBalancingMode: 'ratio-member' }],
  ])('%s: nothing is overwritten, nothing is committed', async (_what, ...request) => {
    await applied();
    meanwhile(request, isQueueList);
    const before = leftOn(device.mock);
    const outcome = await change();
    expect(outcome.code, outcome.err).toBe(75);
    expect(outcome.error).toContain('the device changed while this run was preparing');
    expect(outcome.error).toContain('nothing was changed on the device');
    expect(outcome.err).not.toMatch(/^committed|^saved$/m);
    const [, path, body] = request;
    expect(await device.send('GET', path)).toMatchObject(body ?? {});
    expect(leftOn(device.mock)).toMatchObject({ openTransactions: [], saved: before.saved, tokens: 0 });
  });

  it('the inventory, as the run of another spec does: what that one wrote stays', async () => {
    await applied();
    const other = { version: 1, name: 'other', pools: { theirs: { members: { '10.0.0.2': 80 } } } };
    const theirs = { name: 'ltm/pool:/Common/theirs', data: 'created other' };
    const { records } = (await device.send('GET', INVENTORY)) as { records: unknown[] };
    meanwhile(['PATCH', INVENTORY, { type: 'string', records: [...records, theirs] }], isQueueList);
    const outcome = await change();
    expect(outcome.code, outcome.err).toBe(0);
    expect(JSON.stringify(await device.send('GET', INVENTORY))).toContain('created other');
    expect((await device.diff(other)).err).not.toContain('is on the device and not');
  });
});

describe('somebody else changes, while this run commits,', () => {
  it('what this run does not touch: it is told, and not called saved', async () => {
    await applied();
    meanwhile(['PATCH', 'ltm/pool/~Common~api', { loadBalancingMode: 'ratio-member' }], isCommit);
    const outcome = await change();
    expectNoClaim(outcome);
    expect(outcome.error).toContain('somebody else changed the device meanwhile');
    expect(outcome.error).toContain('/Common/api');
  });

  it('what this run changes, after it did: it is told', async () => {
    await applied();
    const member = 'ltm/pool/~Common~web/members/~Common~10.0.0.1:8080';
    meanwhile(['PATCH', member, { ratio: 7 }], isReadBack, isCommit);
    expectNoClaim(await change());
  });

  it('the inventory, after it: it is told', async () => {
    await applied();
    meanwhile(['DELETE', INVENTORY], isReadBack, isCommit);
    const outcome = await change();
    expectNoClaim(outcome);
    expect(outcome.error).toContain('the inventory');
  });

  it('the lock, after the commit: whether the change holds is not claimed', async () => {
    await applied();
    meanwhile(['DELETE', 'ltm/data-group/internal/~Common~bigip-ws~lock'], isReadBack, isCommit);
    const outcome = await change();
    expect(outcome.code, outcome.err).not.toBe(0);
    expect(outcome.err).not.toMatch(/^saved$/m);
  });
});

describe('a device that says', () => {
  const after = (path: string, method: string, action: unknown, nth = 1): void =>
    device.mock.fail({ faults: [{ match: { path, method, nth }, do: action }] });

  it('another version each time: nothing is claimed that was not read', async () => {
    await applied();
    device.mock.fail({
      faults: [{ match: { path: '/mgmt/tm/cm/device', nth: 2 }, do: { answer: 'other-object' } }],
    });
    const outcome = await device.apply(changed);
    expect(outcome.code, outcome.err).toBe(1);
    expect(outcome.error).toContain('nothing was changed');
  });

  it.each(['empty', 'wrong-type', 'other-object', 'html'])(
    '%s to a save, again and again, has not saved',
    async (answer) => {
      await applied();
      device.mock.fail({ faults: [{ match: { phase: 'save' }, do: { answer } }] });
      const outcome = await device.apply(changed);
      expect(outcome.code, outcome.err).toBe(4);
      expect(outcome.err).not.toMatch(/^saved$/m);
      expect(leftOn(device.mock).isSaved).toBe(false);
    },
    30_000,
  );

  it('that nothing is there, while mcpd starts, is asked again', async () => {
    await applied();
    after('/mgmt/tm/ltm/data-group/internal/~Common~bigip-ws-inventory', 'GET', 'false-404', 3);
    const outcome = await device.apply(changed);
    expect(outcome.code, outcome.err).toBe(0);
    expect(outcome.err).toMatch(/^saved$/m);
  });

  it('once that it has no inventory: what is ours is not called nobody’s', async () => {
    await applied();
    after('/mgmt/tm/ltm/data-group/internal/~Common~bigip-ws-inventory', 'GET', 'false-404', 1);
    const outcome = await device.apply(changed);
    expect(outcome.code, outcome.err).toBe(0);
  });

  it('that it took what it did not: the transaction is not committed', async () => {
    await applied();
    device.mock.fail({ faults: [{ match: { phase: 'queue', nth: 2 }, do: { answer: 'other-object' } }] });
    const outcome = await device.apply(changed);
    expect(outcome.code, outcome.err).toBe(1);
    expect(outcome.error).toContain('did not take');
    expect(outcome.error).toContain('nothing was changed');
    expect(leftOn(device.mock)).toMatchObject({ isSaved: true, openTransactions: [] });
  });
});
