import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import { REPORTS } from '../report/registry.ts';
import type { RenderingView } from '../report/views.ts';
import type { Deps, Run } from './deps.ts';
import { addVariableOptions, formatOption, type VariableFlags, examples } from './options.ts';

interface RenderFlags extends VariableFlags {
  readonly tmos?: string;
  readonly format: keyof typeof REPORTS.render;
}

export function defineRender(program: Command, run: Run): void {
  const command = program
    .command('render <spec>')
    .description('show what would be sent to an empty device, without one')
    .option('--tmos <version>', 'version to render for; default: device.tmos of the spec, else 17.1.2')
    .addOption(formatOption(REPORTS.render))
    .addHelpText('after', examples('render spec.yaml', 'render spec.yaml --format irule --tmos 11.3.0'))
    .action((spec: string, flags: RenderFlags) => run((deps) => runRender(spec, flags, deps)));
  addVariableOptions(command);
}

/** Prints the requests that would create everything, or the iRules alone. Secrets are masked. */
export async function runRender(file: string, flags: RenderFlags, deps: Deps): Promise<ExitCode> {
  const { presentOrFail } = await import('./present.ts');
  await presentOrFail<RenderingView>(REPORTS.render[flags.format], deps, () => render(file, flags, deps));
  return EXIT.done;
}

async function render(file: string, flags: RenderFlags, deps: Deps): Promise<RenderingView> {
  const [{ loadSpec }, { desiredState }, { offlineVersion }, { loadTarget }] = await Promise.all([
    import('./load.ts'),
    import('../run/desired.ts'),
    import('./offline.ts'),
    import('../targets/registry.ts'),
  ]);
  const target = await loadTarget('bigip');
  const loaded = await loadSpec(file, flags, deps);
  const tmos = offlineVersion(target, flags.tmos, loaded);
  const { objects, decisions } = desiredState(target, loaded, tmos);
  return { did: 'render', tmos, ...target.render(loaded.spec.name, objects), decisions };
}
