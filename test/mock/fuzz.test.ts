import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { running, TM } from './running.ts';

// Bad input of every sort gives a 4xx (or what it asked for), never a crash, and the mock goes on.

const PATHS = [
  'ltm/pool',
  'ltm/node',
  'ltm/virtual',
  'ltm/rule',
  'net/vlan',
  'net/self',
  'ltm/policy',
  'auth/user',
  'sys/folder',
  'transaction',
  'sys/ucs',
  'util/bash',
  'ltm/profile/client-ssl',
  'ltm/data-group/internal',
];
const KEYS = [
  'name',
  'partition',
  'address',
  'members',
  'monitor',
  'destination',
  'profiles',
  'rules',
  'apiAnonymous',
  'interfaces',
  'vlan',
  'records',
  'type',
  'fqdn',
  'persist',
  'command',
  'defaultsFrom',
  'subPath',
  'metadata',
  'partitionAccess',
];

describe('bad input', () => {
  const { client, mock } = running();
  const alive = async () => {
    const reply = await client().call('GET', `${TM}/sys/version`);
    expect(reply.status).toBe(200);
  };

  it('as bodies of any shape', async () => {
    const body = fc.dictionary(fc.constantFrom(...KEYS), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 });
    const method = fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PATHS),
        method,
        fc.boolean(),
        body,
        async (path, verb, item, value) => {
          const reply = await client().call(verb, `${TM}/${path}${item ? '/~Common~x' : ''}`, value);
          expect(reply.status).toBeLessThan(500);
        },
      ),
      { numRuns: 1500, seed: 7 },
    );
    await alive();
  });

  it('as addresses and bytes of any sort', async () => {
    const path = fc
      .string({ unit: 'binary-ascii', maxLength: 60 })
      .map((text) => text.replace(/[^\x21-\x7e]/g, '~'));
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('GET', 'POST', 'PATCH'),
        async (tail, bytes, verb) => {
          const reply = await client().call(
            verb,
            `/mgmt/${tail}`,
            verb === 'GET' ? undefined : Buffer.from(bytes),
          );
          expect(reply.status).toBeLessThan(500);
        },
      ),
      { numRuns: 800, seed: 8 },
    );
    await alive();
  });

  it('as deep, huge and strange requests', async () => {
    const deep = `{"name":"p","description":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_001)}`;
    expect((await client().call('POST', `${TM}/ltm/pool`, deep)).status).toBe(400);
    expect((await client().call('POST', `${TM}/ltm/pool`, Buffer.alloc(17 * 1024 * 1024, 32))).status).toBe(
      413,
    );
    expect((await client().call('POST', `${TM}/ltm/pool`, '[]')).status).toBe(400);
    expect((await client().call('OPTIONS', `${TM}/ltm/pool`)).status).toBe(405);
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect((await client().call('POST', `${TM}/ltm/pool`, `{"name":"p","${name}":{"x":1}}`)).status).toBe(
        400,
      );
      expect((await client().call('GET', `${TM}/ltm/${name}`)).status).toBe(404);
    }
    await alive();
  });

  it('as requests that are none, or two in one', async () => {
    const raw = (text: string) =>
      new Promise<string>((resolve) => {
        let answer = '';
        const socket = connect({ port: mock().port, host: '127.0.0.1', rejectUnauthorized: false }, () =>
          socket.end(text),
        );
        socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
        socket.on('error', () => resolve(answer));
        socket.on('close', () => resolve(answer));
      });
    const smuggled =
      'POST /mgmt/tm/ltm/pool HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n';
    for (const text of [
      'nonsense\r\n\r\n',
      'BREW /mgmt HTTP/1.1\r\nHost: a\r\n\r\n',
      smuggled,
      'GET /mgmt HTTP/9.9\r\n\r\n',
      `GET / HTTP/1.1\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`,
    ]) {
      expect(await raw(text)).toMatch(/^$|^HTTP\/1\.1 4\d\d /);
    }
    await alive();
  });
});
