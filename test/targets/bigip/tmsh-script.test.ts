import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FIXTURE_ENV } from '../../harness/fixtures.ts';
import { rendered } from '../../harness/rendered.ts';
import { hasTcl, runOnDevice, type TmshBehaviour, type TmshRun } from '../../harness/tmsh-device.ts';

// What the script of `render --format tmsh` does with what a device answers.

const SPEC = {
  version: 1,
  name: 'web',
  partition: 'Tenant',
  folder: 'app',
  monitors: { up: { type: 'http', username: 'probe', password: '${env:MONITOR_PASSWORD}' } },
  pools: { web: { monitors: ['up'], members: { '10.0.0.1': 80 } } },
  archive: { name: 'web', passphrase: '${env:UCS_PASSPHRASE}' },
};
const SECRETS = { BIGIP_WS_UP_PASSWORD: 'first-secret', BIGIP_WS_ARCHIVE_PASSPHRASE: 'second"secret' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bigip-ws-tmsh-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(behaviour: TmshBehaviour = {}, spec: object = SPEC): Promise<TmshRun> {
  const script = await rendered(spec, 'tmsh', { folder });
  for (const secret of Object.values(FIXTURE_ENV)) expect(script).not.toContain(secret);
  return runOnDevice(folder, script, { env: SECRETS, ...behaviour });
}

/** Calls of tmsh, without what is new in every run. */
function verbs({ calls }: TmshRun): string[] {
  return calls.map((call) => call.replaceAll(/bigip_ws_\d+/g, 'SCRIPT').replace(/\/tmp\/\S+/, 'FILE'));
}

const LOAD = 'load sys config merge file FILE';
const RUN = 'run cli script SCRIPT';
const TIDY = 'delete cli script SCRIPT';
const SAVE = 'save sys config';

describe.skipIf(!hasTcl)('the script', () => {
  test('makes everything in one transaction, then saves, then archives', async () => {
    const ran = await run();
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toBe('bigip-ws: in effect and saved\n');
    // The last one is typed into.
    expect(verbs(ran)).toEqual([LOAD, RUN, TIDY, SAVE, '']);
    expect(ran.typed).toBe('save sys ucs web.ucs passphrase "second\\"secret"\n');
    const verbsOf = ran.commands.map((line) => line.split(' ').slice(0, 3).join(' '));
    expect(verbsOf).toEqual([
      ...['create auth partition', 'create sys folder', 'create ltm data-group'],
      'begin_transaction',
      ...['create ltm monitor', 'create ltm node', 'create ltm pool', 'modify ltm data-group'],
      'commit_transaction',
    ]);
    expect(ran.calls.join('\n')).not.toMatch(/first-secret|second/);
  });

  test.each(Object.keys(SECRETS))('does nothing at all without %s', async (name) => {
    const ran = await run({ env: { ...SECRETS, [name]: '' } });
    expect(ran).toMatchObject({ code: 1, calls: [] });
    expect(ran.stderr).toContain(`${name} is not set`);
    expect(ran.stderr).toContain('Nothing was changed');
    const odd = await run({ env: { ...SECRETS, [name]: 'a\nb' } });
    expect(odd).toMatchObject({ code: 1, calls: [] });
  });

  test('undoes what is outside of the transaction where that is refused, and saves nothing', async () => {
    const says = '01020066:3: The requested Pool (/Tenant/app/web) already exists: first-secret.';
    const ran = await run({ refusesCommand: { command: 'create ltm pool', says } });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('The requested Pool (/Tenant/app/web) already exists: ***.');
    expect(ran.stderr).toContain('refused: nothing of it is in effect');
    expect(ran.stderr).not.toContain('left over');
    expect(ran.stderr).not.toContain('first-secret');
    expect(verbs(ran)).toEqual([LOAD, RUN, TIDY]);
    expect(ran.commands).not.toContain('commit_transaction');
    expect(ran.commands.slice(ran.commands.indexOf('cancel_transaction'))).toEqual([
      'cancel_transaction',
      'delete ltm data-group internal /Common/bigip-ws-inventory',
      'delete sys folder /Tenant/app/',
      'delete auth partition Tenant',
    ]);
  });

  test('undoes only what it has made', async () => {
    const ran = await run({ refusesCommand: { command: 'create sys folder', says: 'it is there' } });
    expect(ran.code).toBe(1);
    expect(ran.commands.filter((line) => line.startsWith('delete'))).toEqual([
      'delete auth partition Tenant',
    ]);
  });

  test('names what it could not undo', async () => {
    const ran = await run({ refusesCommand: { command: 'commit_transaction', says: 'no' } });
    expect(ran.code).toBe(1);
    expect(verbs(ran)).toEqual([LOAD, RUN, TIDY]);
    const script = (await rendered(SPEC, 'tmsh', { folder })).replace(
      'tmsh::delete sys folder',
      'error busy; #',
    );
    const stuck = runOnDevice(folder, script, {
      env: SECRETS,
      refusesCommand: { command: 'commit_transaction', says: 'no' },
    });
    expect(stuck.stderr).toContain('left over: sys folder /Tenant/app/: busy');
  });

  test.each<[string, string, number, RegExp, string[]]>([
    ['loading', 'load', 1, /did not take the script; nothing was changed/, [LOAD, TIDY]],
    [
      'an answer of nothing',
      'run',
      1,
      /does not say whether it was done: look what is there/,
      [LOAD, RUN, TIDY],
    ],
    ['removing the script', 'delete', 4, /in effect, and not saved/, [LOAD, RUN, TIDY, TIDY]],
    [
      'saving',
      'save sys config',
      4,
      /in effect, and not saved: run tmsh save sys config/,
      [LOAD, RUN, TIDY, SAVE],
    ],
    [
      'the archive',
      'save sys ucs',
      4,
      /in effect and saved, but there is no archive web.ucs/,
      [LOAD, RUN, TIDY, SAVE, 'save sys ucs web.ucs'],
    ],
  ])('says what holds where %s fails', async (_, call, code, words, calls) => {
    const ran = await run({ refuses: { call, says: 'no' } }, { ...SPEC, archive: { name: 'web' } });
    expect(ran.code).toBe(code);
    expect(ran.stderr).toMatch(words);
    expect(verbs(ran)).toEqual(calls);
    expect(ran.stdout).not.toContain('in effect and saved\n');
  });

  test('does not run with masked values in it', async () => {
    const spec = { ...SPEC, pools: { web: { description: 'for $[${env:PROBE_PASSWORD}', members: {} } } };
    const ran = await run({}, spec);
    expect(ran).toMatchObject({ code: 1, calls: [] });
    expect(ran.stderr).toContain('values of the environment are masked here');
    const open = await rendered({ ...spec, publicEnv: ['PROBE_PASSWORD'] }, 'tmsh', { folder });
    const told = runOnDevice(folder, open, { env: SECRETS });
    expect(told).toMatchObject({ code: 0 });
    expect(told.commands.join('\n')).toContain(`description "for $[${FIXTURE_ENV.PROBE_PASSWORD ?? ''}"`);
  });

  test('is not printed where a mask would make other words of it', async () => {
    const env = { ...FIXTURE_ENV, MONITOR_PASSWORD: 'tmsh' };
    await expect(rendered(SPEC, 'tmsh', { folder, env })).rejects.toMatchObject({ code: 65 });
    writeFileSync(join(folder, 'spec.json'), JSON.stringify(SPEC));
    expect(await rendered(join(folder, 'spec.json'), 'explain', { env })).toContain('ltm monitor http');
  });
});

test('says what it is, for what, and for which version', async () => {
  const script = await rendered('fixtures/specs/kaazing.yaml', 'tmsh', { tmos: '11.3.0' });
  expect(script).toMatch(/^#!\/bin\/bash\n# .*kaazing.*bigip-ws render --format tmsh.*TMOS 11\.3\.0/);
  expect(script).not.toMatch(/httponly|compression/);
});
