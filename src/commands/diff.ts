import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import { disrupts } from '../plan/impact.ts';
import { REPORTS } from '../report/registry.ts';
import type { PlanView } from '../report/views.ts';
import {
  addConnectionOptions,
  addVariableOptions,
  allowances,
  type ConnectionFlags,
  deletesOption,
  examples,
  formatOption,
  type GateFlags,
  managementPathOption,
  type VariableFlags,
} from './options.ts';
import type { Deps, Run } from './deps.ts';

export interface DiffFlags extends ConnectionFlags, VariableFlags, GateFlags {
  readonly format: keyof typeof REPORTS.diff;
  readonly exitCode?: boolean;
  readonly failOn?: FailOn;
  readonly adopt?: boolean;
  /** Where the plan is kept. */
  readonly out?: string;
  /** A plan that was kept. */
  readonly plan?: string;
}

export type FailOn = 'delete' | 'change' | 'drop' | 'refuse';

export function defineDiff(program: Command, run: Run): void {
  const command = program
    .command('diff [spec]')
    .description('show field by field what apply would change; sends GET requests only')
    .addOption(formatOption(REPORTS.diff))
    .option('--exit-code', 'exit with 2 where there are differences')
    .option('--adopt', 'show what taking over objects that exist already would change')
    .addOption(deletesOption())
    .addOption(managementPathOption())
    .option('--out <plan.json>', 'save the plan, for apply --plan')
    .option('--plan <plan.json>', 'show a saved plan again, without a device')
    .addHelpText(
      'after',
      examples(
        'diff spec.yaml --host bigip1.example.com',
        'diff spec.yaml --exit-code --fail-on drop',
        'diff spec.yaml --format markdown > comment.md',
        'diff spec.yaml --out plan.json      # then: apply --plan plan.json',
      ),
    )
    .action((spec: string | undefined, flags: DiffFlags) =>
      run(async (deps) => {
        const { sourceOf } = await import('./saved-plan/source.ts');
        const source = sourceOf(spec, flags);
        return 'plan' in source ? showSaved(source.plan, flags, deps) : runDiff(source.spec, flags, deps);
      }),
    );
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
  const [{ planView, showRun }, { loadSpec }, { withConnection }, { planRun }, { withLiveConnections }] =
    await Promise.all([
      import('./host.ts'),
      import('./load/load.ts'),
      import('./device/connection.ts'),
      import('../run/plan-run.ts'),
      import('../run/live-connections.ts'),
    ]);
  return showRun(file, REPORTS.diff[flags.format], { ...deps, yes: false }, async ({ host, name }) => {
    const loaded = await loadSpec(file, flags, deps);
    const spec = { name: loaded.spec.name, file };
    name(spec);
    const job = { loaded, adopt: flags.adopt ?? false, destroy: false, allowed: allowances(flags) };
    const { target, planned } = await withConnection(flags, loaded, deps, async (connected) => ({
      ...connected,
      planned: await withLiveConnections(
        connected.connection,
        await planRun(connected.target, connected.connection, job),
      ),
    }));
    host.notify({ type: 'planned', made: planned, device: planned.device });
    if (flags.out !== undefined) {
      const { savePlan } = await import('./saved-plan/save.ts');
      await savePlan(flags.out, { target, loaded, planned, view: planView(spec, planned) }, flags, deps);
    }
    return differenceCode({ ...planned.plan, unsaved: planned.unsaved !== undefined }, flags);
  });
}

/** `diff --plan`: what was shown when the plan was saved, in any format. No device is asked, and no spec is read. */
export async function showSaved(file: string, flags: DiffFlags, deps: Deps): Promise<ExitCode> {
  const [{ showRun }, { readPlan }] = await Promise.all([
    import('./host.ts'),
    import('./saved-plan/file.ts'),
  ]);
  return showRun(file, REPORTS.diff[flags.format], { ...deps, yes: false }, async ({ show }) => {
    const { shown, tool, made, unsaved } = await readPlan(file, deps);
    show(shown);
    deps.io.note(`\nsaved ${made} by bigip-ws ${tool}; the device was not asked`);
    return differenceCode({ ...shown, unsaved }, flags);
  });
}

/** What a plan comes to, as far as an exit code tells it. */
type Differences = Pick<PlanView, 'changes' | 'foreign' | 'refusals'> & { readonly unsaved: boolean };

/**
 * 3 where apply would refuse, 2 where asked to tell differences (also members of others, and a change that is not
 * saved), else 0.
 */
export function differenceCode(
  { changes, foreign, refusals, unsaved }: Differences,
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
  const differs = changes.length > 0 || foreign.length > 0 || unsaved;
  if (flags.exitCode && differs) return EXIT.differences;
  return EXIT.done;
}
