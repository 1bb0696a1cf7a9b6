import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explainAssumption } from '../../src/commands/device/assumptions.ts';
import { CliError, SpecError } from '../../src/exit.ts';
import { AssumptionError, createMock } from '../../src/mock/mock.ts';
import { parseSpec } from '../../src/spec/spec.ts';

type Assumptions = Readonly<Record<string, string>>;

/** What a mock holds with these assumptions, on top of a state if one is given. */
async function holds(assume: Assumptions, statePath?: string) {
  const mock = await createMock({ assume, ...(statePath === undefined ? {} : { statePath }) });
  const moment = mock.moment();
  await mock.stop();
  return moment;
}

const refusal = (assume: Assumptions): Promise<unknown> =>
  holds(assume).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('what a mock is taken to have', () => {
  test('is there with the defaults of its kind, as after a save', async () => {
    const { running, saved } = await holds({ '/Common/edge': 'ltm/profile/client-ssl' });
    const [key] = Object.keys(running).filter((one) => one.includes('/Common/edge'));
    expect(key).toContain('ltm/profile/client-ssl');
    expect(running[key ?? '']).toMatchObject({ defaultsFrom: '/Common/clientssl' });
    expect(saved[key ?? '']).toEqual(running[key ?? '']);
  });

  test('may be of every kind that a spec can name, in any partition and folder', async () => {
    const kinds = [
      ...'tcp http client-ssl server-ssl websocket one-connect fastl4 udp http2 stream http-compression'
        .split(' ')
        .map((type) => `ltm/profile/${type}`),
      ...'cookie source-addr dest-addr hash ssl universal'
        .split(' ')
        .map((type) => `ltm/persistence/${type}`),
      ...'tcp http https gateway-icmp udp'.split(' ').map((type) => `ltm/monitor/${type}`),
      ...'ltm/pool ltm/node ltm/rule ltm/snatpool ltm/virtual ltm/data-group/internal'.split(' '),
      ...'ltm/policy net/vlan net/address-list net/port-list'.split(' '),
      'profile/client-ssl',
    ];
    const assume = Object.fromEntries(kinds.map((kind, index) => [`/tenant/app/x-${index}`, kind]));
    const { running } = await holds(assume);
    for (const path of Object.keys(assume))
      expect(
        Object.keys(running).some((key) => key.includes(path)),
        `${path} ${assume[path]}`,
      ).toBe(true);
  });

  test('stays, so that a run without the assumption finds it; one that is there is left as it is', async () => {
    const state = join(mkdtempSync(join(tmpdir(), 'assume-')), 'mock.json');
    const assume = { '/Common/edge': 'ltm/profile/client-ssl', '/Common/http': 'ltm/profile/http' };
    const first = await holds(assume, state);
    expect(await holds({}, state)).toEqual(first);
    expect(await holds(assume, state)).toEqual(first);
  });

  test('is refused where it cannot be, and nothing is made', async () => {
    const unknown = await refusal({ '/Common/x': 'ltm/profile/clientssl' });
    expect(unknown).toMatchObject({
      path: '/Common/x',
      message: 'the mock knows no kind ltm/profile/clientssl',
    });
    expect(await refusal({ '/Common/tcp': 'ltm/profile/udp' })).toMatchObject({
      message: 'it is there as ltm/profile/tcp, and cannot be ltm/profile/udp too',
    });
    expect(await refusal({ '/Common/s': 'net/self' })).toMatchObject({
      message: expect.stringMatching(/^the mock does not make a net\/self of defaults: /) as string,
    });
    expect(await refusal({ '/Common/x': 'net/interface' })).toBeInstanceOf(AssumptionError);
  });

  test('a refusal says what was meant, where it stands', async () => {
    const text = 'version: 1\nname: a\nmock:\n  assume:\n    /Common/x: ltm/profile/clientssl\n';
    const parsed = await parseSpec({ file: 'spec.yaml', text, vars: [], env: {} });
    if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed));
    const error = await refusal(parsed.spec.mock.assume);
    if (!(error instanceof AssumptionError)) throw new Error('no refusal');
    const loaded = {
      file: 'spec.yaml',
      ...parsed,
      files: new Map<string, string>(),
      notes: [],
      now: new Date(),
    };
    const inSpec = explainAssumption(error, '--mock-assume', loaded);
    expect(inSpec).toBeInstanceOf(SpecError);
    expect(inSpec).toMatchObject({
      diagnostics: [{ source: { line: 5, column: 5 }, hint: 'did you mean `ltm/profile/client-ssl`?' }],
    });
    const byFlag = explainAssumption(error, '--mock-assume');
    expect(byFlag).toBeInstanceOf(CliError);
    expect(byFlag).toMatchObject({ details: { hint: 'did you mean `ltm/profile/client-ssl`?' } });
  });
});
