import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CliError, EXIT } from '../../exit.ts';
import {
  AssumptionError,
  createMock,
  type Mock,
  type MockOptions,
  MockStateError,
  TMOS_VERSIONS,
} from '../../mock/mock.ts';
import type { LoadedSpec } from '../../run/job.ts';
import type { ConnectOptions } from '../../run/target.ts';
import type { Deps } from '../deps.ts';
import { writePrivately } from '../files.ts';
import type { ConnectionFlags } from '../options.ts';
import { assumptionsOf, explainAssumption } from './assumptions.ts';
import { requestLog } from './request-log.ts';

const FLAG = '--mock-assume';
const STATE = '.bigip-ws/mock.json';

type Work<T> = (options: ConnectOptions, mock: Mock) => Promise<T>;

/** Starts the embedded mock on loopback for one run, and keeps what it holds in its state file. */
export async function withMock<T>(
  flags: ConnectionFlags,
  loaded: LoadedSpec | undefined,
  deps: Deps,
  work: Work<T>,
  traffic?: MockOptions['traffic'],
): Promise<T> {
  const { cwd } = deps;
  const statePath = resolve(cwd, flags.mockState ?? STATE);
  await mkdir(dirname(statePath), { recursive: true, mode: 0o700 });
  if (flags.mockState === undefined) await writePrivately(join(dirname(statePath), '.gitignore'), '*\n');
  const tmos = knownVersion(flags.mockTmos);
  const log = flags.mockLog === undefined ? undefined : resolve(cwd, flags.mockLog);
  if (log !== undefined) await writePrivately(log, '');
  const lines: string[] = [];
  const options: MockOptions = {
    statePath,
    ...(tmos === undefined ? {} : { tmos }),
    ...(traffic ? { traffic } : {}),
    onRequest: (entry) => lines.push(JSON.stringify(entry)),
  };
  try {
    return await onMock(options, flags, { loaded, deps }, work);
  } finally {
    if (log !== undefined) await writePrivately(log, lines.map((line) => `${line}\n`).join(''));
  }
}

/** The same with a mock that is thrown away. */
export async function withPassingMock<T>(
  flags: Pick<ConnectionFlags, 'mockTmos' | 'mockAssume'>,
  loaded: LoadedSpec,
  deps: Deps,
  work: Work<T>,
  traffic: NonNullable<MockOptions['traffic']>,
): Promise<T> {
  const tmos = knownVersion(flags.mockTmos) ?? loaded.spec.device.tmos;
  return onMock({ traffic, ...(tmos === undefined ? {} : { tmos }) }, flags, { loaded, deps }, work);
}

async function onMock<T>(
  options: MockOptions,
  { mockAssume }: Pick<ConnectionFlags, 'mockAssume'>,
  { loaded, deps }: { readonly loaded: LoadedSpec | undefined; readonly deps: Deps },
  work: Work<T>,
): Promise<T> {
  const assume = { ...loaded?.spec.mock.assume, ...assumptionsOf(mockAssume, FLAG) };
  const mock = await createMock({ ...options, assume }).catch((error: unknown) => explain(error, loaded));
  const { port, fingerprint } = mock;
  try {
    return await work(
      {
        host: '127.0.0.1',
        port,
        shownAs: 'mock',
        trust: { fingerprint },
        login: { credentials: { user: 'admin', password: 'admin', loginProvider: 'tmos' } },
        timeout: 60_000,
        signal: deps.signal,
        onRequest: requestLog(deps),
      },
      mock,
    );
  } finally {
    await mock.stop();
  }
}

/** A version that the mock plays, or a usage error. */
export function knownVersion(flag: string | undefined): string | undefined {
  if (flag !== undefined && !TMOS_VERSIONS.includes(flag)) {
    throw new CliError(EXIT.usage, `the mock does not know TMOS ${flag}`, {
      hint: `it knows ${TMOS_VERSIONS.join(', ')}`,
    });
  }
  return flag;
}

function explain(error: unknown, loaded: LoadedSpec | undefined): never {
  if (error instanceof AssumptionError) throw explainAssumption(error, FLAG, loaded);
  if (!(error instanceof MockStateError)) throw error;
  throw new CliError(EXIT.usage, error.message, {
    hint: error.hint ?? 'name another file with --mock-state, or delete this one to start afresh',
    cause: error,
  });
}
