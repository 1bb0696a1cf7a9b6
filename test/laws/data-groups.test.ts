import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Device, startDevice } from '../harness/device.ts';
import { find } from '../harness/snapshot.ts';

let device: Device;
beforeAll(async () => {
  device = await startDevice();
});
afterAll(() => device.stop());
beforeEach(() => device.reset());

const GROUP = 'ltm/data-group/internal';
const UNCHANGED = 'No changes: the device is as the spec says.';

type Map = Readonly<Record<string, unknown>>;

const rule = { text: 'when HTTP_REQUEST {\n  if { [class match [HTTP::host] equals hosts] } { drop }\n}' };
const spec = (dataGroups: Map, more: Map = {}): Map => ({
  version: 1,
  name: 'lists',
  dataGroups,
  rules: { look: rule },
  ...more,
});

async function applied(content: Map, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { code, out, error } = await device.apply(content, { env, flags: { archive: false } });
  expect(code, error).toBe(0);
  const again = await device.diff(content, { env, flags: { exitCode: true } });
  expect(again.out).toContain(UNCHANGED);
  expect(again.code).toBe(0);
  return out;
}

const records = async (path = '/Common/hosts') => (await find(device, GROUP, path))?.records;

describe('records', () => {
  it('are kept whatever the device makes of them, and the plan says which came and which went', async () => {
    const odd = { 'l=da|c=dk': '  blanks  ', ünï: 'ö', z: 8001, only: null };
    const quoted = { a: 'say "hi" \\ {x}?' };
    await applied(spec({ hosts: { type: 'string', records: { ...odd, ...quoted } } }));
    expect(await records()).toContainEqual({ name: 'a', data: 'say \\"hi\\" \\\\ \\{x\\}\\?' });
    const out = await applied(spec({ hosts: { type: 'string', records: { ...odd, z: 8002, b: 'new' } } }));
    const lines = out.split('\n').map((line) => line.trim());
    expect(lines).toEqual(
      expect.arrayContaining(['-a: say "hi" \\ {x}?', '+b: new', '-z: 8001', '+z: 8002']),
    );
    expect(out).not.toContain('blanks');
  });

  it('of addresses have their prefix, in one spelling, and integers their own order', async () => {
    const keys = ['10.0.0.7', '10.1.0.0/16', '2001:DB8:0::/48', '2001:db8::1'];
    const groups = {
      hosts: { type: 'ip', records: keys },
      ports: { type: 'integer', records: { 8001: 'a', 443: 'b', 9: 'c' } },
    };
    await applied(spec(groups));
    expect(await records()).toEqual(
      ['10.0.0.7/32', '10.1.0.0/16', '2001:db8::/48', '2001:db8::1/128'].map((name) => ({ name, data: '' })),
    );
  });

  it('all go when the spec lists none, also those that somebody added', async () => {
    await applied(spec({ hosts: { type: 'string', records: ['a'] } }));
    await device.send('PATCH', `${GROUP}/~Common~hosts`, { records: [{ name: 'by-hand' }] });
    const { out } = await device.diff(spec({ hosts: { type: 'string', records: ['a'] } }));
    expect(out).toMatch(/\+a\n\s*-by-hand/);
    await applied(spec({ hosts: { type: 'string' } }));
    expect(await records()).toBeUndefined();
  });
});

it('the type changes under its name while an iRule uses it', async () => {
  await applied(spec({ hosts: { type: 'string', records: ['1', '2'] } }));
  device.log.length = 0;
  await applied(spec({ hosts: { type: 'integer', records: ['1', '2'] } }));
  expect(await find(device, GROUP, '/Common/hosts')).toMatchObject({ type: 'integer' });
  expect(device.log.filter(({ method }) => method === 'DELETE').map(({ url }) => url)).not.toContain(
    `/mgmt/tm/${GROUP}/~Common~hosts`,
  );
  await applied(spec({ hosts: { type: 'ip', records: ['10.0.0.0/8'] } }));
});

it('it is there before the iRule that names it, and goes after it', async () => {
  await applied(spec({ hosts: { type: 'string' } }, { partition: 'Tenant' }));
  const after = { version: 1, name: 'lists', dataGroups: { other: { type: 'ip' } } };
  await applied(after);
  expect(await find(device, GROUP, '/Tenant/hosts')).toBeUndefined();
});

describe('what is no data-group of the spec', () => {
  it('stays: the own records of this tool and those of others', async () => {
    await device.send('POST', GROUP, { name: 'theirs', type: 'string', records: [{ name: 'x', data: '' }] });
    await applied(spec({ hosts: { type: 'string' } }));
    const gone = await device.destroy(spec({ hosts: { type: 'string' } }), { flags: { archive: false } });
    expect(gone.code, gone.error).toBe(0);
    expect(await records('/Common/theirs')).toHaveLength(1);
  });

  it.each([
    ['bigip-ws-inventory', {}],
    ['lock', { folder: 'bigip-ws' }],
  ])('%s is refused', async (name, place) => {
    const { code, error } = await device.diff(spec({ [name]: { type: 'string', ...place } }, { rules: {} }));
    expect(code).toBe(65);
    expect(error).toContain('bigip-ws keeps records of its own');
  });

  it('a diff reads the data-groups of the device only for a spec that has some', async () => {
    await applied({ version: 1, name: 'none', rules: { one: { text: 'when RULE_INIT { }' } } });
    device.log.length = 0;
    await device.diff({ version: 1, name: 'none', rules: { one: { text: 'when RULE_INIT { }' } } });
    expect(device.log.map(({ url }) => url).filter((url) => url.includes('data-group/internal?'))).toEqual(
      [],
    );
  });
});

describe('values from the environment', () => {
  const secret = spec({ hosts: { type: 'string', records: { token: '${env:TOKEN}', plain: 'shown' } } });

  it('are shown nowhere, those that were there before neither', async () => {
    const first = await applied(secret, { TOKEN: 'first-secret' });
    expect(first).not.toContain('first-secret');
    for (const format of ['text', 'json'] as const) {
      const { out, err } = await device.diff(secret, { env: { TOKEN: 'other-secret' }, flags: { format } });
      expect(out).toContain('token');
      expect(`${out}${err}`).not.toMatch(/first-secret|other-secret/);
      if (format === 'text') expect(out).toMatch(/-token: \(secret\)\n\s*\+token: \*\*\*\n/);
    }
    await applied(secret, { TOKEN: 'other-secret' });
  });

  it('are masked as keys too', async () => {
    const keys = spec({ hosts: { type: 'string', records: ['${env:TOKEN}'] } });
    expect(await applied(keys, { TOKEN: 'first-secret' })).not.toContain('first-secret');
  });
});
