import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import WebSocket from 'ws';
import { gatewayCertificate } from '../../src/gateway/certificate.ts';
import { type Gateway, type GatewaySettings, startGateway } from '../../src/gateway/gateway.ts';

const started: Gateway[] = [];
afterEach(async () => {
  for (const gateway of started.splice(0)) await gateway.stop();
});

async function gateway(settings: Partial<GatewaySettings> = {}): Promise<Gateway> {
  const sites = [
    { path: '/', subprotocols: [], status: 101 },
    { path: '/chat', host: 'app.example.com', subprotocols: ['v2', 'v1'], status: 101 },
    { path: '/closed', subprotocols: [], status: 403 },
  ];
  const one = await startGateway({ name: 'n1:8001', sites, words: ['all is well'], ...settings });
  started.push(one);
  return one;
}

interface Met {
  readonly status: number;
  readonly by: unknown;
  readonly subprotocol?: string;
  readonly socket?: WebSocket;
}

function open(url: string, protocols: readonly string[] = [], host = 'any.example.com'): Promise<Met> {
  const socket = new WebSocket(url, [...protocols], { headers: { host }, rejectUnauthorized: false });
  return new Promise((done, fail) => {
    let by: unknown;
    socket.on('upgrade', ({ headers }) => (by = headers['x-gateway']));
    socket.on('open', () => done({ status: 101, by, subprotocol: socket.protocol, socket }));
    socket.on('unexpected-response', (_request, { statusCode = 0, headers }) =>
      done({ status: statusCode, by: headers['x-gateway'] }),
    );
    socket.on('error', fail);
  });
}

function echo(socket: WebSocket | undefined, message: string): Promise<string> {
  return new Promise((done) => {
    socket?.once('message', (data: Buffer) => done(data.toString())).send(message);
  });
}

function said(port: number, text: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (data) => (heard += data.toString())).on('error', fail);
    socket.on('close', () => done(heard));
    socket.end(text);
  });
}

it('takes WebSockets by path, host and subprotocol, echoes, and tells its name', async () => {
  const { port } = await gateway();
  const url = `ws://127.0.0.1:${port}`;
  const met = await open(`${url}/any?x=1`);
  expect(met).toMatchObject({ status: 101, by: 'n1:8001', subprotocol: '' });
  expect(await echo(met.socket, 'héllo')).toBe('héllo');
  expect(await open(`${url}/chat/room`, ['v1', 'v2'], 'APP.example.com:8080')).toMatchObject({
    status: 101,
    subprotocol: 'v2',
  });
  expect(await open(`${url}/closed`)).toMatchObject({ status: 403, by: 'n1:8001' });
});

it('serves nothing but its sites', async () => {
  const { port } = await gateway({ sites: [{ path: '/chat', subprotocols: [], status: 101 }] });
  expect(await open(`ws://127.0.0.1:${port}/chatter`)).toMatchObject({ status: 404 });
});

it('answers monitors of every kind', async () => {
  const { port } = await gateway();
  const page = await said(port, 'GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(page).toMatch(
    /^HTTP\/1\.1 200 OK\r\n[^]*X-Gateway: n1:8001\r\n[^]*\nGET \/health\n[^]*all is well\n/,
  );
  expect(await said(port, 'GET /\r\n')).toMatch(/all is well\n$/);
  expect(await said(port, 'PING\r\n')).toMatch(/all is well\n$/);
});

it('speaks TLS', async () => {
  const { port } = await gateway({ certificate: await gatewayCertificate([]) });
  const { socket } = await open(`wss://127.0.0.1:${port}/`);
  expect(await echo(socket, 'x')).toBe('x');
});

it('takes its connections along when it stops, and comes back on its port', async () => {
  const one = await gateway();
  const { socket } = await open(`ws://127.0.0.1:${one.port}/`);
  const cut = new Promise((done) => socket?.once('close', done).on('error', () => undefined));
  await one.stop();
  expect(await cut).toBe(1006);
  await expect(open(`ws://127.0.0.1:${one.port}/`)).rejects.toThrow('ECONNREFUSED');
  await one.start();
  expect(await open(`ws://127.0.0.1:${one.port}/`)).toMatchObject({ status: 101 });
});

it('is silent to who would not get its answer', async () => {
  const one = await gateway({ isLost: (address) => address === '127.0.0.1' });
  const socket = connect(one.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  const heard = await Promise.race([
    new Promise((done) => socket.once('data', done)),
    new Promise((done) => setTimeout(() => done('nothing'), 100)),
  ]);
  socket.destroy();
  expect(heard).toBe('nothing');
  expect(one.lost()).toBe(1);
});
