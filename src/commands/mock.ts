import type { Command } from 'commander';
import { constants, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError, EXIT, type ExitCode, SpecError } from '../exit.ts';
import type { Deps, Run } from './deps.ts';
import { readInput, writePrivately } from './files.ts';
import { assumptionsOf, explainAssumption } from './device/assumptions.ts';
import { placesText, trafficOptions, type TrafficFlags } from './mock-traffic.ts';
import { collect, examples } from './options.ts';

interface MockFlags extends TrafficFlags {
  readonly port: string;
  readonly user: string;
  readonly password: string;
  readonly tmos?: string;
  readonly state?: string;
  readonly log?: string;
  readonly latency?: string;
  readonly certOut?: string;
  readonly faults?: string;
  readonly assume?: readonly string[];
  readonly expose?: string;
}

/** Bytes. */
const LARGEST_FAULTS = 1024 * 1024;

export function defineMock(program: Command, run: Run): void {
  program
    .command('mock')
    .description('run the mock BIG-IP on loopback until it is interrupted')
    .option('--port <port>', 'port to listen on, 0 for a free one', '8443')
    .option('--user <name>', 'administrator', 'admin')
    .option('--password <password>', 'its password', 'admin')
    .option('--tmos <version>', 'TMOS version; default 17.1.2')
    .option('--state <file>', 'keep what it holds in this file')
    .option('--log <file>', 'write the requests as JSON lines, secrets masked')
    .option('--latency <ms>', 'wait before each answer')
    .option('--faults <file>', 'YAML file of failures to play: docs/mock.md')
    .option(
      '--assume <path=kind>',
      'an object that it is taken to have: /Common/x=ltm/profile/client-ssl; can be repeated',
      collect,
    )
    .option('--cert-out <file>', 'write its certificate here, for clients that verify')
    .option(
      '--expose <address>',
      'listen on this address instead of loopback: whoever reaches it can do everything with the mock',
    )
    .option('--traffic', 'make its virtual servers real listeners on loopback, and its monitors real probes')
    .option(
      '--map <place>',
      'where an address is on loopback: 203.0.113.10:80=127.0.0.1:8080, or auto for free ports; can be repeated',
      collect,
    )
    .option('--time-scale <n>', 'let monitors, idle connections and ramps pass n times as fast')
    .addHelpText(
      'after',
      examples(
        'mock --port 8443',
        'mock --traffic --map auto',
        'mock --tmos 12.1.2 --state lab.json --log requests.jsonl',
      ),
    )
    .action((flags: MockFlags) => run((deps) => runMock(flags, deps)));
}

async function runMock(flags: MockFlags, { io, cwd, signal }: Deps): Promise<ExitCode> {
  const { createMock, TMOS_VERSIONS } = await import('../mock/mock.ts');
  const traffic = trafficOptions(flags, io);
  let isReady = false;
  if (flags.tmos !== undefined && !TMOS_VERSIONS.includes(flags.tmos)) {
    throw new CliError(EXIT.usage, `the mock does not know TMOS ${flags.tmos}`, {
      hint: `it knows ${TMOS_VERSIONS.join(', ')}`,
    });
  }
  const log = flags.log === undefined ? undefined : await startLog(resolve(cwd, flags.log));
  const mock = await createMock({
    port: number(flags.port, '--port'),
    user: flags.user,
    password: flags.password,
    ...(flags.tmos === undefined ? {} : { tmos: flags.tmos }),
    ...(flags.state === undefined ? {} : { statePath: resolve(cwd, flags.state) }),
    ...(flags.latency === undefined ? {} : { latencyMs: number(flags.latency, '--latency') }),
    ...(flags.expose === undefined ? {} : { host: flags.expose, allowRemote: true }),
    ...(flags.faults === undefined ? {} : { faults: await readFaults(flags.faults, cwd) }),
    assume: assumptionsOf(flags.assume, '--assume'),
    onRequest: (entry) => log?.write(`${JSON.stringify(entry)}\n`),
    ...(traffic && { traffic: { ...traffic, onPlaces: (places) => isReady && io.note(placesText(places)) } }),
  }).catch((error: unknown) => explain(error, flags));
  if (flags.certOut !== undefined) await writePrivately(resolve(cwd, flags.certOut), mock.certificate);
  io.out(`mock BIG-IP ${mock.tmos} on ${mock.url}`);
  isReady = true;
  if (mock.traffic) io.note(placesText(mock.traffic.places()));
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    signal.addEventListener('abort', () => done(), { once: true });
  });
  await mock.stop();
  log?.end();
  return EXIT.done;
}

async function explain(error: unknown, flags: MockFlags): Promise<never> {
  const { AssumptionError, MockStateError, TrafficOptionError } = await import('../mock/mock.ts');
  if (error instanceof AssumptionError) throw explainAssumption(error, '--assume');
  if (error instanceof MockStateError) {
    const { hint } = error;
    throw new CliError(EXIT.usage, error.message, { ...(hint === undefined ? {} : { hint }), cause: error });
  }
  if (error instanceof TrafficOptionError)
    throw new CliError(EXIT.usage, `--map: ${error.message}`, { cause: error });
  throw cannotListen(error, flags);
}

/** A log that grows while the mock runs: its own new file, moved into place and appended to from there. */
async function startLog(path: string): Promise<WriteStream> {
  await writePrivately(path, '');
  const handle = await open(path, constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW);
  return handle.createWriteStream();
}

async function readFaults(file: string, cwd: string): Promise<unknown> {
  const { readFaultFile } = await import('../mock/faults/file.ts');
  const read = await readFaultFile(await readInput(file, cwd, 'file of faults', LARGEST_FAULTS), file);
  if (Array.isArray(read)) throw new SpecError(read);
  return read.faults;
}

function number(text: string, flag: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new CliError(EXIT.usage, `${flag} must be a number, not ${text}`);
}

function cannotListen(error: unknown, { port, expose = 'loopback' }: MockFlags): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new CliError(EXIT.usage, `port ${port} is in use`, {
      hint: 'give another with --port, or 0 for a free one',
    });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') {
    return new CliError(EXIT.usage, `the mock cannot listen on ${expose} port ${port}: ${code}`, {
      hint: 'give an address of this machine, and a port above 1023',
    });
  }
  return error;
}
