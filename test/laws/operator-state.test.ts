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

  it.each(['disabled', 'forced-offline'])(
    '%s is given back where the spec made the object in it',
    async (state) => {
      await apply(state);
      await apply();
      expect(await sessions()).toEqual(['on', 'on']);
    },
  );

  it('that an operator had set is disabled again once a spec no longer enables it, and counted as that', async () => {
    await apply();
    await device.send('PATCH', MEMBER, { session: 'user-disabled' });
    await apply('enabled');
    const { out } = await device.diff(spec());
    expect(out).toMatch(/ltm\/pool\/members .*refuses new connections/);
    const asked = await device.apply(spec(), { flags: { allowDrops: true } });
    expect(asked.code, asked.error).toBe(0);
    expect((await sessions())[1]).toBe('off');
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

  it('is given back in the plan, as a change with its reason', async () => {
    await apply('disabled');
    const { out } = await device.diff(spec());
    expect(out).toMatch(/state\s+disabled → enabled/);
    expect(out).toContain('state is given back as it was before the spec set it');
  });

  it('that somebody changed since is told to stay', async () => {
    await apply('forced-offline');
    await device.send('PATCH', NODE, { session: 'user-enabled', state: 'user-up' });
    await device.send('PATCH', NODE, { session: 'user-disabled' });
    const { out } = await device.diff(spec());
    expect(out).toContain('ltm/node /Common/n1 (state was changed on the device since the spec set it');
  });

  it.each(['destroy', 'an empty spec'])('of what was adopted is given back by %s', async (way) => {
    await device.send('POST', 'ltm/node', { name: 'n1', address: '10.0.0.1', partition: 'Common' });
    await device.send('POST', 'ltm/pool', { name: 'web', partition: 'Common' });
    await device.send('POST', 'ltm/pool/~Common~web/members', { name: '/Common/n1:80' });
    const adopted = await device.apply(spec('forced-offline'), { flags: { adopt: true } });
    expect(adopted.code, adopted.error).toBe(0);
    expect(await sessions()).toEqual(['down', 'down']);
    const rest = { version: 1, name: 'web', nodes: { other: '10.0.0.9' } };
    const gone = await (way === 'destroy' ? device.destroy(spec('forced-offline')) : device.apply(rest));
    expect(gone.code, gone.error).toBe(0);
    expect(await sessions()).toEqual(['on', 'on']);
  });

  it('of a replaced member and node is given back', async () => {
    await apply('disabled');
    const moved = { ...spec(), nodes: { n1: '10.0.0.7' } };
    const outcome = await device.apply(moved);
    expect(outcome.code, outcome.error).toBe(0);
    expect(await sessions()).toEqual(['on', 'on']);
    expect((await device.diff(moved, { flags: { exitCode: true } })).code).toBe(0);
  });

  it('of a node that another spec shares is left to the one that names it', async () => {
    await apply('disabled');
    const other = { version: 1, name: 'other', nodes: { n1: '10.0.0.1' } };
    const joined = await device.apply(other);
    expect(joined.code, joined.error).toBe(0);
    expect((await device.diff(other, { flags: { exitCode: true } })).code).toBe(0);
    expect((await sessions())[0]).toBe('off');
    await device.destroy(spec('disabled'));
    expect(await device.send('GET', NODE)).not.toMatchObject({ session: 'user-disabled' });
    expect((await device.diff(other, { flags: { exitCode: true } })).code).toBe(0);
  });
});
