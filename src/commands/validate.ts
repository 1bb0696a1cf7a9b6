import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode, SpecError } from '../exit.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { REPORTS } from '../report/registry.ts';
import type { Deps, Run } from './deps.ts';
import { addVariableOptions, formatOption, type VariableFlags, examples } from './options.ts';

interface ValidateFlags extends VariableFlags {
  readonly strict?: boolean;
  readonly tmos?: string;
  readonly format: keyof typeof REPORTS.validate;
  readonly explain?: string;
}

export function defineValidate(program: Command, run: Run): void {
  const command = program
    .command('validate [spec...]')
    .description('check specs without a device: syntax, schema, references, rules; all problems at once')
    .option('--strict', 'warnings are errors')
    .option('--tmos <version>', 'version to check for; default: device.tmos of the spec, else 17.1.2')
    .option('--explain <rule>', 'say what a rule is about and what to do')
    .addOption(formatOption(REPORTS.validate))
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
  const valid = !results
    .flatMap(({ diagnostics }) => diagnostics)
    .some(({ severity }) => severity === 'error' || (flags.strict && severity === 'warning'));
  const { present } = await import('./present.ts');
  await present(REPORTS.validate[flags.format], { valid, results }, deps);
  return valid ? EXIT.done : EXIT.invalidSpec;
}

async function check(file: string, flags: ValidateFlags, deps: Deps): Promise<readonly Diagnostic[]> {
  const [{ loadSpec }, { desiredState }, { offlineVersion }, { loadTarget }] = await Promise.all([
    import('./load/load.ts'),
    import('../run/desired.ts'),
    import('./load/offline.ts'),
    import('../targets/registry.ts'),
  ]);
  try {
    const [target, loaded] = await Promise.all([loadTarget('bigip'), loadSpec(file, flags, deps)]);
    const { decisions, advice } = desiredState(target, loaded, offlineVersion(target, flags.tmos, loaded));
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

async function explain(id: string, { io }: Deps): Promise<ExitCode> {
  const { loadTarget } = await import('../targets/registry.ts');
  const { lintRules } = await loadTarget('bigip');
  const rule = lintRules.find((one) => one.id === id);
  if (!rule) {
    const known = lintRules.map((one) => one.id).join(', ');
    throw new CliError(EXIT.usage, `there is no rule ${id}`, { hint: `rules: ${known}` });
  }
  io.out(rule.explanation);
  return EXIT.done;
}
