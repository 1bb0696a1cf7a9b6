import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import type { CarryOutFlags } from './carry-out.ts';
import type { Deps, Run } from './deps.ts';
import { differenceCode } from './diff.ts';
import {
  addConnectionOptions,
  addVariableOptions,
  type ConnectionFlags,
  formatOption,
  type VariableFlags,
  examples,
} from './options.ts';
import type { Format, Show } from './show.ts';
import type { Planned } from './workflow.ts';

export interface ChangeFlags extends ConnectionFlags, VariableFlags, CarryOutFlags {
  readonly format: Format;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly adopt?: boolean;
}

export function defineApply(program: Command, run: Run): void {
  const command = addChangeOptions(
    program
      .command('apply <spec>')
      .description('make a device as the spec says: shows the plan, archives, applies, reads again, saves'),
  )
    .option('--adopt', 'take over objects that exist already and that no spec owns')
    .addHelpText(
      'after',
      examples(
        'apply spec.yaml --host bigip1.example.com --user admin',
        'apply spec.yaml --yes --password-stdin < password',
        'apply spec.yaml --mock --yes      # on the embedded mock, without a device',
      ),
    )
    .action((spec: string, flags: ChangeFlags) =>
      run((deps) => runChange(spec, flags, deps, { destroy: false })),
    );
  addVariableOptions(addConnectionOptions(command));
}

/** Flags of every command that changes a device. */
export function addChangeOptions(command: Command): Command {
  return command
    .option('--yes', 'do not ask')
    .option('--dry-run', 'show the plan and stop')
    .option('--no-archive', 'make no UCS archives')
    .option('--no-save', 'do not save the configuration; implies --no-archive')
    .addOption(formatOption('text', 'json'));
}

/** Plans, asks, and carries out: `apply`, and `destroy` with everything of the spec to be removed. */
export async function runChange(
  file: string,
  flags: ChangeFlags,
  deps: Deps,
  { destroy }: { readonly destroy: boolean },
): Promise<ExitCode> {
  const [{ showing }, { loadSpec }, { withConnection }, { planOn }] = await Promise.all([
    import('./show.ts'),
    import('./load.ts'),
    import('./connection.ts'),
    import('./workflow.ts'),
  ]);
  return showing(file, flags.format, deps, async (show) => {
    if (!flags.yes && !flags.dryRun && !deps.io.interactive) {
      throw new CliError(EXIT.usage, 'there is no terminal to ask on', {
        hint: 'add --yes to go ahead without a question, or --dry-run to see the plan only',
      });
    }
    const loaded = await loadSpec(file, flags, deps);
    show.knows({ name: loaded.spec.name, file });
    return withConnection(flags, loaded, deps, async (connection) => {
      const again = (): Promise<Planned> =>
        planOn(connection, loaded, { adopt: flags.adopt ?? false, destroy });
      const planned = await again();
      show.plan(planned);
      if (flags.dryRun) return differenceCode(planned, {});
      refuse(planned);
      if (planned.plan.changes.length === 0) return EXIT.done;
      await confirm(planned, flags, show, deps, destroy);
      const { carryOut } = await import('./carry-out.ts');
      await carryOut({ connection, loaded, planned, again, flags, destroy, show, deps });
      return EXIT.done;
    });
  });
}

function refuse({ plan }: Planned): void {
  const count = plan.refusals.length;
  if (count === 0) return;
  throw new CliError(
    EXIT.refused,
    `refused for ${count === 1 ? 'the reason' : `the ${count} reasons`} above; nothing was changed`,
  );
}

async function confirm(
  planned: Planned,
  flags: ChangeFlags,
  show: Show,
  { io }: Deps,
  destroy: boolean,
): Promise<void> {
  if (flags.yes) {
    show.step('');
    return;
  }
  const { host, hostname } = planned.context.device;
  const question = destroy
    ? `Remove all this from ${host} (${hostname})?`
    : `Apply this to ${host} (${hostname})?`;
  if (!(await io.confirm(question))) throw new CliError(EXIT.interrupted, 'not applied: the answer was no');
}
