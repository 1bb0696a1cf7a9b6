import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Device, type Outcome, startDevice } from '../harness/device.ts';
import { leftOn } from '../proof/state.ts';

// A device that lies, and others who change it at the wrong moment: no wrong sentence.

const spec = {
  version: 1,
  name: 'lied-to',
  pools: { web: { members: { '10.0.0.1': 80 } }, api: { members: { '10.0.0.1': 81 } } },
};

let onRequest: (method: string, url: string) => void = () => undefined;
let device: Device;
beforeAll(async () => {
  device = await startDevice({ onRequest: ({ method, url }) => onRequest(method, url) });
});
beforeEach(() => {
  onRequest = () => undefined;
  device.mock.fail();
  device.reset();
});
afterAll(() => device.stop());

const isCommit = (method: string, url: string): boolean =>
  method === 'PATCH' && url.startsWith('/mgmt/tm/transaction/');
const isQueueList = (method: string, url: string): boolean => method === 'GET' && url.endsWith('/commands');

/** Somebody else's requests, once, right after the first request that matches. */
function meanwhile(when: (method: string, url: string) => boolean, ...requests: [string, unknown?][]): void {
  let isOver = false;
  onRequest = (method, url) => {
    if (isOver || !when(method, url)) return;
    isOver = true;
    for (const [path, body] of requests)
      void device.send(body === undefined ? 'DELETE' : 'PATCH', path, body).catch(() => undefined);
  };
}

async function applied(): Promise<void> {
  const outcome = await device.apply(spec);
  expect(outcome.code, outcome.error).toBe(0);
}

function expectNoClaim({ code, err }: Outcome): void {
  expect(code, err).toBe(1);
  expect(err).not.toMatch(/the device is as the spec says|^saved$/m);
  expect(leftOn(device.mock).isSaved).toBe(false);
}

const changed = { ...spec, pools: { ...spec.pools, web: { members: { '10.0.0.1': 8080 } } } };

describe('somebody else changes, between the last look and the commit,', () => {
  it('what this run does not touch: it is told, and not called saved', async () => {
    await applied();
    meanwhile(isQueueList, ['ltm/pool/~Common~api', { loadBalancingMode: 'ratio-member' }]);
    const outcome = await device.apply(changed);
    expectNoClaim(outcome);
    expect(outcome.error).toContain('somebody else changed the device meanwhile');
    expect(outcome.error).toContain('/Common/api');
  });

  it('what this run changes, after it did: it is told', async () => {
    await applied();
    meanwhile(isCommit, ['ltm/pool/~Common~web/members/~Common~10.0.0.1:8080', { ratio: 7 }]);
    const outcome = await device.apply(changed);
    expectNoClaim(outcome);
  });

  it('the inventory, after it: it is told', async () => {
    await applied();
    meanwhile(isCommit, ['ltm/data-group/internal/~Common~bigip-ws-inventory']);
    const outcome = await device.apply(changed);
    expectNoClaim(outcome);
    expect(outcome.error).toContain('the inventory');
  });

  it('the lock, after the commit: whether the change holds is not claimed', async () => {
    await applied();
    meanwhile(isCommit, ['ltm/data-group/internal/~Common~bigip-ws~lock']);
    const outcome = await device.apply(changed);
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
