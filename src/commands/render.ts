import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import { maskData } from '../model/mask.ts';
import type { ObjectSet } from '../model/object.ts';
import { REPORTS } from '../report/registry.ts';
import type { RenderingView } from '../report/views.ts';
import type { Target } from '../run/target.ts';
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
    .addHelpText(
      'after',
      examples(
        'render spec.yaml',
        'render spec.yaml --format explain',
        'render spec.yaml --format tmsh --tmos 11.3.0 > spec.sh   # run it on the device',
      ),
    )
    .action((spec: string, flags: RenderFlags) => run((deps) => runRender(spec, flags, deps)));
  addVariableOptions(command);
}

/** Prints what would create everything: as requests, explained, as a script, or the iRules alone. Secrets are masked. */
export async function runRender(file: string, flags: RenderFlags, deps: Deps): Promise<ExitCode> {
  const { presentOrFail } = await import('./present.ts');
  await presentOrFail<RenderingView>(REPORTS.render[flags.format], deps, () => render(file, flags, deps));
  return EXIT.done;
}

async function render(file: string, flags: RenderFlags, deps: Deps): Promise<RenderingView> {
  const [{ loadSpec }, { desiredState }, { offlineVersion }, { loadTarget }] = await Promise.all([
    import('./load/load.ts'),
    import('../run/desired.ts'),
    import('./load/offline.ts'),
    import('../targets/registry.ts'),
  ]);
  const target = await loadTarget('bigip');
  const loaded = await loadSpec(file, flags, deps);
  const tmos = offlineVersion(target, flags.tmos, loaded);
  const { objects, decisions } = desiredState(target, loaded, tmos);
  const shown = withoutSecrets(objects, target, deps.io.mask);
  const input = { spec: loaded.spec, version: tmos, objects: shown, masked: shown !== objects };
  const rendering = target.render(input);
  if (flags.format === 'tmsh') refuseMasked(rendering.script.text, deps.io.mask);
  return { did: 'render', spec: loaded.spec.name, tmos, ...rendering, decisions };
}

/** In a name, or where a secret is a common word, a mask would make another script of it. */
function refuseMasked(script: string, mask: (text: string) => string): void {
  if (mask(script) === script) return;
  throw new CliError(
    EXIT.invalidSpec,
    'a value of the environment is part of a name, a number or a word of the script',
    {
      hint: 'it would be masked there, and the script would do something else; if it is no secret, name its variable under publicEnv',
    },
  );
}

/**
 * The objects with what is secret in their values masked, before it is quoted for anything: a quoted secret would not
 * be known any more. The very same ones where there is none, but for the fields that the target keeps to itself.
 */
function withoutSecrets(objects: ObjectSet, { kinds }: Target, mask: (text: string) => string): ObjectSet {
  const before = [...objects.values()].map(({ kind, path, fields }) => {
    const policies = kinds.of(kind).fields;
    const told = Object.entries(fields).filter(([name]) => !policies[name]?.secret && !policies[name]?.shown);
    return { path, body: Object.fromEntries(told) };
  });
  const masked = maskData(before, mask);
  if (masked === before) return objects;
  return new Map(
    [...objects].map(([key, object], index) => [
      key,
      { ...object, fields: { ...object.fields, ...masked[index]?.body } },
    ]),
  );
}
