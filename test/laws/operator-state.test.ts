import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Device, startDevice } from '../harness/device.ts';

let device: Device;
beforeAll(async () => {
  device = await startDevice();
});
afterAll(() => device.stop());
beforeEach(() => device.reset());

/** A pool of one member and its node, in these states where they are said. */
const spec = (state?: string, port = 80) => ({
  version: 1,
  name: 'web',
  nodes: { n1: { address: '10.0.0.1', ...(state === undefined ? {} : { state }) } },
  pools: { web: { members: { n1: { port, ...(state === undefined ? {} : { state }) } } } },
});

const NODE = 'ltm/node/~Common~n1';
const MEMBER = 'ltm/pool/~Common~web/members/~Common~n1:80';

async function sessions(): Promise<string[]> {
  const texts = await Promise.all(
    [NODE, MEMBER].map(async (one) => JSON.stringify(await device.send('GET', one))),
  );
  return texts.map((text) =>
    text.includes('"user-down"') ? 'down' : text.includes('user-disabled') ? 'off' : 'on',
  );
}

async function apply(state?: string): Promise<void> {
  const outcome = await device.apply(spec(state));
  expect(outcome.code, outcome.error).toBe(0);
  expect((await device.diff(spec(state), { flags: { exitCode: true } })).code).toBe(0);
}

describe('the state of a node or member', () => {
  it.each(['disabled', 'forced-offline'])(
    '%s by a spec that no longer names it is given back',
    async (state) => {
      await apply();
      await apply(state);
      expect(await sessions()).not.toContain('on');
      await apply();
      expect(await sessions()).toEqual(['on', 'on']);
    },
  );

  it('is given back where the spec made the object in it', async () => {
    await apply('disabled');
    await apply();
    expect(await sessions()).toEqual(['on', 'on']);
  });

  it('is what the operator had set before', async () => {
    await apply();
    await device.send('PATCH', NODE, { session: 'user-disabled' });
    await device.send('PATCH', MEMBER, { session: 'user-disabled' });
    await apply('forced-offline');
    await apply('enabled');
    await apply();
    expect(await sessions()).toEqual(['off', 'off']);
  });

  it('is the operator’s once he has changed it, also when he sets our value again', async () => {
    await apply('forced-offline');
    for (const one of [NODE, MEMBER])
      await device.send('PATCH', one, { session: 'user-disabled', state: 'user-up' });
    await apply();
    expect(await sessions()).toEqual(['off', 'off']);
    for (const one of [NODE, MEMBER])
      await device.send('PATCH', one, { session: 'user-disabled', state: 'user-down' });
    await apply();
    expect(await sessions()).toEqual(['down', 'down']);
  });
});
