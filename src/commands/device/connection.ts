import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError, EXIT, SpecError } from '../../exit.ts';
import type { LoadedSpec } from '../../run/job.ts';
import { nothingChanged } from '../../run/untouched.ts';
import type { Connection, ConnectOptions, Login, Target, Trust } from '../../run/target.ts';
import type { Spec } from '../../spec/schema/schema.ts';
import { loadTarget } from '../../targets/registry.ts';
import type { Deps } from '../deps.ts';
import { besideSpec } from '../files.ts';
import type { ConnectionFlags } from '../options.ts';
import { requestLog } from './request-log.ts';
import { spoken } from '../present.ts';

/** A target and a device of it that is logged in. */
export interface Connected {
  readonly target: Target;
  readonly connection: Connection;
}

export const DEFAULT_TIMEOUT_S = 60;

/**
 * Runs work on a device, or on the embedded mock with `--mock`. The token is deleted and the mock is
 * stopped afterwards, also when the work fails or the process is asked to stop.
 */
export async function withConnection<T>(
  flags: ConnectionFlags,
  loaded: LoadedSpec | undefined,
  deps: Deps,
  work: (connected: Connected) => Promise<T>,
): Promise<T> {
  if (flags.mock || flags.mockState !== undefined) {
    const { withMock } = await import('./embedded-mock.ts');
    return withMock(flags, loaded, deps, (options) => onDevice(options, deps, work));
  }
  if (flags.mockAssume !== undefined)
    throw new CliError(EXIT.usage, '--mock-assume is for a mock, and this would be a device', {
      hint: 'add --mock, or leave it out',
    });
  return onDevice(await optionsOf(flags, loaded, deps), deps, work);
}

/** Logs in, runs work, and logs out. */
export async function onDevice<T>(
  options: ConnectOptions,
  { io }: Deps,
  work: (connected: Connected) => Promise<T>,
): Promise<T> {
  const target = await loadTarget('bigip');
  const connection = await target.connect(options).catch((error: unknown) => {
    throw nothingChanged(error);
  });
  if (connection.warning !== undefined) io.complain(`warning: ${spoken(connection.warning, io)}`);
  try {
    return await work({ target, connection });
  } finally {
    const left = await connection.close();
    if (left !== undefined) io.complain(`warning: ${spoken(left, io)}`);
  }
}

type Device = Spec['device'];

async function optionsOf(
  flags: ConnectionFlags,
  loaded: LoadedSpec | undefined,
  deps: Deps,
): Promise<ConnectOptions> {
  const { env, signal } = deps;
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
    login: await loginOf(flags, device, deps),
    timeout: (flags.timeout ?? DEFAULT_TIMEOUT_S) * 1000,
    signal,
    onRequest: requestLog(deps),
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
