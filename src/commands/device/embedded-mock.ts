import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CliError, EXIT } from '../../exit.ts';
import { AssumptionError, createMock, MockStateError, TMOS_VERSIONS } from '../../mock/mock.ts';
import type { LoadedSpec } from '../../run/job.ts';
import type { ConnectOptions } from '../../run/target.ts';
import type { Deps } from '../deps.ts';
import { writePrivately } from '../files.ts';
import type { ConnectionFlags } from '../options.ts';
import { assumptionsOf, explainAssumption } from './assumptions.ts';
import { requestLog } from './request-log.ts';

const FLAG = '--mock-assume';
const STATE = '.bigip-ws/mock.json';

/** Starts the embedded mock on loopback for one run, and keeps what it holds in its state file. */
export async function withMock<T>(
  flags: ConnectionFlags,
  loaded: LoadedSpec | undefined,
  deps: Deps,
  work: (options: ConnectOptions) => Promise<T>,
): Promise<T> {
  const { cwd, signal } = deps;
  const statePath = resolve(cwd, flags.mockState ?? STATE);
  await mkdir(dirname(statePath), { recursive: true, mode: 0o700 });
  if (flags.mockState === undefined) await writePrivately(join(dirname(statePath), '.gitignore'), '*\n');
  const tmos = knownVersion(flags.mockTmos);
  const log = flags.mockLog === undefined ? undefined : resolve(cwd, flags.mockLog);
  if (log !== undefined) await writePrivately(log, '');
  const lines: string[] = [];
  const mock = await createMock({
    statePath,
    ...(tmos === undefined ? {} : { tmos }),
    assume: { ...loaded?.spec.mock.assume, ...assumptionsOf(flags.mockAssume, FLAG) },
    onRequest: (entry) => lines.push(JSON.stringify(entry)),
  }).catch((error: unknown) => explain(error, loaded));
  try {
    return await work({
      host: '127.0.0.1',
      port: mock.port,
      shownAs: 'mock',
      trust: { fingerprint: mock.fingerprint },
      login: { credentials: { user: 'admin', password: 'admin', loginProvider: 'tmos' } },
      timeout: 60_000,
      signal,
      onRequest: requestLog(deps),
    });
  } finally {
    await mock.stop();
    if (log !== undefined) await writePrivately(log, lines.map((line) => `${line}\n`).join(''));
  }
}

function knownVersion(flag: string | undefined): string | undefined {
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
