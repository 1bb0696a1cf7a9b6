import { CommanderError } from 'commander';
import type { Deps } from './commands/deps.ts';
import { CliError, EXIT, type ExitCode, SpecError } from './exit.ts';
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
  const io = processIo({ quiet: flags.quiet ?? false, env: process.env });
  const { signal, uninterrupted, forget } = stopOnSignals(io);
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
function stopOnSignals(io: Io): Pick<Deps, 'signal' | 'uninterrupted'> & { readonly forget: () => void } {
  const controller = new AbortController();
  let busy = false;
  let asked = false;
  const stop = (): void => {
    asked = true;
    if (busy) io.complain('stopping as soon as this step is done; the device is left in a known state');
    else controller.abort();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return {
    signal: controller.signal,
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

async function complain(error: unknown, io: Io, debug: boolean): Promise<ExitCode> {
  if (error instanceof SpecError) {
    const { diagnosticsText } = await import('./report/diagnostics.ts');
    io.complain(diagnosticsText(error.diagnostics, io.paintNote));
    return error.code;
  }
  if (isAbandonedPrompt(error)) return EXIT.interrupted;
  const known = error instanceof CliError;
  io.complain(`${io.paintNote.red('error:')} ${error instanceof Error ? error.message : String(error)}`);
  if (known && error.details.hint !== undefined) io.complain(error.details.hint.replaceAll(/^/gm, '  '));
  if (!known) io.complain('  this is a bug in bigip-ws; run it again with --debug and report what it shows');
  if (debug && error instanceof Error) io.complain(error.stack ?? '');
  return known ? error.code : EXIT.failed;
}

/** Ctrl-C at a question. */
function isAbandonedPrompt(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
}

process.exitCode = await main();
