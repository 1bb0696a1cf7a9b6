import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { talk } from './members.ts';
import { rig } from './rig.ts';

const V = '/Common/v';

interface Gateway {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly headers: IncomingHttpHeaders[];
  readonly server: Server;
}

/** A WebSocket server that tells its name, then echoes. */
async function gateway(name: string, address: string): Promise<Gateway> {
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers);
    response.end(name);
  });
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    headers.push(request.headers);
    socket.send(name);
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  await new Promise<void>((done) => server.listen(0, address, done));
  const at = server.address();
  return { name, address, port: typeof at === 'object' && at ? at.port : 0, headers, server };
}

/** Opens, waits for the name of the member, and echoes. */
async function visit(url: string): Promise<{ name: string; socket: WebSocket }> {
  const socket = new WebSocket(url, { rejectUnauthorized: false });
  const next = () =>
    new Promise<string>((resolve, reject) => {
      socket.once('message', (data: Buffer) => resolve(data.toString()));
      socket.once('error', reject);
      socket.once('close', (code) => reject(new Error(`closed with ${code}`)));
    });
  const name = await next();
  const echo = next();
  socket.send('ping');
  expect(await echo).toBe('ping');
  return { name, socket };
}

describe('HTTP, TLS and rules through the mock', () => {
  const there = rig();
  let gateways: readonly Gateway[] = [];
  beforeAll(async () => {
    gateways = await Promise.all(['a', 'b', 'c'].map((name, index) => gateway(name, `127.0.2.${index + 1}`)));
  });
  afterAll(() => gateways.forEach(({ server }) => server.close()));

  const site = async (virtual: object, pool: object = {}) => {
    const members = gateways.map(({ name, address, port }) => ({ name: `${name}:${port}`, address }));
    await there().service({ profiles: ['tcp', 'http'], ...virtual }, { members, ...pool });
    const { address, port } = there().at(V);
    return `${address}:${port}`;
  };

  it('WebSockets spread evenly by round robin', async () => {
    const at = await site({ profiles: ['tcp', 'http', 'websocket'] });
    const visits: { name: string; socket: WebSocket }[] = [];
    for (let index = 0; index < 9; index++) visits.push(await visit(`ws://${at}/`));
    const counts = ['a', 'b', 'c'].map((one) => visits.filter(({ name }) => name === one).length);
    expect(counts).toEqual([3, 3, 3]);
    for (const { socket } of visits) socket.terminate();
  });

  it('TLS ends at the mock with its own certificate, and members are told of the client', async () => {
    const { client } = there();
    await client.post('/mgmt/tm/ltm/profile/http', { name: 'xff', insertXforwardedFor: 'enabled' });
    const at = await site({
      destination: '203.0.113.10:443',
      profiles: ['tcp', 'xff', 'clientssl'],
    });
    const { name, socket } = await visit(`wss://${at}/`);
    const seen = gateways.find((one) => one.name === name)?.headers.at(-1);
    expect(seen?.['x-forwarded-for']).toBe('127.0.0.1');
    socket.terminate();
  });

  it('TLS ends at the mock without an http profile too', async () => {
    const at = await site({ destination: '203.0.113.10:443', profiles: ['tcp', 'clientssl'] });
    const { socket } = await visit(`wss://${at}/`);
    socket.terminate();
  });

  it('a restart ends what OneConnect keeps', async () => {
    const { mock } = there();
    const at = await site({ profiles: ['tcp', 'http', 'oneconnect'] });
    expect(await (await fetch(`http://${at}/`)).text()).toMatch(/^[abc]$/);
    const open = () =>
      Promise.all(
        gateways.map(
          ({ server }) => new Promise<number>((done) => server.getConnections((_, count) => done(count))),
        ),
      ).then((counts) => counts.reduce((sum, count) => sum + count, 0));
    expect(await open()).toBe(1);
    mock.restart();
    await vi.waitFor(async () => expect(await open()).toBe(0), { timeout: 5000 });
  });

  it('a rule chooses the pool, and its log is told', async () => {
    const { client, lines } = there();
    const [, , c] = gateways;
    await client.post('/mgmt/tm/ltm/pool', {
      name: 'other',
      members: [{ name: `z:${c?.port ?? 0}`, address: c?.address }],
    });
    await client.post('/mgmt/tm/ltm/rule', {
      name: 'choose',
      apiAnonymous:
        'when HTTP_REQUEST { if { [HTTP::path] starts_with "/other" } { log local0. "other"; pool other } }',
    });
    const at = await site({ rules: ['choose'] }, { members: [] });
    const { name, socket } = await visit(`ws://${at}/other`);
    expect(name).toBe('c');
    expect(lines.join()).toContain('other');
    await expect(visit(`ws://${at}/`)).rejects.toThrow(/hang up|ECONNRESET/);
    expect(lines.join()).toContain('No pool member available');
    socket.terminate();
  });

  it('a rule without HTTP rejects, and one that fails resets, both with the line of a device', async () => {
    const { client, lines, settled, at, service } = there();
    await client.post('/mgmt/tm/ltm/rule', { name: 'no', apiAnonymous: 'when CLIENT_ACCEPTED { reject }' });
    await client.post('/mgmt/tm/ltm/rule', {
      name: 'broken',
      apiAnonymous: 'when CLIENT_ACCEPTED { set x $nothing }',
    });
    await service({ rules: ['no'] });
    expect((await talk(at(V))).member).toBe('ECONNRESET');
    expect(lines.join()).toContain('iRule reject');
    await client.patch('/mgmt/tm/ltm/virtual/v', { rules: ['broken'] });
    await settled();
    expect((await talk(at(V))).member).toBe('ECONNRESET');
    expect(lines.join()).toContain('can\'t read "nothing"');
  });

  it('source address persistence holds without HTTP; a disabled member keeps it, forced offline does not', async () => {
    const { service, at, client, settled } = there();
    await service({ persist: [{ name: 'source_addr' }] });
    const first = await talk(at(V));
    for (let index = 0; index < 3; index++) expect((await talk(at(V))).member).toBe(first.member);
    await client.patch(`/mgmt/tm/ltm/node/${first.member}`, { session: 'user-disabled' });
    await settled();
    expect((await talk(at(V))).member).toBe(first.member);
    await client.patch(`/mgmt/tm/ltm/node/${first.member}`, { state: 'user-down' });
    await settled();
    expect((await talk(at(V))).member).not.toBe(first.member);
    expect(await first.say('old one lives')).toBe('old one lives');
    first.close();
  });
});
