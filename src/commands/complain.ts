import { CliError, EXIT, type ExitCode, SpecError } from '../exit.ts';
import type { Io } from '../io.ts';
import { escapeLines } from '../model/escape.ts';
import { spoken } from './present.ts';

/** Says what went wrong, and finds the exit code. */
export async function complain(error: unknown, io: Io, debug: boolean): Promise<ExitCode> {
  if (error instanceof SpecError) {
    const { diagnosticsText } = await import('../report/diagnostic.ts');
    io.complain(diagnosticsText(spoken(error.diagnostics, io), io.paintNote));
    return error.code;
  }
  if (isAbandonedPrompt(error)) return EXIT.interrupted;
  const known = error instanceof CliError;
  const message = error instanceof Error ? error.message : String(error);
  const said = spoken({ message, hint: known ? error.details.hint : undefined }, io);
  io.complain(`${io.paintNote.red('error:')} ${said.message}`);
  if (said.hint !== undefined) io.complain(said.hint.replaceAll(/^/gm, '  '));
  if (!known) io.complain('  this is a bug in bigip-ws; run it again with --debug and report what it shows');
  if (debug && error instanceof Error) io.complain(escapeLines(io.mask(error.stack ?? '')));
  return known ? error.code : EXIT.failed;
}

/** Ctrl-C or a signal at a question. */
function isAbandonedPrompt(error: unknown): boolean {
  return error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name);
}
