// Traffic through the mock under `npm run bench -- traffic`. Held: 2,000 WebSockets that echo through one virtual server,
// each of which knows what it sent; ten seconds, a minute with BENCH_LONG=1. Speed: handshakes and round trips beside
// a direct connection and, where it is installed, HAProxy with one thread, in turns within one run.
import { fork, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { clientOf } from './client.js';

const HELD = 2000;
const HOLD_MS = process.env.BENCH_LONG === '1' ? 60_000 : 10_000;
const OPENING = 50;
const CLIENTS = 32;
const ROUNDS = 3;
const ROUND_MS = 1500;

/** False where a connection was lost, or heard what another one said. */
export async function benchTraffic(bundle, folder, print) {
  const gateways = await start(['gateways']);
  const mock = await start(['mock', bundle]);
  const haproxy = await startHaproxy(folder, gateways.told);
  try {
    await configure(mock, gateways.told);
    const [{ at }] = await mock.ask('places');
    const url = `ws://127.0.0.1:${at.port}/`;
    const ways = {
      direct: `ws://127.0.0.1:${gateways.told[0]}/`,
      'the mock': url,
      ...(haproxy ? { HAProxy: haproxy.url } : {}),
    };
    await speed(ways, print);
    return await held(url, mock, print);
  } finally {
    haproxy?.stop();
    await Promise.all([mock.stop(), gateways.stop()]);
  }
}

async function configure(mock, ports) {
  const { agent, call } = clientOf(mock.told);
  const members = ports.map((port) => ({ name: `127.0.0.1:${port}` }));
  await call('POST', '/mgmt/tm/ltm/pool', { name: 'echo', members });
  const virtual = { name: 'ws', destination: '203.0.113.10:80', ipProtocol: 'tcp', pool: 'echo' };
  await call('POST', '/mgmt/tm/ltm/virtual', { ...virtual, profiles: ['http', 'tcp'] });
  await mock.ask('settled');
  agent.destroy();
}

/** Medians of rounds that take turns, so that a busy moment hits all alike. */
async function speed(ways, print) {
  const counts = Object.fromEntries(Object.keys(ways).map((way) => [way, { handshakes: [], trips: [] }]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [way, url] of Object.entries(ways)) {
      counts[way].handshakes.push(await handshakes(url));
      counts[way].trips.push(await trips(url));
    }
  }
  print([]);
  print(['traffic', 'handshakes/s', 'of direct', 'round trips/s', 'of direct']);
  const rate = (list) =>
    (list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)] * 1000) / ROUND_MS;
  for (const [way, { handshakes: opened, trips: made }] of Object.entries(counts)) {
    const share = (list, of) => (rate(list) / rate(counts.direct[of])).toFixed(2);
    const row = [
      rate(opened).toFixed(0),
      share(opened, 'handshakes'),
      rate(made).toFixed(0),
      share(made, 'trips'),
    ];
    print([way, ...row]);
  }
}

async function handshakes(url) {
  const end = performance.now() + ROUND_MS;
  let count = 0;
  const one = async () => {
    while (performance.now() < end) {
      (await opened(url)).terminate();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, one));
  return count;
}

async function trips(url) {
  const sockets = await Promise.all(Array.from({ length: CLIENTS }, () => opened(url)));
  let count = 0;
  for (const socket of sockets) {
    socket.on('message', (data) => {
      count += 1;
      socket.send(data);
    });
    socket.send('x'.repeat(64));
  }
  await sleep(ROUND_MS);
  for (const socket of sockets) socket.terminate();
  return count;
}

async function held(url, mock, print) {
  const before = await mock.ask('memory');
  const found = { lost: 0, wrong: 0, echoes: 0 };
  const sockets = [];
  for (let id = 0; id < HELD; id += OPENING)
    sockets.push(
      ...(await Promise.all(Array.from({ length: OPENING }, (_, one) => talking(url, id + one, found)))),
    );
  await sleep(HOLD_MS);
  const memory = (await mock.ask('memory')) - before;
  for (const { stop } of sockets) stop();
  print([]);
  print(['held', 'seconds', 'echoes', 'lost', 'mixed up', 'KiB each in the mock']);
  print([HELD, HOLD_MS / 1000, found.echoes, found.lost, found.wrong, (memory / HELD / 1024).toFixed(1)]);
  return found.lost === 0 && found.wrong === 0 && found.echoes > HELD;
}

/** Says its own number and a count about once in two seconds, and must hear just that. */
async function talking(url, id, found) {
  const socket = await opened(url);
  let turn = 0;
  let waiting;
  const say = () => {
    if (waiting !== undefined) found.lost += 1;
    waiting = `${id} ${turn++}`;
    socket.send(waiting);
  };
  socket.on('message', (data) => {
    if (String(data) === waiting) found.echoes += 1;
    else found.wrong += 1;
    waiting = undefined;
  });
  const gone = () => (found.lost += 1);
  socket.on('close', gone);
  const timer = setInterval(say, 1500 + Math.random() * 1000);
  const stop = () => {
    clearInterval(timer);
    socket.off('close', gone).terminate();
  };
  return { stop };
}

function opened(url) {
  return new Promise((done, failed) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.once('open', () => done(socket)).once('error', failed);
    socket.on('error', () => undefined);
  });
}

async function start(args) {
  const child = fork(join(import.meta.dirname, 'traffic-child.js'), args, { execArgv: ['--expose-gc'] });
  const answer = () => new Promise((done, failed) => child.once('message', done).once('exit', failed));
  const told = await answer();
  const ask = (name) => {
    const heard = answer();
    child.send(name);
    return heard;
  };
  const stop = () => {
    const gone = new Promise((done) => child.once('exit', done));
    child.disconnect();
    return gone;
  };
  return { told, ask, stop };
}

/** Debian's package, when it is there. */
async function startHaproxy(folder, ports) {
  if (spawnSync('haproxy', ['-v']).status !== 0) return undefined;
  const port = await freePort();
  const file = join(folder, 'haproxy.cfg');
  const lines = [
    'global',
    '  nbthread 1',
    'defaults',
    '  mode http',
    '  timeout connect 5s',
    '  timeout client 1h',
    '  timeout server 1h',
    '  timeout tunnel 1h',
    'listen echo',
    `  bind 127.0.0.1:${port}`,
    '  balance roundrobin',
    ...ports.map((one, index) => `  server s${index} 127.0.0.1:${one}`),
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child = spawn('haproxy', ['-f', file, '-db'], { stdio: 'ignore' });
  await sleep(500);
  return { url: `ws://127.0.0.1:${port}/`, stop: () => child.kill() };
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
