import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Allowances } from '../run/gate/allowances.ts';

/** Where and how to reach a device; the same flags on every command that does. */
export interface ConnectionFlags {
  readonly host?: string;
  readonly user?: string;
  readonly passwordStdin?: boolean;
  readonly loginProvider?: string;
  readonly caFile?: string;
  readonly tlsFingerprint?: string;
  readonly tlsServerName?: string;
  readonly insecure?: boolean;
  readonly timeout?: number;
  readonly mock?: boolean;
  readonly mockState?: string;
  readonly mockTmos?: string;
  readonly mockLog?: string;
  readonly mockAssume?: readonly string[];
}

/** What the safety gate is told to let pass. */
export interface GateFlags {
  /** Per cent. */
  readonly allowDeletes?: number;
  readonly allowManagementPath?: boolean;
}

export interface VariableFlags {
  readonly var?: readonly string[];
  readonly varsFile?: string;
}

/** A device, or the embedded mock. */
export function addConnectionOptions(command: Command): Command {
  return addDeviceOptions(command)
    .optionsGroup('Without a device:')
    .option('--mock', 'use the embedded mock BIG-IP, kept in .bigip-ws/mock.json')
    .option('--mock-state <file>', 'keep the mock in this file; implies --mock')
    .option('--mock-tmos <version>', 'TMOS version of a new mock')
    .option('--mock-log <file>', 'write the requests the mock gets, as JSON lines')
    .option(
      '--mock-assume <path=kind>',
      'an object that the mock is taken to have; can be repeated',
      collect,
    );
}

export function addDeviceOptions(command: Command): Command {
  return command
    .optionsGroup('The device:')
    .option('--host <host[:port]>', 'management address (BIGIP_HOST, BIGIP_PORT)')
    .option('--user <name>', 'who logs in (BIGIP_USER); the password comes from BIGIP_PASSWORD or a prompt')
    .option('--password-stdin', 'read the password from stdin')
    .option('--login-provider <name>', 'login provider')
    .option('--ca-file <file>', 'PEM file of the authority that signed its certificate (BIGIP_CA_FILE)')
    .option('--tls-fingerprint <sha256:…>', 'trust exactly this certificate (BIGIP_TLS_FINGERPRINT)')
    .option('--tls-server-name <name>', 'name the certificate must carry')
    .option('--insecure', 'trust any certificate')
    .option('--timeout <seconds>', 'longest time for one request', positiveNumber);
}

export function addVariableOptions(command: Command): Command {
  return command
    .optionsGroup('Variables:')
    .option('--var <name=value>', 'set a variable; can be repeated, the last wins', collect)
    .option('--vars-file <file>', 'YAML file of variables');
}

/** How much a plan may delete; `destroy` says that by its name. */
export function deletesOption(): Option {
  return new Option(
    '--allow-deletes <percent>',
    'let so much of what the spec has be deleted, 50%',
  ).argParser(share);
}

export function managementPathOption(): Option {
  return new Option('--allow-management-path', 'let what this connection or the group relies on be changed');
}

export function allowances({ allowDeletes, allowManagementPath }: GateFlags): Allowances {
  return {
    ...(allowDeletes === undefined ? {} : { deletes: allowDeletes }),
    ...(allowManagementPath === undefined ? {} : { managementPath: allowManagementPath }),
  };
}

/** `50%`, `50`. */
function share(text: string): number {
  const value = Number(/^(\d{1,3})%?$/.exec(text)?.[1]);
  if (value <= 100) return value;
  throw new InvalidArgumentError('Write a share of 0% to 100%.');
}

/** `--format` with the formats that a command reports, the default first. */
export function formatOption(formats: Readonly<Record<string, unknown>>): Option {
  const names = Object.keys(formats);
  return new Option('--format <format>', 'how to print the result').choices(names).default(names[0]);
}

export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

/** A whole number from 1 to a bound. */
export const countUpTo =
  (most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  };

/** `30s`, `5m`, `1h` as milliseconds. */
export function duration(text: string): number {
  const match = /^(\d{1,6})(s|m|h)$/.exec(text);
  const unit = { s: 1000, m: 60_000, h: 3_600_000 }[match?.[2] ?? ''];
  if (unit === undefined) throw new InvalidArgumentError('Write 30s, 5m or 1h.');
  return Number(match?.[1]) * unit;
}

/** The closing part of a command's help. */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ bigip-ws ${line}`)].join('\n');
}
