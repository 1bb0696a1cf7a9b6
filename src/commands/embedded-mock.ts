import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ClientOptions } from '../targets/bigip/icontrol/client.ts';
import type { Login } from '../targets/bigip/icontrol/session.ts';
import { CliError, EXIT } from '../exit.ts';
import { createMock, MockStateError, TMOS_VERSIONS } from '../mock/mock.ts';
import type { Deps } from './deps.ts';
import type { ConnectionFlags } from './options.ts';

const STATE = '.bigip-ws/mock.json';

/** Starts the embedded mock on loopback for one run, and keeps what it holds in its state file. */
export async function withMock<T>(
  flags: ConnectionFlags,
  { cwd, io, debug }: Deps,
  work: (target: ClientOptions, login: Login) => Promise<T>,
): Promise<T> {
  const statePath = resolve(cwd, flags.mockState ?? STATE);
  await mkdir(dirname(statePath), { recursive: true, mode: 0o700 });
  const tmos = knownVersion(flags.mockTmos);
  const log = flags.mockLog === undefined ? undefined : resolve(cwd, flags.mockLog);
  if (log !== undefined) await writeFile(log, '', { mode: 0o600 });
  const lines: string[] = [];
  const mock = await createMock({
    statePath,
    ...(tmos === undefined ? {} : { tmos }),
    onRequest: (entry) => lines.push(JSON.stringify(entry)),
  }).catch(explain);
  try {
    const target = {
      host: '127.0.0.1',
      port: mock.port,
      trust: { fingerprint: mock.fingerprint },
      timeout: 60_000,
      onRequest: debug ? (line: string) => io.complain(line) : undefined,
    };
    return await work(target, { credentials: { user: 'admin', password: 'admin', loginProvider: 'tmos' } });
  } finally {
    await mock.stop();
    if (log !== undefined) await appendFile(log, lines.map((line) => `${line}\n`).join(''));
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

function explain(error: unknown): never {
  if (!(error instanceof MockStateError)) throw error;
  throw new CliError(EXIT.usage, error.message, {
    hint: 'name another file with --mock-state, or delete this one to start afresh',
    cause: error,
  });
}
