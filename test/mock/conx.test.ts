import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { F5Client } from 'f5-conx-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { running } from './running.ts';

// A client this project did not write: the SDK under F5's VS Code extension. It opens a TLS connection for each
// request, logs in by itself, and moves archives in its own way of counting bytes.

const { mock } = running();
const folder = mkdtempSync(join(tmpdir(), 'bigip-ws-conx-'));
let connect: (user: string, password: string) => F5Client;

beforeAll(async () => {
  vi.stubEnv('F5_CONX_CORE_REJECT_UNAUTORIZED', 'false');
  vi.stubEnv('F5_CONX_CORE_TCP_TIMEOUT', '10000');
  vi.stubEnv('F5_CONX_CORE_CACHE', folder);
  const conx = await import('f5-conx-core');
  connect = (user, password) =>
    new conx.F5Client('127.0.0.1', user, password, { port: mock().port, provider: 'tmos' });
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('f5-conx-core', () => {
  it('finds out what it talks to', async () => {
    const device = connect('admin', 'admin');
    expect(await device.discover('BIG-IP')).toMatchObject({
      hostname: 'bigip1.example.com',
      version: '17.1.2',
    });
    expect(await device.clearLogin()).toBeGreaterThanOrEqual(0);
  });

  it('is told of a wrong password in the words it waits for', async () => {
    const device = connect('admin', 'wrong');
    await expect(device.https('/mgmt/tm/sys/version')).rejects.toMatchObject({
      response: { status: 401, data: { message: 'Authentication failed.' } },
    });
  });

  it('writes and reads objects', async () => {
    const device = connect('admin', 'admin');
    const made = await device.https('/mgmt/tm/ltm/pool', {
      method: 'POST',
      data: { name: 'conx', members: ['10.3.0.1:80'], monitor: '/Common/tcp' },
    });
    expect(made.data).toMatchObject({ kind: 'tm:ltm:pool:poolstate', monitor: '/Common/tcp' });
    const read = await device.https('/mgmt/tm/ltm/pool/conx/members');
    expect(read.data).toMatchObject({ items: [{ name: '10.3.0.1:80', state: 'up' }] });
    await device.https('/mgmt/tm/ltm/pool/conx', { method: 'DELETE' });
    await expect(device.https('/mgmt/tm/ltm/pool/conx')).rejects.toMatchObject({ response: { status: 404 } });
  });

  it('makes, lists, fetches and removes an archive', { timeout: 30_000 }, async () => {
    const device = connect('admin', 'admin');
    await device.discover('BIG-IP');
    const file = join(folder, 'conx.ucs');
    await device.ucs?.get({ fileName: 'conx.ucs', localDestPathFile: file });
    expect(readFileSync(file).length).toBeGreaterThan(1000);
    const names = async () => JSON.stringify((await device.ucs?.list())?.data);
    expect(await names()).toContain('/var/local/ucs/conx.ucs');
    await device.ucs?.delete('conx.ucs');
    expect(await names()).not.toContain('conx.ucs');
  });

  it('sends a file up in chunks', async () => {
    const device = connect('admin', 'admin');
    const sent = await device.upload(join(import.meta.dirname, 'conx.test.ts'), 'FILE');
    expect(sent.status).toBe(200);
  });
});
