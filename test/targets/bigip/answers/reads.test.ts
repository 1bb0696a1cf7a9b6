import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { downloadArchive, listArchives } from '../../../../src/targets/bigip/icontrol/archive.ts';
import type { Client } from '../../../../src/targets/bigip/icontrol/client.ts';
import { readPages } from '../../../../src/targets/bigip/icontrol/pages.ts';
import { readDevice, readInventory, readPerhaps } from '../../../../src/targets/bigip/icontrol/read.ts';
import { readLock } from '../../../../src/targets/bigip/icontrol/write/lock-record.ts';
import {
  type Answer,
  emptyOk,
  inTurn,
  ok,
  type Scripted,
  startScripted,
  status,
  truncated,
} from './scripted.ts';

// An answer that is not the thing that was asked for is no answer: read as "nothing is there" it would be a lie. And
// whatever a device does, a request ends.

let device: Scripted | undefined;
afterEach(async () => device?.stop());

async function failure(
  answer: Answer,
  work: (client: Client) => Promise<unknown>,
  timeout = 2000,
): Promise<{ text: string; ms: number }> {
  device = await startScripted(answer, timeout);
  const start = performance.now();
  const text = await work(device.client).then(
    (value) => `no failure: ${JSON.stringify(value)}`,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { text, ms: performance.now() - start };
}

const readers: readonly [string, (client: Client) => Promise<unknown>][] = [
  ['a collection', (client) => readPages(client, 'ltm/pool')],
  ['the devices', readDevice],
  ['the inventory', readInventory],
  ['the lock', (client) => readLock(client)],
  ['the archives', listArchives],
];

describe.each(readers)('%s', (_name, read) => {
  it.each<[string, Answer]>([
    ['empty', emptyOk],
    ['an empty object', ok({})],
    ['a list', ok([])],
    ['null', ok(null)],
    ['of another collection', ok({ kind: 'tm:ltm:node:nodecollectionstate', items: [] })],
    ['another object', ok({ kind: 'tm:ltm:node:nodestate', name: 'n', fullPath: '/Common/n' })],
    ['half', truncated],
  ])('answered with what is %s is not there to be believed', async (_what, answer) => {
    const { text } = await failure(answer, read);
    expect(text).toMatch(
      /answered without|does not tell its TMOS version|breaks off|instead of JSON|closed the connection/,
    );
  });
});

const drip = (everyMs: number): Answer => {
  return (reply) => {
    reply.writeHead(200, { 'Content-Type': 'application/json' });
    const timer = setInterval(() => reply.write(' '), everyMs);
    reply.on('close', () => clearInterval(timer));
  };
};

describe('a request ends within twice the timeout', () => {
  const get = (client: Client): Promise<unknown> => client.request('GET', '/mgmt/tm/ltm/pool');
  const slowly =
    (ms: number, answer: Answer): Answer =>
    (reply, asked) =>
      void setTimeout(() => answer(reply, asked), ms);

  it.each<[string, Answer]>([
    ['that trickles', drip(20)],
    ['that is never answered', () => undefined],
    ['that is refused late, again and again', slowly(150, status(503, { code: 503, message: 'busy' }))],
  ])('%s', async (_name, answer) => {
    const { text, ms } = await failure(answer, get, 200);
    expect(text).not.toContain('no failure');
    expect(ms).toBeLessThan(2 * 200 + 300);
  });

  it('and one that is refused quickly is tried a few times', async () => {
    const answer = inTurn(status(503, { code: 503, message: 'busy' }), ok({ kind: 'x' }));
    expect((await failure(answer, get)).text).toContain('no failure');
    expect(device?.asked).toHaveLength(2);
  });
});

it('a broken body and one that is too long are told apart', async () => {
  const long: Answer = (reply) => {
    reply.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': String(65 * 1024 * 1024) });
    reply.write('[');
  };
  const get = (client: Client): Promise<unknown> => client.request('GET', '/mgmt/tm/ltm/pool');
  const huge: Answer = (reply) => {
    reply.writeHead(200, { 'Content-Type': 'application/json' });
    const block = Buffer.alloc(1024 * 1024, 32);
    const more = (): void => void reply.write(block, (error) => (error ? undefined : more()));
    more();
  };
  const texts = [
    (await failure(long, get)).text,
    (await failure(huge, get, 10_000)).text,
    (await failure(truncated, get)).text,
  ];
  expect(texts[1]).toContain('longer than 64 MiB');
  expect(texts[2]).toMatch(/breaks off|closed the connection/);
  expect(texts[2]).not.toContain('64 MiB');
});

it('pages that never end are left after a bound', async () => {
  const link = (page: string): Answer =>
    ok({
      kind: 'tm:ltm:pool:poolcollectionstate',
      items: [],
      nextLink: `https://localhost/mgmt/tm/ltm/pool?$skip=${page}`,
    });
  const { text } = await failure(inTurn(link('1'), link('2'), link('1')), (client) =>
    readPages(client, 'ltm/pool'),
  );
  expect(text).toContain('does not come to an end');
});

describe('an archive', () => {
  const archive = { name: 'a.ucs', bytes: 10, created: '', tmos: '', encrypted: true };
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bigip-ws-download-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['more than was asked for', 11, 10, 'the device sent 11 bytes of a.ucs, 10 were asked for'],
    ['a size that grows', 10, 20, 'grows while it is fetched'],
    ['nothing', 0, 10, 'sent no data'],
  ])('that is %s is not kept', async (_what, bytes, total, words) => {
    const answer: Answer = (reply) => {
      const head = { 'Content-Type': 'application/octet-stream', 'Content-Range': `0-9/${total}` };
      reply.writeHead(200, head).end(Buffer.alloc(bytes, 97));
    };
    const file = join(folder, 'a.ucs');
    const { text } = await failure(answer, (client) =>
      downloadArchive(client, archive, file, () => undefined),
    );
    expect(text).toContain(words);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a collection that a version lacks', () => {
  const lacks = status(404, { code: 404, message: 'Public URI path not registered: /tm/apm/profile' });
  const ready = ok({ kind: 'tm:cm:device:devicecollectionstate', items: [{ version: '17.1.2' }] });
  const list = ok({ kind: 'tm:apm:profile:profilecollectionstate', items: [{ fullPath: '/Common/a' }] });
  const answering =
    (...answers: readonly Answer[]): Answer =>
    (reply, asked) =>
      (asked.url.includes('/cm/device') ? ready : nextOf(answers))(reply, asked);
  let turn = 0;
  const nextOf = (answers: readonly Answer[]): Answer =>
    answers[Math.min(turn++, answers.length - 1)] ?? lacks;
  const read = (client: Client): Promise<unknown> => readPerhaps(client, 'apm/profile', []);

  it('holds nothing, and is not waited for', async () => {
    turn = 0;
    const { text, ms } = await failure(answering(lacks), read);
    expect(text).toBe('no failure: []');
    expect(ms).toBeLessThan(1000);
  });

  it('is told from services that are starting', async () => {
    turn = 0;
    expect((await failure(answering(lacks, list), read)).text).toContain('/Common/a');
  });
});
