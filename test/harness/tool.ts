import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { inject } from 'vitest';

// The tool as it ships: every test of the command line runs the unpacked tarball as a process.

/** The folder of the unpacked tarball, made by `pack.ts`. */
export function toolFolder(): string {
  return inject('toolFolder');
}

export function toolBin(): string {
  return join(toolFolder(), 'bin', 'bigip-ws.js');
}

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

export interface RunSettings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Milliseconds after which it is killed; default 25 s. */
  readonly longest?: number;
  /** Told of what is printed, to send a signal at the right moment. */
  readonly onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the command line as a process, with nothing of this environment but the path. */
export function run(args: readonly string[], settings: RunSettings): Promise<Ran> {
  return runNode([toolBin(), ...args], settings);
}

/** The flags that lead to a server on loopback, and its certificate where that is to be trusted. */
export function at({
  port,
  fingerprint,
}: {
  readonly port: number;
  readonly fingerprint?: string;
}): string[] {
  const pinned = fingerprint === undefined ? [] : ['--tls-fingerprint', fingerprint];
  return ['--host', `127.0.0.1:${port}`, ...pinned];
}

export function runNode(
  args: readonly string[],
  { cwd, env, stdin, longest = 25_000, onOutput }: RunSettings,
): Promise<Ran> {
  const started = Date.now();
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    timeout: longest,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  const kill = (signal: NodeJS.Signals): void => void child.kill(signal);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    onOutput?.(text, kill);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    onOutput?.(text, kill);
  });
  child.stdin.on('error', () => undefined).end(stdin ?? '');
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => done({ code, signal, stdout, stderr, ms: Date.now() - started }));
  });
}
