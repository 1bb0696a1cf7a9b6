import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createMock, MockStateError } from '../../src/mock/mock.ts';
import { BASIC, clientOf } from './client.ts';
import { running, TM } from './running.ts';

describe('archives', () => {
  const { client, mock } = running();
  const task = async (name: string) => {
    const started = await client().post(`${TM}/task/sys/ucs`, { command: 'save', name });
    expect(started).toMatchObject({ _taskState: 'STARTED', command: 'save' });
    const path = `${TM}/task/sys/ucs/${String(started._taskId)}`;
    expect((await client().call('PUT', path, { _taskState: 'VALIDATING' })).status).toBe(202);
    return path;
  };
  const finished = async (path: string) => {
    for (let tries = 0; tries < 100; tries++) {
      const { _taskState } = await client().get(path);
      if (_taskState === 'COMPLETED' || _taskState === 'FAILED') return _taskState;
      await delay(5);
    }
    return 'never';
  };

  it('are made by a task, during which other writes wait', async () => {
    expect(await client().get(`${TM}/sys/ucs`)).not.toHaveProperty('items');
    const path = await task('one.ucs');
    const busy = await client().call('POST', `${TM}/ltm/pool`, { name: 'p' });
    expect(busy.json()).toEqual({
      code: 503,
      message: 'There is an active asynchronous task executing.',
      errorStack: [],
      apiError: 32964609,
    });
    expect(await finished(path)).toBe('COMPLETED');
    expect((await client().call('DELETE', `${path}/result`)).status).toBe(200);
    expect((await client().call('DELETE', `${path}/result`)).status).toBe(400);
    expect((await client().call('DELETE', path)).status).toBe(200);
    expect((await client().call('GET', path)).status).toBe(404);
    const { items } = await client().get(`${TM}/sys/ucs`);
    expect(items).toMatchObject([
      { apiRawValues: { filename: '/var/local/ucs/one.ucs', version: '17.1.2' } },
    ]);
  });

  it('download in chunks, upload again, restore, and are deleted', async () => {
    await client().post(`${TM}/ltm/pool`, { name: 'kept' });
    expect(await finished(await task('two'))).toBe('COMPLETED');
    const url = '/mgmt/shared/file-transfer/ucs-downloads/two.ucs';
    const chunk = (range: string) => client().call('GET', url, undefined, { 'Content-Range': range });
    const first = await chunk('0-524287/0');
    const total = Number(/\/(\d+)$/.exec(String(first.headers['content-range']))?.[1]);
    expect(first.bytes.length).toBe(524288);
    expect((await chunk(`524288-${2 * 524288 - 1}/${total}`)).status).toBe(400);
    const last = await chunk(`524288-${total - 1}/${total}`);
    const whole = Buffer.concat([first.bytes, last.bytes]);
    expect(whole.length).toBe(total);
    const again = await client().call('GET', url);
    expect(createHash('sha256').update(again.bytes).digest('hex')).toBe(
      createHash('sha256').update(whole).digest('hex'),
    );

    const uploads = '/mgmt/shared/file-transfer/ucs-uploads/back.ucs';
    const half = Math.floor(total / 2);
    const part = (from: number, to: number) =>
      client().call('POST', uploads, whole.subarray(from, to), {
        'Content-Type': 'application/octet-stream',
        'Content-Range': `${from}-${to - 1}/${total}`,
      });
    expect((await part(0, half)).json()).toMatchObject({
      remainingByteCount: total - half,
      localFilePath: '/var/local/ucs/back.ucs',
    });
    expect((await part(half, total)).json()).toMatchObject({ remainingByteCount: 0 });
    await client().call('DELETE', `${TM}/ltm/pool/kept`);
    expect((await client().call('POST', `${TM}/sys/ucs`, { command: 'load', name: 'back.ucs' })).status).toBe(
      200,
    );
    expect((await client().call('GET', `${TM}/ltm/pool/kept`)).status).toBe(200);
    expect((await client().call('DELETE', `${TM}/sys/ucs/back.ucs`)).status).toBe(200);
    expect((await client().call('DELETE', `${TM}/sys/ucs/back.ucs`)).status).toBe(404);
  });

  // Ansible's modules send a body with a GET, behind its headers (a form, or `{}`).
  it('arrive whole where the body of the GET comes late', async () => {
    expect(await finished(await task('late.ucs'))).toBe('COMPLETED');
    const url = '/mgmt/shared/file-transfer/ucs-downloads/late.ucs';
    const range = { 'Content-Range': '0-524287/0' };
    const { bytes } = await client().call('GET', url, undefined, range);
    expect(bytes.length).toBe(524288);
    const late = 'x'.repeat(2000);
    const head = {
      Host: 'localhost',
      ...BASIC,
      ...range,
      'Content-Length': String(late.length),
      Connection: 'close',
    };
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
    for (let round = 0; round < 3; round++) {
      const socket = connect({ host: '127.0.0.1', port: mock().port, ca: mock().certificate });
      const failed: string[] = [];
      socket.on('error', (error: Error) => failed.push(error.message));
      socket.write(`GET ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      // Nothing is read until the body is sent: a reset throws away what then lies unread.
      await delay(50);
      socket.write(late);
      await delay(20);
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      await new Promise((done) => socket.once('close', done));
      const answer = Buffer.concat(chunks);
      const body = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
      expect([failed, answer.toString('latin1', 0, 15)]).toEqual([[], 'HTTP/1.1 200 OK']);
      expect([body.length, body.equals(bytes)]).toEqual([bytes.length, true]);
    }
  });

  it('have names that lead nowhere else', async () => {
    for (const name of ['../x.ucs', '/etc/passwd', '..%2f..%2fetc%2fpasswd', 'a/b.ucs', '', '.ucs']) {
      expect((await client().call('POST', `${TM}/sys/ucs`, { command: 'save', name })).status).toBe(400);
      const url = `/mgmt/shared/file-transfer/ucs-downloads/${encodeURIComponent(name)}`;
      expect((await client().call('GET', url)).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('can be made the other way too', async () => {
    const { id } = (
      await client().call('POST', `${TM}/shared/sys/backup`, { action: 'BACKUP', file: 'b.ucs' })
    ).json();
    await delay(60);
    expect(await client().get(`${TM}/shared/sys/backup/${String(id)}`)).toMatchObject({
      status: 'FINISHED',
      file: 'b.ucs',
    });
  });
});

describe('what lasts', () => {
  it('is what was saved', async () => {
    const mock = await createMock();
    const client = clientOf(mock);
    await client.post(`${TM}/ltm/pool`, { name: 'saved' });
    expect(await client.post(`${TM}/sys/config`, { command: 'save' })).toEqual({
      kind: 'tm:sys:config:savestate',
      command: 'save',
    });
    await client.post(`${TM}/ltm/pool`, { name: 'lost' });
    mock.restart();
    expect((await client.call('GET', `${TM}/ltm/pool/saved`)).status).toBe(200);
    expect((await client.call('GET', `${TM}/ltm/pool/lost`)).status).toBe(404);
    mock.reset();
    expect((await client.call('GET', `${TM}/ltm/pool/saved`)).status).toBe(404);
    await mock.stop();
  });

  it('goes through the state file, with what was not saved', async () => {
    const statePath = join(mkdtempSync(join(tmpdir(), 'mock-')), 'state.json');
    const first = await createMock({ statePath, tmos: '16.1.3', taskMs: 1 });
    const client = clientOf(first);
    await client.post(`${TM}/ltm/pool`, { name: 'p', members: ['10.0.0.1:80'] });
    await client.post(`${TM}/sys/ucs`, { command: 'save', name: 'a.ucs' });
    await client.post(`${TM}/auth/user`, {
      name: 'u',
      password: 'geheim',
      partitionAccess: [{ name: 'Common', role: 'guest' }],
    });
    const { generation } = await client.patch(`${TM}/ltm/pool/p`, { slowRampTime: 33 });
    await first.stop();
    expect(statSync(statePath).mode & 0o777).toBe(0o600);
    expect(readFileSync(statePath, 'utf8')).not.toContain('geheim');

    const second = await createMock({ statePath });
    expect(second.tmos).toBe('16.1.3');
    const again = clientOf(second);
    expect(await again.get(`${TM}/ltm/pool/p`)).toMatchObject({ slowRampTime: 33, generation });
    expect(await again.get(`${TM}/sys/ucs`)).toMatchObject({
      items: [{ apiRawValues: { filename: '/var/local/ucs/a.ucs' } }],
    });
    const user = clientOf(second, { Authorization: `Basic ${Buffer.from('u:geheim').toString('base64')}` });
    expect((await user.call('GET', `${TM}/ltm/pool/p`)).status).toBe(200);
    second.restart();
    expect(await again.get(`${TM}/ltm/pool/p`)).toMatchObject({ slowRampTime: 10 });
    expect((await again.call('GET', `${TM}/ltm/node/10.0.0.1`)).status).toBe(200);
    await second.stop();
    await expect(createMock({ statePath, tmos: '17.1.2' })).rejects.toBeInstanceOf(MockStateError);
    writeFileSync(statePath, 'nonsense');
    await expect(createMock({ statePath })).rejects.toBeInstanceOf(MockStateError);
  });

  it('has one mock, and what was answered as saved when that is killed', async () => {
    const statePath = join(mkdtempSync(join(tmpdir(), 'mock-')), 'state.json');
    const first = await createMock({ statePath, taskMs: 1 });
    const client = clientOf(first);
    const refused = {
      message: expect.stringContaining(`in use by another mock (process ${process.pid})`) as string,
    };
    await expect(createMock({ statePath })).rejects.toMatchObject(refused);
    for (const [name, save] of [
      ['asked', () => client.post(`${TM}/sys/config`, { command: 'save' })],
      [
        'shell',
        () => client.post(`${TM}/util/bash`, { command: 'run', utilCmdArgs: "-c 'tmsh save sys config'" }),
      ],
      ['archived', () => client.post(`${TM}/sys/ucs`, { command: 'save', name: 'kept.ucs' })],
    ] as const) {
      await client.post(`${TM}/ltm/pool`, { name });
      await save();
      // A mock of a copy, as after a kill at this moment.
      const copy = join(mkdtempSync(join(tmpdir(), 'mock-')), 'state.json');
      copyFileSync(statePath, copy);
      const killed = await createMock({ statePath: copy });
      expect(killed.moment().saved).toHaveProperty([`ltm/pool:/Common/${name}`]);
      await killed.stop();
    }
    await first.stop();
    await (await createMock({ statePath })).stop();
    expect(readdirSync(dirname(statePath))).toEqual(['state.json']);
  });

  it.each([
    ['a process that ended', () => `${spawnSync(process.execPath, ['-e', '']).pid} 1\n`],
    ['a process whose number another one has', () => '1 7\n'],
    ['nobody', () => ''],
  ])('a lock of %s binds nobody', async (_, lock) => {
    const statePath = join(mkdtempSync(join(tmpdir(), 'mock-')), 'state.json');
    writeFileSync(`${statePath}.lock`, lock());
    await (await createMock({ statePath })).stop();
  });

  it('is left by a mock that could not start', async () => {
    const statePath = join(mkdtempSync(join(tmpdir(), 'mock-')), 'state.json');
    await expect(createMock({ statePath, faults: { faults: 'no' } })).rejects.toThrow();
    await (await createMock({ statePath })).stop();
    const nowhere = { message: expect.stringContaining('no lock can be written') as string };
    await expect(createMock({ statePath: join(statePath, 'x') })).rejects.toMatchObject(nowhere);
  });
});
