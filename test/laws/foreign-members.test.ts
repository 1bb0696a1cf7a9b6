import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Device, startDevice } from '../harness/device.ts';

let device: Device;
beforeAll(async () => {
  device = await startDevice();
});
afterAll(() => device.stop());
beforeEach(() => device.reset());

const POOL = 'ltm/pool/~Common~web';
const THEIRS = '/Common/10.0.0.50:80';
const AS_SAID = 'the device is as the spec says';

const spec = (pool: Readonly<Record<string, unknown>> = {}) => ({
  version: 1,
  name: 'web',
  nodes: { n1: '10.0.0.1' },
  pools: { web: { members: { n1: 80 }, ...pool } },
});

async function members(): Promise<string> {
  return JSON.stringify(await device.send('GET', `${POOL}/members`));
}

/** The spec was applied, then somebody added members by hand. */
async function added(...names: readonly string[]): Promise<void> {
  expect((await device.apply(spec())).code).toBe(0);
  for (const name of names) await device.send('POST', `${POOL}/members`, { name });
}

describe('a member that somebody added to a pool of ours', () => {
  it('is a difference: in the exit code, and in the sentence that closes the plan', async () => {
    await added(THEIRS);
    const { code, out, err } = await device.diff(spec(), { flags: { exitCode: true } });
    expect(code).toBe(2);
    expect(out).not.toContain(AS_SAID);
    expect(out).toContain('1 member that the spec does not list');
    expect(err).toContain(THEIRS);
    expect((await device.diff(spec())).code).toBe(0);
  });

  it('is in the closing sentence beside changes too, and several are counted', async () => {
    await added(THEIRS, '/Common/10.0.0.51:80');
    const { out } = await device.diff(spec({ slowRampTime: 60 }));
    expect(out).toMatch(/1 to update.*2 members that the spec does not list/);
  });

  it('is in the JSON document', async () => {
    await added(THEIRS);
    const json: unknown = JSON.parse((await device.diff(spec(), { flags: { format: 'json' } })).out);
    expect(json).toMatchObject({
      changes: [],
      warnings: expect.arrayContaining([
        expect.objectContaining({
          rule: 'plan/foreign-member',
          object: `ltm/pool/members /Common/web:${THEIRS}`,
        }),
      ]) as unknown,
    });
  });

  it('is never deleted; an apply with nothing else to do says what is there and ends with 0', async () => {
    await added(THEIRS);
    device.log.length = 0;
    const idle = await device.apply(spec());
    expect(idle.code).toBe(0);
    expect(idle.out + idle.err).not.toContain(AS_SAID);
    expect(idle.out).toContain('1 member that the spec does not list');
    expect(device.log.filter(({ url, method }) => url.includes('/tm/') && method !== 'GET')).toEqual([]);
    const busy = await device.apply(spec({ slowRampTime: 60 }));
    expect(busy.code).toBe(0);
    expect(busy.out + busy.err).not.toContain(AS_SAID);
    expect(await members()).toContain(THEIRS);
  });

  it('is told when it goes with its pool', async () => {
    await added(THEIRS);
    const { out } = await device.diff({ version: 1, name: 'web', nodes: { n1: '10.0.0.1' } });
    expect(out).toContain(`/Common/web:${THEIRS}, which no spec lists, goes with it`);
    const gone = await device.destroy(spec());
    expect(gone.code, gone.error).toBe(0);
    expect(gone.out).toContain(`/Common/web:${THEIRS}, which no spec lists, goes with it`);
  });

  it('is no difference where the pool says that others fill it', async () => {
    const open = spec({ foreignMembers: 'ignore' });
    await added(THEIRS);
    const { code, out, err } = await device.diff(open, { flags: { exitCode: true } });
    expect(code).toBe(0);
    expect(out).toContain(AS_SAID);
    expect(out + err).not.toContain(THEIRS);
    const applied = await device.apply({ ...open, pools: { web: { ...open.pools.web, slowRampTime: 60 } } });
    expect(applied.err).toContain(AS_SAID);
    expect(await members()).toContain(THEIRS);
  });
});

it('where all is refused, nothing is said to be as the spec says', async () => {
  const monitors = { alive: { type: 'tcp', interval: 7 } };
  expect((await device.apply({ version: 1, name: 'web', monitors })).code).toBe(0);
  const { code, out } = await device.diff({
    version: 1,
    name: 'other',
    monitors: { alive: { type: 'tcp' } },
  });
  expect(code).toBe(3);
  expect(out).not.toContain(AS_SAID);
});
