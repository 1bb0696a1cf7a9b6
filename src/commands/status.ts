import type { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import { REPORTS } from '../report/registry.ts';
import type { StatusView } from '../report/views.ts';
import type { Deps, Run } from './deps.ts';
import {
  addConnectionOptions,
  addVariableOptions,
  type ConnectionFlags,
  duration,
  examples,
  formatOption,
  type VariableFlags,
} from './options.ts';

interface StatusFlags extends ConnectionFlags, VariableFlags {
  readonly format: keyof typeof REPORTS.status;
  readonly watch?: boolean;
  /** Milliseconds. */
  readonly every?: number;
}

const DEFAULT_EVERY = 5000;

export function defineStatus(program: Command, run: Run): void {
  const command = program
    .command('status <spec>')
    .description(
      'members, availability and current connections of what a spec has on a device; sends GET requests only',
    )
    .option('--watch', 'look again and again until interrupted, and tell the rates between two looks')
    .option('--every <duration>', 'with --watch: how long between two looks; default 5s', duration)
    .addOption(formatOption(REPORTS.status))
    .addHelpText(
      'after',
      examples(
        'status spec.yaml --host bigip1.example.com',
        'status spec.yaml --watch --every 10s',
        'status spec.yaml --format json | jq ".pools[].skew"',
      ),
    )
    .action((spec: string, flags: StatusFlags) => run((deps) => runStatus(spec, flags, deps)));
  addVariableOptions(addConnectionOptions(command));
}

/** Shows how what a spec asks for is on a device. Nothing is written. To end a watch is no failure. */
async function runStatus(file: string, flags: StatusFlags, deps: Deps): Promise<ExitCode> {
  const { watch = false, every = DEFAULT_EVERY } = flags;
  if (flags.every !== undefined && !watch)
    throw new CliError(EXIT.usage, '--every is for --watch', { hint: 'add --watch' });
  const { orFail, present } = await import('./present.ts');
  const format = REPORTS.status[flags.format];
  await orFail(format, deps, () =>
    withLooks(file, flags, deps, async (look) => {
      if (!watch) return present(format, await look(), deps);
      const { signal, io } = deps;
      const redrawing = { ...deps, io: { ...io, out: io.redraw } };
      do {
        const view = await unlessAsked(look(), signal);
        if (view) await present(format, view, redrawing);
      } while (await unlessAsked(sleep(every, true, { signal }), signal));
    }),
  );
  return EXIT.done;
}

async function withLooks(
  file: string,
  flags: StatusFlags,
  deps: Deps,
  work: (look: () => Promise<StatusView>) => Promise<void>,
): Promise<void> {
  const [{ loadSpec }, { withConnection }, { prepareStatus }] = await Promise.all([
    import('./load/load.ts'),
    import('./device/connection.ts'),
    import('../run/status/status-run.ts'),
  ]);
  const loaded = await loadSpec(file, flags, deps);
  await withConnection(flags, loaded, deps, async ({ target, connection }) => {
    const look = await prepareStatus({ target, connection, loaded });
    const spec = { name: loaded.spec.name, file };
    await work(async () => ({ did: 'status', spec, ...(await look()) }));
  });
}

/** What comes of it; `undefined` where the run was asked to stop meanwhile. */
async function unlessAsked<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
