import { CommanderError } from 'commander';
import { setMaxListeners } from 'node:events';
import { complain } from './commands/complain.ts';
import type { Deps } from './commands/deps.ts';
import { EXIT, type ExitCode } from './exit.ts';
import type { Io } from './io.ts';
import { buildProgram } from './program.ts';

interface GlobalFlags {
  readonly debug?: boolean;
  readonly quiet?: boolean;
}

async function main(): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = buildProgram(async (work) => {
    code = await runWith(program.opts<GlobalFlags>(), work);
  });
  try {
    await program.parseAsync();
    return code;
  } catch (error) {
    // Commander has said what is wrong by itself; asking for help or the version is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    throw error;
  }
}

/** Runs a command's work: one place that catches, complains and finds the exit code. */
async function runWith(flags: GlobalFlags, work: (deps: Deps) => Promise<ExitCode>): Promise<ExitCode> {
  const { processIo } = await import('./io.ts');
  const controller = new AbortController();
  const { signal } = controller;
  // Each request and wait that is under way listens to it.
  setMaxListeners(0, signal);
  const io = processIo({ quiet: flags.quiet ?? false, env: process.env, signal });
  const { uninterrupted, forget } = stopWhenAsked(io, controller);
  const deps: Deps = {
    io,
    env: process.env,
    cwd: process.cwd(),
    debug: flags.debug ?? false,
    signal,
    uninterrupted,
  };
  try {
    return await work(deps);
  } catch (error) {
    return await complain(error, io, deps.debug);
  } finally {
    forget();
  }
}

/** A lost SSH session is a SIGHUP. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The first signal stops the run in good order, a second one ends the process. A reader of our output that goes
 * away (`| head`) stops it too: every wait ends at once, and a change that is under way goes on to its end.
 */
function stopWhenAsked(
  io: Io,
  controller: AbortController,
): Pick<Deps, 'uninterrupted'> & { readonly forget: () => void } {
  let busy = false;
  let asked = false;
  const stop = (): void => {
    asked = true;
    if (!busy) controller.abort();
  };
  const onSignal = (): void => {
    if (busy) io.complain('stopping as soon as this step is done; the device is left in a known state');
    stop();
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  brokenPipe.onBreak = stop;
  if (brokenPipe.seen) stop();
  return {
    uninterrupted: async (work) => {
      busy = true;
      try {
        return await work();
      } finally {
        busy = false;
        if (asked) controller.abort();
      }
    },
    // A signal that comes while the process ends does not make a failure of what is done.
    forget: () => {
      brokenPipe.onBreak = () => undefined;
    },
  };
}

/** Output that nobody reads any more never crashes the process: what is written to it is lost. */
const brokenPipe = { seen: false, onBreak: (): void => undefined };

function surviveClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
      brokenPipe.seen = true;
      brokenPipe.onBreak();
    });
  }
}

surviveClosedOutput();
process.exitCode = await main();
