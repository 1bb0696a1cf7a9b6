import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Deps, Run } from './deps.ts';
import { addVariableOptions, formatOption, type VariableFlags, examples } from './options.ts';

interface RenderFlags extends VariableFlags {
  readonly tmos?: string;
  readonly format: 'json' | 'irule';
}

export function defineRender(program: Command, run: Run): void {
  const command = program
    .command('render <spec>')
    .description('show what would be sent to an empty device, without one')
    .option('--tmos <version>', 'version to render for; default: device.tmos of the spec, else 17.1.2')
    .addOption(formatOption('json', 'irule'))
    .addHelpText('after', examples('render spec.yaml', 'render spec.yaml --format irule --tmos 11.3.0'))
    .action((spec: string, flags: RenderFlags) => run((deps) => runRender(spec, flags, deps)));
  addVariableOptions(command);
}

/** Prints the requests that would create everything, or the iRules alone. Secrets are masked. */
export async function runRender(file: string, flags: RenderFlags, deps: Deps): Promise<ExitCode> {
  const { failingAsDocument } = await import('./show.ts');
  return failingAsDocument(flags.format, deps, () => render(file, flags, deps));
}

async function render(file: string, flags: RenderFlags, deps: Deps): Promise<ExitCode> {
  const [{ loadSpec }, { desiredOf }, { offlineVersion }, { renderedPhases, renderedRules }] =
    await Promise.all([
      import('./load.ts'),
      import('./workflow.ts'),
      import('./offline.ts'),
      import('../targets/bigip/render.ts'),
    ]);
  const { masking } = await import('./show.ts');
  const loaded = await loadSpec(file, flags, deps);
  const version = offlineVersion(flags.tmos, loaded);
  const { objects, decisions } = desiredOf(loaded, version);
  const { diagnosticsText } = await import('../report/diagnostics.ts');
  if (decisions.length > 0) deps.io.note(diagnosticsText(decisions, deps.io.paintNote));
  if (flags.format === 'irule') deps.io.out(renderedRules(objects));
  else {
    const phases = renderedPhases(loaded.spec.name, objects);
    deps.io.out(JSON.stringify({ formatVersion: 1, tmos: version.text, phases }, masking(deps), 2));
  }
  return EXIT.done;
}
