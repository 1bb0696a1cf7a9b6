import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { locked, type Made, makeCertificate } from '../harness/certificates.ts';
import { type Device, type RunOptions, startDevice } from '../harness/device.ts';

// Certificates on the device: installed, replaced without a moment without a usable pair, and removed.

let device: Device;
let ca: Made;
let first: Made;
let second: Made;

beforeAll(async () => {
  device = await startDevice();
  ca = await makeCertificate({ name: 'Test CA', isCa: true });
  first = await makeCertificate({ by: ca });
  second = await makeCertificate({ by: ca });
});
afterAll(() => device.stop());
beforeEach(() => {
  device.reset();
  put('site.pem', first.cert);
  put('site.key', first.key);
  put('chain.pem', ca.cert);
});

function put(name: string, text: string): void {
  mkdirSync(join(device.folder, 'certs'), { recursive: true });
  writeFileSync(join(device.folder, 'certs', name), text, { mode: 0o600 });
  chmodSync(join(device.folder, 'certs', name), 0o600);
}

const pair = { certificate: 'certs/site.pem', key: 'certs/site.key', chain: 'certs/chain.pem' };

function spec(tls: unknown): Readonly<Record<string, unknown>> {
  const pools = { web: { members: { '10.0.0.1': 8001 } } };
  const web = { destination: '203.0.113.10', port: 443, pool: 'web', websocket: 'auto', tls };
  return { version: 1, name: 'certs', pools, virtualServers: { web } };
}

async function made(tls: unknown, run: RunOptions = {}): Promise<void> {
  const done = await device.apply(spec(tls), { ...run, flags: { allowDrops: true, ...run.flags } });
  expect(done.code, done.err).toBe(0);
  const diff = await device.diff(spec(tls), { ...run, flags: { exitCode: true } });
  expect(diff.code, diff.out).toBe(0);
}

async function filesOnDevice(): Promise<string[]> {
  const lists = await Promise.all(
    ['ssl-cert', 'ssl-key'].map((kind) => device.send('GET', `sys/file/${kind}?$select=fullPath`)),
  );
  return lists
    .flatMap((list) => (list as { items: { fullPath: string }[] }).items.map(({ fullPath }) => fullPath))
    .filter((path) => path.includes('web'));
}

