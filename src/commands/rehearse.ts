import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit.ts';
import { REPORTS } from '../report/registry.ts';
import type { RehearsalView } from '../report/views.ts';
import type { Rehearsal } from '../run/rehearse/result.ts';
import type { Deps, Run } from './deps.ts';
import type { RehearsalFlags } from './stage/rehearsal.ts';
import {
  addVariableOptions,
  collect,
  deletesOption,
  duration,
  examples,
  formatOption,
  positiveNumber,
  type VariableFlags,
} from './options.ts';

interface RehearseFlags extends VariableFlags, RehearsalFlags {
  readonly format: keyof typeof REPORTS.rehearse;
  readonly old?: string;
}

export function defineRehearse(program: Command, run: Run): void {
  const command = program
    .command('rehearse <spec>')
    .description(
      'a whole deployment on loopback: gateways, a mock BIG-IP with traffic, apply, WebSockets, a gateway lost and back',
    )
    .option('--old <spec>', 'apply this one first, and tell what the change does to open connections')
    .addOption(deletesOption())
    .option('--keep', 'leave it running for a browser, until interrupted')
    .option(
      '--member <member=place>',
      'a real gateway instead of a built-in one: Gateway-1:8001=127.0.0.1:9001; can be repeated',
      collect,
    )
    .option('--idle <duration>', 'a client that is silent so long must not be cut, 6m', duration)
    .option(
      '--time-scale <n>',
      'how fast the time of monitors and idle connections passes',
      positiveNumber,
      10,
    )
    .addOption(formatOption(REPORTS.rehearse))
    .optionsGroup('The mock:')
    .option('--mock-tmos <version>', 'its TMOS version; default device.tmos of the spec, else 17.1.2')
    .option('--mock-assume <path=kind>', 'an object that it is taken to have; can be repeated', collect)
    .addHelpText(
      'after',
      examples(
        'rehearse spec.yaml',
        'rehearse new.yaml --old spec.yaml      # can this be done at noon?',
        'rehearse spec.yaml --keep              # try it in a browser',
        'rehearse spec.yaml --format markdown >> "$GITHUB_STEP_SUMMARY"',
      ),
    )
    .action((spec: string, flags: RehearseFlags) => run((deps) => runRehearse(spec, flags, deps)));
  addVariableOptions(command);
}

/** Plays a deployment on loopback. 0: all steps hold; 1: one did not, and the page says which. */
async function runRehearse(file: string, flags: RehearseFlags, deps: Deps): Promise<ExitCode> {
  const [{ orFail, present }, { withRehearsal }, { loadSpec }] = await Promise.all([
    import('./present.ts'),
    import('./stage/rehearsal.ts'),
    import('./load/load.ts'),
  ]);
  const format = REPORTS.rehearse[flags.format];
  return orFail(format, deps, async () => {
    const loaded = await loadSpec(file, flags, deps);
    const old = flags.old === undefined ? undefined : await loadSpec(flags.old, flags, deps);
    const spec = { name: loaded.spec.name, file };
    return withRehearsal({ loaded, old, flags, deps }, async (rehearsal: Rehearsal) => {
      const view: RehearsalView = { did: 'rehearse', spec, ...rehearsal };
      await present(format, view, deps);
      const hasFailed = rehearsal.verdict === 'failed';
      if (flags.keep && !hasFailed) await untilStopped(deps);
      return hasFailed ? EXIT.failed : EXIT.done;
    });
  });
}

/** What runs goes on until somebody ends it; that is no failure. */
async function untilStopped({ io, signal }: Deps): Promise<void> {
  io.note('Running until it is interrupted (Ctrl-C).');
  if (signal.aborted) return;
  await new Promise((done) => signal.addEventListener('abort', done, { once: true }));
}
