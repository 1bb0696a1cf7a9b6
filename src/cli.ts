import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { defineApply } from './commands/apply.ts';
import { defineArchive } from './commands/archive.ts';
import type { Deps, Run } from './commands/deps.ts';
import { defineDestroy } from './commands/destroy.ts';
import { defineDiff } from './commands/diff.ts';
import { defineMock } from './commands/mock.ts';
import { defineRender } from './commands/render.ts';
import { defineSchema } from './commands/schema.ts';
import { defineValidate } from './commands/validate.ts';
import { CliError, EXIT, type ExitCode, SpecError } from './exit.ts';
import type { Io } from './io.ts';

/** All commands, in the order of `--help`. */
const COMMANDS = [
  defineValidate,
  defineRender,
  defineDiff,
  defineApply,
  defineDestroy,
  defineArchive,
  defineSchema,
  defineMock,
];

interface GlobalFlags {
  readonly debug?: boolean;
  readonly quiet?: boolean;
}

const EXAMPLES = `
Examples:
  $ bigip-ws validate spec.yaml
  $ bigip-ws diff spec.yaml --host bigip1.example.com
  $ bigip-ws apply spec.yaml --mock --yes      # on the embedded mock, without a device`;

function buildProgram(run: Run): Command {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const program = new Command('bigip-ws')
    .description('F5 BIG-IP configuration as code for WebSocket load balancing')
    .version(version)
    .option('--debug', 'show stack traces and the requests that are sent')
    .option('--quiet', 'print results and errors only')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(add --help for what is possible)')
    .exitOverride()
    .addHelpText('after', EXAMPLES);
  for (const define of COMMANDS) define(program, run);
  for (const command of program.commands) command.exitOverride();
  return program;
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
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const deps: Deps = {
    io,
    env: process.env,
    cwd: process.cwd(),
    debug: flags.debug ?? false,
    signal: controller.signal,
  };
  try {
    return await work(deps);
  } catch (error) {
    return await complain(error, io, deps.debug);
  } finally {
    process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop);
  }
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
