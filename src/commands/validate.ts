import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode, SpecError } from '../exit.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Deps, Run } from './deps.ts';
import { addVariableOptions, formatOption, type VariableFlags, examples } from './options.ts';

interface ValidateFlags extends VariableFlags {
  readonly strict?: boolean;
  readonly tmos?: string;
  readonly format: 'text' | 'json';
  readonly explain?: string;
}

export function defineValidate(program: Command, run: Run): void {
  const command = program
    .command('validate [spec...]')
    .description('check specs without a device: syntax, schema, references, rules; all problems at once')
    .option('--strict', 'warnings are errors')
    .option('--tmos <version>', 'version to check for; default: device.tmos of the spec, else 17.1.2')
    .option('--explain <rule>', 'say what a rule is about and what to do')
    .addOption(formatOption('text', 'json'))
    .addHelpText(
      'after',
      examples(
        'validate spec.yaml',
        'validate --strict specs/*.yaml',
        'validate --explain websocket/idle-timeout',
      ),
    )
    .action((specs: string[], flags: ValidateFlags) => run((deps) => runValidate(specs, flags, deps)));
  addVariableOptions(command);
}

/** Checks specs offline. 0 where all are fine, 65 where one is not. */
export async function runValidate(
  specs: readonly string[],
  flags: ValidateFlags,
  deps: Deps,
): Promise<ExitCode> {
  if (flags.explain !== undefined) return explain(flags.explain, deps);
  if (specs.length === 0)
    throw new CliError(EXIT.usage, 'which spec?', { hint: 'bigip-ws validate spec.yaml' });
  const results = await Promise.all(
    specs.map(async (file) => ({ file, diagnostics: await check(file, flags, deps) })),
  );
  const all = results.flatMap(({ diagnostics }) => diagnostics);
  const failing = all.filter(
    ({ severity }) => severity === 'error' || (flags.strict && severity === 'warning'),
  );
  if (flags.format === 'json') {
    deps.io.out(
      deps.io.mask(
        JSON.stringify({ formatVersion: 1, valid: failing.length === 0, diagnostics: all }, null, 2),
      ),
    );
  } else {
    const { diagnosticsText } = await import('../report/diagnostics.ts');
    if (all.length > 0) deps.io.out(diagnosticsText(all, deps.io.paint));
    for (const { file, diagnostics } of results) deps.io.note(`${file}: ${verdict(diagnostics)}`);
  }
  return failing.length === 0 ? EXIT.done : EXIT.invalidSpec;
}

async function check(file: string, flags: ValidateFlags, deps: Deps): Promise<readonly Diagnostic[]> {
  const [{ loadSpec }, { desiredOf }, { offlineVersion }] = await Promise.all([
    import('./load.ts'),
    import('./workflow.ts'),
    import('./offline.ts'),
  ]);
  try {
    const loaded = await loadSpec(file, flags, deps);
    const { decisions, advice } = desiredOf(loaded, offlineVersion(flags.tmos, loaded));
    return inOrder([...decisions, ...advice]);
  } catch (error) {
    if (error instanceof SpecError) return error.diagnostics;
    throw error;
  }
}

/** As they stand in the file; errors of a spec come so already. */
function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    ({ source: one }, { source: other }) =>
      (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0),
  );
}

function verdict(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: string): number => diagnostics.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (errors > 0)
    return `${errors} ${errors === 1 ? 'error' : 'errors'}${warnings > 0 ? `, ${warnings} warnings` : ''}`;
  return warnings > 0 ? `valid, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : 'valid';
}

async function explain(rule: string, { io }: Deps): Promise<ExitCode> {
  const { explanationOf, ruleIds } = await import('../targets/bigip/lint/registry.ts');
  const text = explanationOf(rule);
  if (text === undefined) {
    throw new CliError(EXIT.usage, `there is no rule ${rule}`, { hint: `rules: ${ruleIds().join(', ')}` });
  }
  io.out(text);
  return EXIT.done;
}
