// The mock under `npm run bench`. Reads: requests per second beside a bare HTTPS server that sends the very same
// bytes, in turns, each server in a process of its own. Load: many connections that read and write at once and
// know what each answer must be. BENCH_LONG=1 makes the load last 30 seconds.
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { connect } from 'node:tls';
import { AUTHORIZATION, clientOf } from './client.js';

const root = resolve(import.meta.dirname, '../..');
const TM = '/mgmt/tm';
const POOLS = 1000;
const READERS = 16;
const ROUNDS = 3;
const ROUND_MS = 1000;
const CLIENTS = 200;
const LOAD_MS = process.env.BENCH_LONG === '1' ? 30_000 : 10_000;

/** False when the load lost an answer or got a wrong one. */
export async function benchMock(bundle, folder, print) {
  const mock = await start([bundle]);
  try {
    const { agent, call } = clientOf(mock, CLIENTS);
    await fill(call);
    await reads({ folder, bundle, mock, call, print });
    agent.destroy();
    return await load(mock, print);
  } finally {
    await mock.stop();
  }
}

async function start(args) {
  const child = fork(join(import.meta.dirname, 'mock-child.js'), args, { execArgv: ['--expose-gc'] });
  const answer = () =>
    new Promise((done, fail) => {
      const left = (code) => fail(new Error(`the server ended with ${code}`));
      child.once('exit', left);
      child.once('message', (message) => {
        child.off('exit', left);
        done(message);
      });
    });
  const { port, certificate } = await answer();
  return {
    port,
    certificate,
    ask: (question) => {
      child.send(question);
      return answer();
    },
    stop: () =>
      new Promise((done) => {
        child.once('exit', done);
        child.kill();
      }),
  };
}

async function fill(call) {
  for (let first = 0; first < POOLS; first += 100) {
    const some = Array.from({ length: 100 }, (_, index) => first + index);
    const made = await Promise.all(
      some.map((one) => call('POST', `${TM}/ltm/pool`, { name: poolName(one), monitor: '/Common/tcp' })),
    );
    if (made.some(({ status }) => status !== 200)) throw new Error('the mock did not take the pools');
  }
}

const poolName = (number) => `pool-${String(number).padStart(4, '0')}`;

async function reads({ folder, bundle, mock, call, print }) {
  const subjects = [
    { name: 'one pool', path: `${TM}/ltm/pool/${poolName(0)}` },
    { name: `${POOLS} pools`, path: `${TM}/ltm/pool` },
    // Made anew for each answer, where the text of a plain object is kept.
    { name: `${POOLS} expanded`, path: `${TM}/ltm/pool?expandSubcollections=true` },
  ];
  const answers = [];
  for (const { path } of subjects) answers.push({ path, ...(await call('GET', path)) });
  const file = join(folder, 'answers.json');
  const stored = answers.map(({ path, head, bytes }) => ({ path, head, body: bytes.toString('utf8') }));
  writeFileSync(file, JSON.stringify(stored));
  const bare = await start([bundle, file]);
  try {
    const other = clientOf(bare, CLIENTS);
    print([]);
    print(['mock, GET', 'bytes', 'connections', 'server', 'requests/s', 'ratio', 'server µs each', 'ratio']);
    for (const [index, { name, path }] of subjects.entries()) {
      const { head, bytes } = await other.call('GET', path);
      const same = bytes.equals(answers[index].bytes) && String(head) === String(answers[index].head);
      if (!same) throw new Error(`the bare server does not send what the mock sends for ${path}`);
      const servers = { 'bare https': bare, mock };
      const sums = Object.fromEntries(
        Object.keys(servers).map((server) => [server, { count: 0, ms: 0, cpu: 0 }]),
      );
      for (const server of Object.values(servers)) await pump(server, path, bytes.length, ROUND_MS / 2);
      for (let round = 0; round < ROUNDS; round++) {
        for (const [server, one] of Object.entries(servers)) {
          const before = await one.ask('cpu');
          const { count, ms } = await pump(one, path, bytes.length, ROUND_MS);
          sums[server].cpu += (await one.ask('cpu')) - before;
          sums[server].count += count;
          sums[server].ms += ms;
        }
      }
      const rate = ({ count, ms }) => (count * 1000) / ms;
      const cost = ({ cpu, count }) => cpu / count;
      const base = sums['bare https'];
      for (const [server, sum] of Object.entries(sums)) {
        const perSecond = [rate(sum).toFixed(0), (rate(sum) / rate(base)).toFixed(2)];
        const each = [cost(sum).toFixed(0), (cost(sum) / cost(base)).toFixed(2)];
        print([name, bytes.length, READERS, server, ...perSecond, ...each]);
      }
    }
    other.agent.destroy();
  } finally {
    await bare.stop();
  }
}

/**
 * The same GET over and over on each connection. Bare sockets cost little; where they are slower than the bare
 * server all the same, what an answer costs the server's processor is the truer ratio.
 */
