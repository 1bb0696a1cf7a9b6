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
  const { uninterrupted, forget } = stopOnSignals(io, controller);
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

/** The first SIGINT or SIGTERM stops the run in good order; a second one ends the process. */
function stopOnSignals(
  io: Io,
  controller: AbortController,
): Pick<Deps, 'uninterrupted'> & { readonly forget: () => void } {
  let busy = false;
  let asked = false;
  const stop = (): void => {
    asked = true;
    if (busy) io.complain('stopping as soon as this step is done; the device is left in a known state');
    else controller.abort();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
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
    forget: () => void process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop),
  };
}

process.exitCode = await main();
