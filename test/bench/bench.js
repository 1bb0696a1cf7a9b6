// `npm run bench`: what the command line costs, as ratios within one run. Start-up against a bare Node;
// requests and wall time of diff and apply against the embedded mock, for specs that grow tenfold.
// A run's time includes the start of Node and of the mock, and writing the mock's state. Then the mock itself
// (mock.js), and what it carries (traffic.js); `npm run bench -- mock` and `-- traffic` measure nothing else.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { build } from 'esbuild';
import { benchMock } from './mock.js';
import { benchTraffic } from './traffic.js';

const root = resolve(import.meta.dirname, '../..');
const bin = join(root, 'bin/bigip-ws.js');
const STARTS = 15;
const only = ['mock', 'traffic'].find((one) => one === process.argv[2]);
const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 1000];

if (only === undefined && !existsSync(join(root, 'dist/cli.js'))) {
  const built = spawnSync(process.execPath, ['.config/build.js'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'bigip-ws-bench-'));
try {
  if (only === undefined) {
    startUp();
    for (const [index, size] of SIZES.entries()) growth(size, index === 0);
  }
  const bundle = await bundled();
  if (only !== 'traffic' && !(await benchMock(bundle, folder, print))) process.exitCode = 1;
  if (only !== 'mock' && !(await benchTraffic(bundle, folder, print))) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The mock as a program that imports it has it. */
async function bundled() {
  const outfile = join(folder, 'mock.mjs');
  const contents =
    "export * from './src/mock/mock.ts'; export { selfSigned } from './src/mock/server/certificate.ts';";
  await build({
    stdin: { contents, resolveDir: root },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
    banner: {
      js: "import{createRequire as requireFor}from'node:module';const require=requireFor(import.meta.url);",
    },
  });
  return outfile;
}

/** Start-up: medians of interleaved runs, so that a busy moment hits all three alike. */
function startUp() {
  const commands = { 'node -e 0': ['-e', '0'], '--version': [bin, '--version'], '--help': [bin, '--help'] };
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < STARTS; round++) {
    for (const [name, args] of Object.entries(commands)) times[name].push(timed(args).ms);
  }
  const base = median(times['node -e 0']);
  print(['start-up', 'median ms', 'times node -e 0']);
  for (const [name, list] of Object.entries(times)) {
    const ms = median(list);
    print([name, ms.toFixed(1), (ms / base).toFixed(2)]);
  }
}

/** One spec on an empty device: diff, apply, diff again. */
function growth(size, withHead) {
  const spec = join(folder, `bench-${size}.json`);
  const state = join(folder, `mock-${size}.json`);
  writeFileSync(spec, JSON.stringify(specOf(size)));
  const diff = run(['diff', spec, '--format', 'json'], state);
  const { changes, errors } = JSON.parse(diff.stdout);
  if (errors.length > 0) throw new Error(`diff: ${JSON.stringify(errors[0])}`);
  const apply = run(['apply', spec, '--yes', '--format', 'json'], state);
  const again = run(['diff', spec, '--exit-code'], state);
  if (withHead) {
    print([]);
    print(['virtual servers', 'objects', 'run', 'requests', 'per object', 'seconds', 'ms per object']);
  }
  for (const [name, { requests, ms }] of Object.entries({ diff, apply, 'diff again': again })) {
    const perObject = (requests / changes.length).toFixed(3);
    const each = (ms / changes.length).toFixed(2);
    print([size, changes.length, name, requests, perObject, (ms / 1000).toFixed(2), each]);
  }
}

/** Virtual servers, each with a pool of two members on nodes that are shared by two pools. */
function specOf(size) {
  const numbers = Array.from({ length: size }, (_, index) => index);
  const ip = (net, index) => `10.${net}.${Math.floor(index / 250)}.${(index % 250) + 1}`;
  const named = (prefix, value) => Object.fromEntries(numbers.map((one) => [`${prefix}-${one}`, value(one)]));
  return {
    version: 1,
    name: 'bench',
    nodes: named('node', (one) => ip(1, one)),
    pools: named('pool', (one) => ({
      monitors: ['/Common/tcp'],
      members: { [`node-${one}`]: 8001, [`node-${(one + 1) % size}`]: 8002 },
    })),
    virtualServers: named('ws', (one) => ({
      destination: ip(2, one),
      port: 80,
      websocket: 'native',
      snat: 'automap',
      pool: `pool-${one}`,
    })),
  };
}

function run(args, state) {
  const log = join(folder, 'requests.jsonl');
  const result = timed([bin, ...args, '--mock-state', state, '--mock-log', log]);
  if (result.status !== 0) throw new Error(`${args[0]} gave ${result.status}: ${result.stderr.slice(-2000)}`);
  const requests = readFileSync(log, 'utf8').trim().split('\n').length;
  return { ...result, requests };
}

function timed(args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  return { ms: performance.now() - start, status, stdout, stderr };
}

function median(list) {
  return list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)];
}

function print(cells) {
  process.stdout.write(
    `${cells
      .map((cell) => String(cell).padEnd(16))
      .join('')
      .trimEnd()}\n`,
  );
}
