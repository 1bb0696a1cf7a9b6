import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import { REPORTS } from '../report/registry.ts';
import type { ApplyRun } from '../run/agreed.ts';
import type { LoadedSpec } from '../run/job.ts';
import type { Deps } from './deps.ts';
import type { openPlan } from './saved-plan/open.ts';
import { differenceCode } from './diff.ts';
import {
  allowances,
  type ConnectionFlags,
  duration,
  formatOption,
  type GateFlags,
  managementPathOption,
  type VariableFlags,
} from './options.ts';
import { thisRun } from './device/this-run.ts';

/** Flags of every command that changes a device. */
export interface ChangeFlags extends ConnectionFlags, VariableFlags, GateFlags {
  readonly format: keyof typeof REPORTS.apply;
  readonly archive: boolean;
  readonly save: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly adopt?: boolean;
  /** Milliseconds. */
  readonly lockWait?: number;
  readonly allowDrops?: boolean;
  readonly verify?: boolean;
  /** A saved plan that is to be carried out. */
  readonly plan?: string;
}

export function addChangeOptions(command: Command): Command {
  return command
    .option('--yes', 'do not ask')
    .option('--dry-run', 'show the plan and stop')
    .option('--no-archive', 'make no UCS archives')
    .option('--no-save', 'do not save the configuration; implies --no-archive')
    .option(
      '--lock-wait <duration>',
      'how long to wait for another run, 30s or 5m; default: not at all',
      duration,
    )
    .addOption(managementPathOption())
    .addOption(formatOption(REPORTS.apply));
}

/**
 * Plans, asks, and carries out: `apply`, and `destroy` with everything of the spec to be removed. `named` is the file
 * of the spec, or that of a saved plan with `--plan`.
 */
export async function runChange(
  named: string,
  given: ChangeFlags,
  deps: Deps,
  { destroy }: { readonly destroy: boolean },
): Promise<ExitCode> {
  const [{ showRun }, { loadSpec }, { withConnection }, { applyRun }] = await Promise.all([
    import('./host.ts'),
    import('./load/load.ts'),
    import('./device/connection.ts'),
    import('../run/apply-run.ts'),
  ]);
  const yes = given.yes ?? false;
  const dryRun = given.dryRun ?? false;
  return showRun(named, REPORTS.apply[given.format], { ...deps, yes }, async ({ host, name }) => {
    if (!yes && !dryRun && !deps.io.interactive) {
      throw new CliError(EXIT.usage, 'there is no terminal to ask on', {
        hint: 'add --yes to go ahead without a question, or --dry-run to see the plan only',
      });
    }
    const saved = given.plan === undefined ? undefined : await opened(given.plan, given, deps);
    const file = saved?.file ?? named;
    const flags = { ...given, ...saved?.flags };
    const loaded = await loadSpec(file, flags, deps);
    name({ name: loaded.spec.name, file });
    const verify = flags.verify ? await afterwards(loaded, flags, deps) : undefined;
    return withConnection(flags, loaded, deps, async ({ target, connection }) => {
      const job = { loaded, adopt: flags.adopt ?? false, destroy, allowed: allowances(flags) };
      const { archive: backup, save, allowDrops = false } = flags;
      const made = await applyRun({
        target,
        connection,
        job,
        host,
        backup,
        save,
        dryRun,
        allowDrops,
        holder: thisRun(),
        lockWait: flags.lockWait ?? 0,
        verify,
        hold: saved?.hold(loaded, target.kinds),
      });
      return dryRun ? differenceCode({ ...made.plan, unsaved: made.unsaved !== undefined }, {}) : EXIT.done;
    });
  });
}

const opened: typeof openPlan = async (...args) => (await import('./saved-plan/open.ts')).openPlan(...args);

/** `--verify`: what keeps a spec from being tried is told before anything is changed. */
async function afterwards(loaded: LoadedSpec, flags: ChangeFlags, deps: Deps): Promise<ApplyRun['verify']> {
  if (flags.mock || flags.mockState !== undefined) {
    throw new CliError(EXIT.usage, '--verify is for a device: no traffic passes while the mock is changed', {
      hint: 'leave it out, and run bigip-ws verify --mock afterwards; bigip-ws rehearse does all of it at once',
    });
  }
  const { prepareVerification } = await import('./verify/prepare.ts');
  const load = { count: 3, concurrency: 1, rate: 10 };
  const { timeout } = flags;
  const settings = { members: false, wait: undefined, idle: undefined, load, timeout };
  const { groups, verify } = await prepareVerification(loaded, settings, deps);
  return () => verify(groups, undefined);
}
