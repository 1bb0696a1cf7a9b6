import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const BIN = resolve('bin/bigip-ws.js');

/** Builds the command line where it is older than its sources; one test file at a time. */
export async function ensureBuilt(): Promise<void> {
  const lock = join(tmpdir(), `bigip-ws-build-${Buffer.from(process.cwd()).toString('hex').slice(-32)}`);
  for (let tries = 0; !locked(lock); tries++) {
    if (tries > 300) throw new Error(`another test run holds ${lock}`);
    await sleep(100);
  }
  try {
    if (isFresh()) return;
    const { status, stderr } = spawnSync('npm', ['run', 'build'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the build failed: ${stderr}`);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function locked(lock: string): boolean {
  const age = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0;
  if (age > 60_000) rmSync(lock, { recursive: true, force: true });
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

function isFresh(): boolean {
  if (!existsSync('dist/cli.js')) return false;
  const built = statSync('dist/cli.js').mtimeMs;
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((file) => join('src', file));
  return [...sources, '.config/build.js'].every((file) => statSync(file).mtimeMs <= built);
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
  /** Told of what is printed, to send a signal at the right moment. */
  readonly onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the command line as a process, with nothing of this environment but the path. */
export function run(args: readonly string[], settings: RunSettings): Promise<Ran> {
  return runNode([BIN, ...args], settings);
}

export function runNode(args: readonly string[], { cwd, env, stdin, onOutput }: RunSettings): Promise<Ran> {
  const started = Date.now();
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    timeout: 25_000,
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