async function pump({ port, certificate }, path, length, ms) {
  const question = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${AUTHORIZATION}\r\n\r\n`;
  const sockets = await Promise.all(
    Array.from(
      { length: READERS },
      () =>
        new Promise((done, fail) => {
          const socket = connect({ host: '127.0.0.1', port, ca: certificate }, () => done(socket));
          socket.once('error', fail);
        }),
    ),
  );
  const started = performance.now();
  let count = 0;
  const reader = (socket) =>
    new Promise((done, fail) => {
      let head = '';
      let missing = 0;
      const next = () => {
        count++;
        if (performance.now() - started < ms) socket.write(question);
        else done(socket.destroy());
      };
      socket.on('error', fail);
      socket.on('close', () => fail(new Error('the server closed a connection')));
      socket.on('data', (chunk) => {
        if (missing > 0) {
          missing -= chunk.length;
          if (missing === 0) next();
          return;
        }
        head += chunk.toString('latin1');
        const end = head.indexOf('\r\n\r\n') + 4;
        if (end < 4) return;
        const told = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
        if (!head.startsWith('HTTP/1.1 200 ') || told !== length)
          return fail(new Error(`a wrong answer: ${head.slice(0, 200)}`));
        missing = length - (head.length - end);
        head = '';
        if (missing === 0) next();
      });
      socket.write(question);
    });
  await Promise.all(sockets.map(reader));
  return { count, ms: performance.now() - started };
}

async function load(mock, print) {
  const { agent, call } = clientOf(mock, CLIENTS);
  const listed = async (path) => (await call('GET', path)).json().items?.length ?? 0;
  const before = { heap: await mock.ask('heap'), nodes: await listed(`${TM}/ltm/node`) };
  const times = [];
  const lost = [];
  const wrong = [];
  const asked = async (method, path, body, expected, headers) => {
    const start = performance.now();
    let reply;
    try {
      reply = await call(method, path, body, headers);
    } catch (error) {
      lost.push(`${method} ${path}: ${error.message}`);
      return {};
    }
    times.push(performance.now() - start);
    const json = reply.bytes.length > 0 ? reply.json() : {};
    if (reply.status !== expected.status || !expected.is(json))
      wrong.push(`${method} ${path}: ${reply.status} ${reply.bytes.toString('utf8', 0, 200)}`);
    return json;
  };
  const started = performance.now();
  const until = started + LOAD_MS;
  const works = Array.from({ length: CLIENTS }, async (_, number) => {
    for (let round = 0; performance.now() < until; round++) await work(asked, number, round);
  });
  await Promise.all(works);
  const seconds = (performance.now() - started) / 1000;
  const nodes = await listed(`${TM}/ltm/node`);
  if (nodes !== before.nodes) wrong.push(`${nodes} nodes are left, ${before.nodes} were there before`);
  agent.destroy();
  await mock.ask('hour');
  const later = clientOf(mock, CLIENTS);
  await later.call('GET', `${TM}/transaction`);
  later.agent.destroy();
  const after = await mock.ask('heap');
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(0);
  const mib = (bytes) => (bytes / 1024 / 1024).toFixed(1);
  print([]);
  print([
    'mock, load of',
    'seconds',
    'answers',
    'answers/s',
    'lost',
    'wrong',
    'ms median',
    'ms 99 %',
    'heap MiB',
  ]);
  const counts = [times.length, (times.length / seconds).toFixed(0), lost.length, wrong.length];
  print([CLIENTS, seconds.toFixed(1), ...counts, at(0.5), at(0.99), `${mib(before.heap)} to ${mib(after)}`]);
  for (const text of [...lost.slice(0, 5), ...wrong.slice(0, 5)]) print([text]);
  return lost.length + wrong.length === 0;
}

/** One round of one client. Its nodes are its own, so it knows every answer; it leaves nothing behind. */
async function work(asked, number, round) {
  const name = `load-${number}`;
  const address = `10.9.${Math.floor(number / 250)}.${(number % 250) + 1}`;
  const node = `${TM}/ltm/node/${name}`;
  const gone = { status: 404, is: ({ code }) => code === 404 };
  const done = { status: 200, is: () => true };
  const with_ = (values) => ({
    status: 200,
    is: (json) => Object.entries(values).every(([key, value]) => json[key] === value),
  });
  const pool = poolName((number * 37 + round) % POOLS);
  const readPool = () =>
    asked('GET', `${TM}/ltm/pool/${pool}`, undefined, with_({ name: pool, monitor: '/Common/tcp' }));

  await asked('POST', `${TM}/ltm/node`, { name, address }, with_({ name, address }));
  await readPool();
  const description = `round ${round}`;
  await asked('PATCH', node, { description }, with_({ name, description }));
  await asked('GET', node, undefined, with_({ name, address, description }));
  await asked('DELETE', node, undefined, done);
  await asked('GET', node, undefined, gone);
  if ((number + round) % 25 === 0) {
    const all = { status: 200, is: ({ items }) => items?.length === POOLS };
    await asked('GET', `${TM}/ltm/pool`, undefined, all);
  }

  // One transaction that goes through, one that fails at its second command and must leave no trace.
  const transaction = async (commands, expected) => {
    const { transId } = await asked('POST', `${TM}/transaction`, {}, with_({ state: 'STARTED' }));
    const header = { 'X-F5-REST-Coordination-Id': String(transId) };
    for (const [method, path, body] of commands)
      await asked(method, path, body, with_({ method, kind: 'tm:transaction:commandsstate' }), header);
    await asked('PATCH', `${TM}/transaction/${transId}`, { state: 'VALIDATING' }, expected);
  };
  const create = ['POST', `${TM}/ltm/node`, { name, address }];
  await transaction([create, ['PATCH', node, { description }]], with_({ state: 'COMPLETED' }));
  await asked('GET', node, undefined, with_({ name, address, description }));
  await transaction([['DELETE', node]], with_({ state: 'COMPLETED' }));
  const taken = { status: 400, is: ({ message }) => message?.includes('already exists') };
  await transaction([create, ['POST', `${TM}/ltm/pool`, { name: pool }]], taken);
  await asked('GET', node, undefined, gone);
  await readPool();
}
