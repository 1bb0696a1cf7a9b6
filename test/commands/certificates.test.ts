import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runValidate } from '../../src/commands/validate.ts';
import { makeCertificate } from '../harness/certificates.ts';
import { capturedIo } from '../harness/io.ts';

// The files that `tls:` names, offline: what is wrong with one is told with its line, and no key is.

const site = await makeCertificate();
const cwd = mkdtempSync(join(tmpdir(), 'bigip-ws-test-'));
writeFileSync(join(cwd, 'site.pem'), site.cert, { mode: 0o644 });
writeFileSync(join(cwd, 'private.key'), site.key, { mode: 0o600 });
writeFileSync(join(cwd, 'open.key'), site.key, { mode: 0o644 });
writeFileSync(join(cwd, 'both.pem'), site.key + site.cert, { mode: 0o600 });

async function told(
  client: unknown,
  env: NodeJS.ProcessEnv = {},
  now = new Date('2026-01-01'),
): Promise<string> {
  const virtual = { destination: '203.0.113.10', port: 443, tls: { client } };
  const spec = { version: 1, name: 'x', virtualServers: { v: virtual } };
  writeFileSync(join(cwd, 'spec.yaml'), JSON.stringify(spec, null, 1));
  const { io, out } = capturedIo();
  const uninterrupted = <T>(work: () => Promise<T>): Promise<T> => work();
  const { signal } = new AbortController();
  const deps = { io, env, cwd, debug: false, signal, uninterrupted, now: () => now };
  await runValidate(['spec.yaml'], { format: 'text' }, deps);
  expect(out()).not.toContain(site.key.split('\n')[1]);
  return out();
}

const oneLine = site.key.replaceAll('\n', '\\n');

test.each<[what: string, client: unknown, said: RegExp]>([
  [
    'a file that is missing',
    { certificate: 'none.pem', key: 'private.key' },
    /spec\.yaml:\d+:\d+: error: there is no/,
  ],
  ['a file elsewhere', { certificate: '../../etc/passwd' }, /not in the folder of the spec.*tls-file/s],
  [
    'a key that others can read',
    { certificate: 'site.pem', key: 'open.key' },
    /note: every user .*key-file-readable/,
  ],
  [
    'a key in the spec',
    { certificate: 'site.pem', key: site.key },
    /warning: a private key stands .*key-in-spec/,
  ],
  [
    'a variable that holds something else',
    { certificate: 'site.pem', key: '${env:ODD}' },
    /no such file beside/,
  ],
])('%s is told', async (_what, client, said) => {
  expect(await told(client, { ODD: 'something-else' })).toMatch(said);
});

test.each<[what: string, client: unknown]>([
  ['two files', { certificate: 'site.pem', key: 'private.key' }],
  ['one file with both', 'both.pem'],
  ['a key from the environment', { certificate: 'site.pem', key: '${env:KEY}' }],
  ['line ends as two letters', { certificate: 'site.pem', key: '${env:ONE_LINE}' }],
])('%s: nothing is said of them', async (_what, client) => {
  expect(await told(client, { KEY: site.key, ONE_LINE: oneLine })).not.toMatch(/tls\/|spec\//);
});

test('the clock counts', async () => {
  expect(await told('both.pem', {}, new Date('2099-02-01'))).toContain('[tls/expired]');
});