describe('a certificate', () => {
  it('is installed with its key and chain, and taken away with the virtual server', async () => {
    await made({ client: pair });
    const files = await filesOnDevice();
    expect(files.map((path) => path.replace(/[0-9a-f]{16}/, '#')).sort()).toEqual([
      '/Common/web-#.crt',
      '/Common/web-#.key',
      '/Common/web-chain-#.crt',
    ]);
    expect((await device.destroy(spec({ client: pair }), { flags: { allowDrops: true } })).code).toBe(0);
    expect(await filesOnDevice()).toEqual([]);
  });

  it('is replaced: the virtual server refers to a usable pair at every moment, and the old files go', async () => {
    await made({ client: pair });
    const before = await filesOnDevice();
    put('site.pem', second.cert);
    put('site.key', second.key);
    device.log.length = 0;
    await made({ client: pair });
    const now = await filesOnDevice();
    expect(now).toHaveLength(before.length);
    expect(now.filter((path) => before.includes(path)).map((path) => path.includes('-chain-'))).toEqual([
      true,
    ]);
    // What is taken away is taken away by itself, after the profile has moved on.
    const writes = device.log.filter(({ method, url }) => method !== 'GET' && url.includes('/mgmt/tm/'));
    const numbers = (method: string, word: string): (string | undefined)[] =>
      writes.filter((one) => one.method === method && one.url.includes(word)).map((one) => one.transaction);
    const [moved] = numbers('PATCH', 'client-ssl');
    expect(numbers('POST', 'sys/file/ssl-')).toEqual([moved, moved]);
    const gone = numbers('DELETE', 'sys/file/ssl-');
    expect(gone).toHaveLength(2);
    expect(gone).not.toContain(moved);
    expect(gone).not.toContain(undefined);
    device.log.length = 0;
    expect((await device.apply(spec({ client: pair }))).out).toContain('No changes');
    expect(device.log.filter(({ method }) => method !== 'GET').map(({ url }) => url)).toHaveLength(2);
  });

  it('that does not fit its key changes nothing at all', async () => {
    await made({ client: pair });
    put('site.pem', second.cert);
    device.log.length = 0;
    const outcome = await device.apply(spec({ client: pair }));
    expect(outcome.code).toBe(65);
    expect(
      device.log.filter(
        ({ method, url }) => method !== 'GET' && !url.includes('authn') && !url.includes('token'),
      ),
    ).toEqual([]);
  });

  it('leaves no upload behind, not where the device refuses the change either', async () => {
    await made({ client: pair });
    const uploaded = device.log.flatMap(({ url }) => /file-transfer\/uploads\/(.*)$/.exec(url)?.[1] ?? []);
    expect(uploaded).toHaveLength(3);
    put('site.pem', second.cert);
    put('site.key', second.key);
    device.log.length = 0;
    device.mock.fail({
      faults: [{ match: { phase: 'commit', nth: 1 }, do: { commitFails: '01070734:3: no' } }],
    });
    expect((await device.apply(spec({ client: pair }))).code).toBe(1);
    device.mock.fail();
    uploaded.push(...device.log.flatMap(({ url }) => /file-transfer\/uploads\/(.*)$/.exec(url)?.[1] ?? []));
    expect(uploaded).toHaveLength(5);
    for (const name of uploaded) {
      const reply = await device.send('POST', 'util/unix-ls', {
        command: 'run',
        utilCmdArgs: `/var/config/rest/downloads/${name}`,
      });
      expect(JSON.stringify(reply)).toContain('No such file');
    }
  });

  it('that somebody replaced by hand is a difference, and is put back', async () => {
    await made({ client: pair });
    const files = await filesOnDevice();
    const twin = await makeCertificate({ by: second });
    for (const [kind, text] of [
      ['ssl-key', twin.key],
      ['ssl-cert', twin.cert],
    ] as const) {
      const path = files.find(
        (one) => !one.includes('chain') && one.endsWith(kind === 'ssl-key' ? '.key' : '.crt'),
      );
      await upload('by-hand', text);
      const item = `sys/file/${kind}/${(path ?? '').replaceAll('/', '~')}`;
      const profile = 'ltm/profile/client-ssl/~Common~web-client-ssl';
      // One half after the other, which is refused while a profile uses them.
      if (kind === 'ssl-key')
        await device.send('PATCH', profile, {
          certKeyChain: [{ name: 'default', cert: '/Common/default.crt', key: '/Common/default.key' }],
        });
      await device.send('PATCH', item, { sourcePath: 'file:/var/config/rest/downloads/by-hand' });
    }
    const diff = await device.diff(spec({ client: pair }), { flags: { exitCode: true } });
    expect(diff.code).toBe(2);
    expect(diff.out).toMatch(/content {2}SHA1:\d+:[0-9a-f]{40} → SHA1:\d+:[0-9a-f]{40}/);
    await made({ client: pair });
  });

  it('with several names, one the default; the default moves', async () => {
    const list = (first: string) => [
      { ...pair, serverName: 'ws.example.com', default: first === 'ws' },
      {
        certificate: second.cert,
        key: '${env:SECOND_KEY}',
        serverName: '*.example.com',
        default: first === 'any',
      },
    ];
    const env = { SECOND_KEY: second.key };
    await made({ client: list('ws') }, { env });
    await made({ client: list('any') }, { env });
    await made({ client: list('ws') }, { env });
    await made({ client: list('ws').reverse() }, { env });
    await made({ client: pair }, { env });
    await made({ server: true });
    expect(await filesOnDevice()).toEqual([]);
  });

  it('with ciphers by name, by string and as the device has them', async () => {
    const client = (more: object) => ({
      client: { ...pair, ...more },
      server: { serverName: 'in.example.com', ...more },
    });
    await made(client({ cipherGroup: '/Common/f5-secure', versions: [1.2, 1.3] }));
    await made(client({ ciphers: 'ECDHE', versions: [1.2] }));
    await made(client({}));
  });

  it('with raw keys on both profiles, which get back what was there', async () => {
    const raw = (cacheSize: object, strictResume: object) => ({
      client: { ...pair, properties: cacheSize },
      server: { properties: strictResume },
    });
    await made(raw({ cacheSize: 9000 }, { strictResume: 'enabled' }));
    const profiles = () =>
      Promise.all(
        ['client-ssl/~Common~web-client-ssl', 'server-ssl/~Common~web-server-ssl'].map((one) =>
          device.send('GET', `ltm/profile/${one}`),
        ),
      );
    expect(await profiles()).toMatchObject([{ cacheSize: 9000 }, { strictResume: 'enabled' }]);
    await made({ client: pair, server: { serverName: 'in.example.com' } });
    expect(await profiles()).toMatchObject([{ cacheSize: 262144 }, { strictResume: 'disabled' }]);
    const said = await device.diff(
      spec(raw({ cert: '/Common/x.crt', serverName: 'x' }, { passphrase: 'x' })),
    );
    expect(said.code).toBe(65);
    expect(said.err).toContain('the profile has it from its certificate');
  });

  it('whose key is in no output, plan or log, with --debug neither', async () => {
    const outputs: string[] = [];
    for (const change of [
      () => device.diff(spec({ client: pair }), { flags: { format: 'json' } }),
      () => device.apply(spec({ client: pair }), { flags: { format: 'json' } }),
      () => device.diff(spec({ client: { ...pair, key: 'certs/chain.pem' } })),
      () =>
        device.diff(spec({ client: { ...pair, key: '${env:KEY}/nowhere' } }), { env: { KEY: first.key } }),
      () => device.diff(spec({ client: { ...pair, ciphers: first.key } })),
      () => device.destroy(spec({ client: pair }), { flags: { allowDrops: true } }),
    ]) {
      const { out, err, error } = await change();
      outputs.push(out, err, error);
    }
    device.mock.fail({
      faults: [{ match: { path: '/mgmt/shared/file-transfer/*', nth: 1 }, do: 'reset-before' }],
    });
    const cut = await device.apply(spec({ client: pair }));
    device.mock.fail();
    expect(cut.code).toBe(69);
    outputs.push(cut.out, cut.err, JSON.stringify(device.log));
    const letters = first.key.split('\n').filter((line) => line.length > 20);
    expect(letters.length).toBeGreaterThan(1);
    for (const output of outputs) {
      for (const line of letters) expect(output).not.toContain(line);
      expect(output).not.toMatch(new RegExp(`SHA1:${first.key.length}:|\\b${first.key.length} bytes`));
    }
  });

  it('with a key that a passphrase opens, which stays encrypted on the device', async () => {
    put('site.key', locked(first, 'open-sesame'));
    const tls = { client: { ...pair, passphrase: '${env:PASS}' } };
    await made(tls, { env: { PASS: 'open-sesame' } });
    const key = (await filesOnDevice()).find((path) => path.endsWith('.key')) ?? '';
    expect(await device.send('GET', `sys/file/ssl-key/${key.replaceAll('/', '~')}`)).toMatchObject({
      securityType: 'password',
    });
    put('site.key', locked(first, 'other-words'));
    await made(tls, { env: { PASS: 'other-words' } });
  });
});

async function upload(name: string, text: string): Promise<void> {
  const body = Buffer.from(text);
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Content-Range': `0-${body.length - 1}/${body.length}`,
  };
  await device.client.request('POST', `/mgmt/shared/file-transfer/uploads/${name}`, { body, headers });
}
