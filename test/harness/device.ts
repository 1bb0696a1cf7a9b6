import { mkdtempSync, writeFileSync } from 'node:fs';
import { setMaxListeners } from 'node:events';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Client, createClient } from '../../src/targets/bigip/icontrol/client.ts';
import type { LoggedRequest, Method } from '../../src/targets/bigip/icontrol/wire.ts';
import { type ChangeFlags, runChange } from '../../src/commands/change.ts';
import type { Deps } from '../../src/commands/deps.ts';
import { type DiffFlags, runDiff, showSaved } from '../../src/commands/diff.ts';
import { CliError, type ExitCode, SpecError } from '../../src/exit.ts';
import { createMock, type Mock, type MockOptions } from '../../src/mock/mock.ts';
import { capturedIo, type Terminal } from './io.ts';

/** How a command ended: its exit code, what it printed, and the error's own words. */
export interface Outcome {
  readonly code: ExitCode;
  readonly out: string;
  /** Everything else it said, the error at its end. */
  readonly err: string;
  /** The words of the error that ended it, with its hint; empty where there was none. */
  readonly error: string;
}

/** A spec as a file's path, or as the value that a file would hold. */
export type SpecInput = string | Readonly<Record<string, unknown>>;

export interface RunOptions<Flags = ChangeFlags & DiffFlags> extends Terminal {
  readonly flags?: Partial<Flags>;
  readonly env?: NodeJS.ProcessEnv;
  /** Where to connect to instead of the mock itself: a proxy in front of it. */
  readonly via?: { readonly port: number; readonly fingerprint: string };
  readonly signal?: AbortSignal;
}

/** A mock BIG-IP, the commands run on it in this process, and a client of its own. */
export interface Device {
  readonly mock: Mock;
  /** All requests since `clearLog`. */
  readonly log: LoggedRequest[];
  readonly folder: string;
  readonly apply: (spec: SpecInput, options?: RunOptions) => Promise<Outcome>;
  readonly destroy: (spec: SpecInput, options?: RunOptions) => Promise<Outcome>;
  readonly diff: (spec: SpecInput, options?: RunOptions<DiffFlags>) => Promise<Outcome>;
  /** A saved plan, by its file. */
  readonly applyPlan: (plan: string, options?: RunOptions) => Promise<Outcome>;
  readonly showPlan: (plan: string, options?: RunOptions<DiffFlags>) => Promise<Outcome>;
  /** A request by another administrator; throws what the device refuses. */
  readonly send: (method: Method, path: string, body?: unknown) => Promise<unknown>;
  readonly client: Client;
  /** Factory state, nothing logged. */
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

export async function startDevice(options: MockOptions = {}): Promise<Device> {
  const log: LoggedRequest[] = [];
  const onRequest = (entry: LoggedRequest): void => {
    log.push(entry);
    options.onRequest?.(entry);
  };
  const mock = await createMock({ taskMs: 0, ...options, onRequest });
  const folder = mkdtempSync(join(tmpdir(), 'bigip-ws-test-'));
  const client = createClient({
    host: '127.0.0.1',
    port: mock.port,
    trust: { fingerprint: mock.fingerprint },
    timeout: 20_000,
  });
  client.authorize({
    Authorization: `Basic ${Buffer.from(`admin:${options.password ?? 'admin'}`).toString('base64')}`,
  });
  const fileOf = (spec: SpecInput): string => {
    if (typeof spec === 'string') return resolve(spec);
    const file = join(folder, 'spec.json');
    writeFileSync(file, JSON.stringify(spec, null, 1));
    return file;
  };
  const change =
    (destroy: boolean) =>
    (spec: SpecInput, run: RunOptions = {}) =>
      running(run, (deps) =>
        runChange(fileOf(spec), { ...flagsOf(mock, run), ...run.flags }, deps, { destroy }),
      );
  return {
    mock,
    log,
    folder,
    client,
    apply: change(false),
    destroy: change(true),
    diff: (spec, run = {}) =>
      running(run, (deps) => runDiff(fileOf(spec), { ...flagsOf(mock, run), ...run.flags }, deps)),
    applyPlan: (plan, run = {}) =>
      running(run, (deps) =>
        runChange(plan, { ...flagsOf(mock, run), ...run.flags, plan }, deps, { destroy: false }),
      ),
    showPlan: (plan, run = {}) =>
      running(run, (deps) => showSaved(plan, { ...flagsOf(mock, run), ...run.flags }, deps)),
    send: async (method, path, body) =>
      (await client.request(method, `/mgmt/tm/${path}`, body === undefined ? {} : { body })).body,
    reset: () => {
      mock.reset();
      log.length = 0;
    },
    stop: async () => {
      client.close();
      await mock.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Neither questions, archives nor the safety gate: those are tested by themselves. */
function flagsOf(mock: Mock, { via }: Pick<RunOptions, 'via'>): ChangeFlags & DiffFlags {
  const { port, fingerprint } = via ?? mock;
  return {
    format: 'text',
    var: [],
    yes: true,
    archive: false,
    save: true,
    allowDeletes: 100,
    allowManagementPath: true,
    host: `127.0.0.1:${port}`,
    tlsFingerprint: fingerprint,
    timeout: 20,
  };
}

async function running(
  run: Omit<RunOptions, 'flags'>,
  work: (deps: Deps) => Promise<ExitCode>,
): Promise<Outcome> {
  const said = capturedIo(run);
  const signal = run.signal ?? new AbortController().signal;
  // Each request listens to it, as in `cli.ts`.
  setMaxListeners(0, signal);
  const deps: Deps = {
    io: said.io,
    env: { BIGIP_PASSWORD: 'admin', ...run.env },
    cwd: process.cwd(),
    debug: false,
    signal,
    uninterrupted: (work) => work(),
  };
  try {
    return { code: await work(deps), out: said.out(), err: said.err(), error: '' };
  } catch (error) {
    if (!(error instanceof CliError) && !(error instanceof SpecError)) throw error;
    const words = said.io.mask(
      [error.message, error instanceof CliError ? (error.details.hint ?? '') : ''].join('\n'),
    );
    return { code: error.code, out: said.out(), err: `${said.err()}\n${words}`, error: words };
  }
}
