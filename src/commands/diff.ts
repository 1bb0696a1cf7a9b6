import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import type { PlanMade } from '../run/events.ts';
import { disrupts } from '../plan/impact.ts';
import { REPORTS } from '../report/registry.ts';
import {
  addConnectionOptions,
  addVariableOptions,
  type ConnectionFlags,
  formatOption,
  type VariableFlags,
  examples,
} from './options.ts';
import type { Deps, Run } from './deps.ts';

export interface DiffFlags extends ConnectionFlags, VariableFlags {
  readonly format: keyof typeof REPORTS.diff;
  readonly exitCode?: boolean;
  readonly failOn?: FailOn;
  readonly adopt?: boolean;
}

export type FailOn = 'delete' | 'change' | 'drop' | 'refuse';

export function defineDiff(program: Command, run: Run): void {
  const command = program
    .command('diff <spec>')
    .description('show field by field what apply would change; sends GET requests only')
    .addOption(formatOption(REPORTS.diff))
    .option('--exit-code', 'exit with 2 where there are differences')
    .option('--adopt', 'show what taking over objects that exist already would change')
    .addHelpText(
      'after',
      examples(
        'diff spec.yaml --host bigip1.example.com',
        'diff spec.yaml --exit-code --fail-on drop',
        'diff spec.yaml --format markdown > comment.md',
      ),
    )
    .action((spec: string, flags: DiffFlags) => run((deps) => runDiff(spec, flags, deps)));
  command.addOption(
    command
      .createOption(
        '--fail-on <what>',
        'exit with 2 where something would be deleted, changed, cut, or cut or refused',
      )
      .choices(['delete', 'change', 'drop', 'refuse']),
  );
  addVariableOptions(addConnectionOptions(command));
}

/** Compares a spec with a device and shows the differences. Nothing is written. */
export async function runDiff(file: string, flags: DiffFlags, deps: Deps): Promise<ExitCode> {
  const [{ showRun }, { loadSpec }, { withConnection }, { planRun }, { withLiveConnections }] =
    await Promise.all([
      import('./host.ts'),
      import('./load/load.ts'),
      import('./device/connection.ts'),
      import('../run/plan-run.ts'),
      import('../run/live-connections.ts'),
    ]);
  return showRun(file, REPORTS.diff[flags.format], { ...deps, yes: false }, async ({ host, name }) => {
    const loaded = await loadSpec(file, flags, deps);
    name(loaded.spec.name);
    const job = { loaded, adopt: flags.adopt ?? false, destroy: false };
    const made = await withConnection(flags, loaded, deps, async ({ target, connection }) =>
      withLiveConnections(connection, await planRun(target, connection, job)),
    );
    host.notify({ type: 'planned', made, device: made.device });
    return differenceCode(made, flags);
  });
}

/**
 * 3 where apply would refuse, 2 where asked to tell differences (also members of others, and a change that is not
 * saved), else 0.
 */
export function differenceCode(
  { plan: { changes, foreign, refusals }, unsaved }: PlanMade,
  flags: Pick<DiffFlags, 'exitCode' | 'failOn'>,
): ExitCode {
  const hits: Readonly<Record<FailOn, boolean>> = {
    delete: changes.some(({ action }) => action === 'delete' || action === 'replace'),
    change: changes.length > 0,
    drop: changes.some(({ impact }) => impact === 'drops-connections'),
    refuse: changes.some(disrupts),
  };
  if (refusals.length > 0) return EXIT.refused;
  if (flags.failOn && hits[flags.failOn]) return EXIT.differences;
  const differs = changes.length > 0 || foreign.length > 0 || unsaved !== undefined;
  if (flags.exitCode && differs) return EXIT.differences;
  return EXIT.done;
}
