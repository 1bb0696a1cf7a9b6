import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { shipped } from '../../../shipped.ts';
import { FrameReader, frameOf } from './frames.ts';
import type { Limits } from './limits.ts';
import { readFields } from './reply.ts';
import { tclList } from './words.ts';

// The one process that runs Tcl: no environment, no shell that sees a value, and bounds on what it takes.

/** Bounds that the system keeps, where it can: memory, no file written, no core. The words after it are what is run. */
const BOUNDED = 'exec 2>/dev/null; ulimit -v "$1"; ulimit -f 0; ulimit -c 0; ulimit -n 16; shift; exec "$@"';
const TICK_MS = 100;

export interface TclProcess {
  readonly alive: boolean;
  /** Sends words that have no answer. */
  tell(words: readonly string[]): void;
  /** Fails when the process ends before it answers. */
  ask(words: readonly string[]): Promise<readonly string[]>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly done: (fields: readonly string[]) => void;
  readonly failed: (error: InterpreterEnded) => void;
}

/** Why no answer will come. */
export class InterpreterEnded extends Error {
  /** The event that was running when it ended, and not one of those behind it. */
  readonly guilty: boolean;

  constructor(reason: string, guilty: boolean) {
    super(reason);
    this.guilty = guilty;
  }
}

export function startTcl(tclsh: string, limits: Limits): TclProcess {
  const memoryKiB = String(limits.memoryMiB * 1024);
  const child = spawn(
    '/bin/sh',
    ['-c', BOUNDED, 'sh', memoryKiB, tclsh, shipped('mock/irules/main.tcl'), limitsWords(limits)],
    { env: {}, cwd: '/', stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const waiting: Waiting[] = [];
  let reason: string | undefined;
  const watch = watchdog(child, limits, waiting, (why) => {
    reason = why;
    child.kill('SIGKILL');
  });
  const reader = new FrameReader((frame) => {
    const [kind, ...fields] = readFields(frame);
    if (kind === 'ask') send(child, ['answer', answer(fields)]);
    else {
      watch.progress();
      waiting.shift()?.done(fields);
    }
  });
  child.stdout.on('data', (chunk: Buffer) => {
    reader.push(chunk);
  });
  const ended = new Promise<void>((resolve) => {
    const end = (how: string): void => {
      watch.stop();
      for (const [index, { failed }] of waiting.splice(0).entries())
        failed(new InterpreterEnded(reason ?? how, index === 0));
      resolve();
    };
    child.once('close', (code) => {
      // Tcl aborts when it gets no memory.
      end(code === null ? 'out of memory' : `Tcl exited with code ${code}`);
    });
    child.once('error', ({ message }) => {
      end(message);
    });
  });
  // A pipe that breaks is seen by `close`.
  child.stdin.on('error', () => undefined);
  return {
    get alive() {
      return child.exitCode === null && child.signalCode === null;
    },
    tell: (words) => {
      send(child, words);
    },
    ask: (words) =>
      new Promise((done, failed) => {
        waiting.push({ done, failed });
        watch.start();
        send(child, words);
      }),
    stop: () => {
      reason = 'the mock was stopped';
      child.kill('SIGKILL');
      return ended;
    },
  };
}

function limitsWords({ commands, milliseconds, effects, logLines, outputBytes }: Limits): string {
  return [commands, milliseconds, effects, logLines, outputBytes].join(' ');
}

function send({ stdin }: { readonly stdin: Writable }, words: readonly string[]): void {
  if (stdin.writable) stdin.write(frameOf(tclList(words)), 'latin1');
}

const DIGESTS: ReadonlySet<string> = new Set(['md5', 'sha1', 'sha256', 'sha384', 'sha512']);

/** What Tcl cannot do by itself: digests, as bytes. */
function answer([what = '', text = '']: readonly string[]): string {
  return DIGESTS.has(what) ? createHash(what).update(text, 'latin1').digest().toString('latin1') : '';
}

/**
 * Ends a process that gives no answer for long (one command of Tcl may take for ever), or takes more memory than
 * it may where the system does not see to it. It counts its own ticks: a process of ours that was held up itself
 * is no fault of Tcl's.
 */
function watchdog(
  child: ChildProcessByStdio<Writable, Readable, null>,
  limits: Limits,
  waiting: readonly Waiting[],
  kill: (reason: string) => void,
) {
  const most = Math.ceil((limits.milliseconds * 2) / TICK_MS);
  let timer: NodeJS.Timeout | undefined;
  let ticks = 0;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const tick = (): void => {
    if (waiting.length === 0) stop();
    else if (++ticks > most) kill(`no answer for ${(limits.milliseconds * 2) / 1000} s`);
    else if (residentMiB(child.pid) > limits.memoryMiB) kill('out of memory');
  };
  return {
    start: () => {
      timer ??= setInterval(tick, TICK_MS);
    },
    progress: () => {
      ticks = 0;
    },
    stop,
  };
}

/** 0 where the system does not tell. */
function residentMiB(pid: number | undefined): number {
  try {
    const [, pages = '0'] = readFileSync(`/proc/${pid ?? 0}/statm`, 'utf8').split(' ');
    return (Number(pages) * 4096) / (1024 * 1024);
  } catch {
    return 0;
  }
}
