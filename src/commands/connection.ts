import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ClientOptions } from '../targets/bigip/icontrol/client.ts';
import { type Login, openSession, type Session } from '../targets/bigip/icontrol/session.ts';
import type { Trust } from '../targets/bigip/icontrol/trust.ts';
import { CliError, EXIT, SpecError } from '../exit.ts';
import type { Spec } from '../spec/schema/schema.ts';
import type { Deps } from './deps.ts';
import { besideSpec } from './files.ts';
import type { LoadedSpec } from './load.ts';
import type { ConnectionFlags } from './options.ts';

/** A connection that is logged in, and how to leave it. */
export interface Connection {
  readonly session: Session;
  /** As it is shown: `192.168.4.245`, `mock`. */
  readonly host: string;
}

const DEFAULT_TIMEOUT_S = 60;

/**
 * Runs work on a device, or on the embedded mock with `--mock`. The token is deleted and the mock is
 * stopped afterwards, also when the work fails or the process is asked to stop.
 */
export async function withConnection<T>(
  flags: ConnectionFlags,
  loaded: LoadedSpec | undefined,
  deps: Deps,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  if (flags.mock || flags.mockState !== undefined) {
    const { withMock } = await import('./embedded-mock.ts');
    return withMock(flags, deps, (target, login) => onDevice(target, login, 'mock', deps, work));
  }
  const target = await targetOf(flags, loaded, deps);
  return onDevice(target, await loginOf(flags, loaded?.spec.device, deps), target.host, deps, work);
}

async function onDevice<T>(
  target: ClientOptions,
  login: Login,
  host: string,
  deps: Deps,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const session = await openSession(target, login);
  if (session.warning !== undefined) deps.io.complain(`warning: ${session.warning}`);
  try {
    return await untilAborted(work({ session, host }), deps.signal);
  } finally {
    const left = await session.end();
    if (left !== undefined) deps.io.complain(`warning: ${left}`);
  }
}

/** The work, or a rejection as soon as the process is asked to stop. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolvePromise, reject) => {
    const abort = (): void => reject(new CliError(EXIT.interrupted, 'interrupted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolvePromise, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

type Device = Spec['device'];

async function targetOf(
  flags: ConnectionFlags,
  loaded: LoadedSpec | undefined,
  deps: Deps,
): Promise<ClientOptions> {
  const { env, io, debug } = deps;
  const device = loaded?.spec.device;
  const place = flags.host ?? env.BIGIP_HOST ?? device?.host;
  if (place === undefined) {
    throw new CliError(EXIT.usage, 'which device?', {
      hint: 'give --host, set BIGIP_HOST, or write device: { host: … } into the spec; --mock needs none',
    });
  }
  const { host, port } = splitHost(place);
  return {
    host,
    port: port ?? portOf(env.BIGIP_PORT) ?? device?.port ?? 443,
    trust: await trustOf(flags, loaded, deps),
    timeout: (flags.timeout ?? DEFAULT_TIMEOUT_S) * 1000,
    onRequest: debug ? (line) => io.complain(line) : undefined,
  };
}

/** `bigip1`, `bigip1:8443`, `2001:db8::1`, `[2001:db8::1]:8443`. */
export function splitHost(text: string): { host: string; port: number | undefined } {
  const match = /^\[([^\]]+)\](?::(\d+))?$/.exec(text) ?? /^([^:]+)(?::(\d+))?$/.exec(text);
  if (match) return { host: match[1] ?? text, port: portOf(match[2]) };
  if (/^[0-9A-Fa-f:.]+$/.test(text)) return { host: text, port: undefined };
  throw new CliError(EXIT.usage, `${text} is not a host`, {
    hint: 'write bigip1.example.com, 192.0.2.1:8443 or [2001:db8::1]:8443',
  });
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new CliError(EXIT.usage, `${text} is not a port`);
}

async function trustOf(
  flags: ConnectionFlags,
  loaded: LoadedSpec | undefined,
  { env, cwd }: Deps,
): Promise<Trust> {
  const tls = loaded?.spec.device.tls;
  const named = flags.caFile ?? env.BIGIP_CA_FILE;
  const caPath = named === undefined ? await caBesideSpec(loaded, cwd) : resolve(cwd, named);
  return {
    fingerprint: flags.tlsFingerprint ?? env.BIGIP_TLS_FINGERPRINT ?? tls?.fingerprint,
    serverName: flags.tlsServerName ?? tls?.serverName,
    insecure: flags.insecure,
    ca: caPath === undefined ? undefined : await readCa(caPath),
  };
}

async function caBesideSpec(loaded: LoadedSpec | undefined, cwd: string): Promise<string | undefined> {
  const file = loaded?.spec.device.tls.caFile;
  if (!loaded || file === undefined) return undefined;
  const path = await besideSpec(loaded.file, file, cwd);
  if (path !== undefined) return path;
  const source = loaded.locate(['device', 'tls', 'caFile']);
  const message = `${file} is not in the folder of the spec`;
  throw new SpecError([
    { rule: 'spec/ca-file', severity: 'error', message, hint: 'use --ca-file for a file elsewhere', source },
  ]);
}

function readCa(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CliError(EXIT.usage, `cannot read the CA file ${path}`, { cause });
  });
}

async function loginOf(
  flags: ConnectionFlags,
  device: Device | undefined,
  { env, io }: Deps,
): Promise<Login> {
  const token = env.BIGIP_TOKEN;
  if (token !== undefined && token !== '') {
    io.hide([token]);
    return { token };
  }
  const user = flags.user ?? env.BIGIP_USER ?? device?.user ?? 'admin';
  const password = await passwordOf(flags, user, { env, io });
  io.hide([password]);
  return {
    credentials: { user, password, loginProvider: flags.loginProvider ?? device?.loginProvider ?? 'tmos' },
  };
}

async function passwordOf(
  flags: ConnectionFlags,
  user: string,
  { env, io }: Pick<Deps, 'env' | 'io'>,
): Promise<string> {
  if (flags.passwordStdin) return (await io.readStdin()).replace(/\r?\n$/, '');
  const set = env.BIGIP_PASSWORD;
  if (set !== undefined) return set;
  if (io.interactive) return io.askSecret(`Password of ${user}:`);
  throw new CliError(EXIT.usage, `there is no password for ${user}`, {
    hint: 'set BIGIP_PASSWORD or use --password-stdin',
  });
}
