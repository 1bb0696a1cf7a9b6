import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode, SpecError } from '../exit.ts';
import { REPORTS } from '../report/registry.ts';
import type { VerifyView } from '../report/views.ts';
import type { LoadedSpec } from '../run/job.ts';
import type { Rung, Verification } from '../run/verify/result.ts';
import type { Deps, Run } from './deps.ts';
import type { StageSettings } from './stage/stage.ts';
import type { Prepared } from './verify/prepare.ts';
import {
  addConnectionOptions,
  addVariableOptions,
  type ConnectionFlags,
  countUpTo,
  duration,
  examples,
  formatOption,
  type VariableFlags,
} from './options.ts';

interface VerifyFlags extends ConnectionFlags, VariableFlags {
  readonly format: keyof typeof REPORTS.verify;
  readonly members?: boolean;
  /** Milliseconds. */
  readonly wait?: number;
  readonly idle?: number;
  readonly count: number;
  readonly concurrency: number;
  readonly rate: number;
}

const CODES = { passed: EXIT.done, failed: EXIT.failed, 'not-tested': EXIT.unreachable } as const;

export function defineVerify(program: Command, run: Run): void {
  const command = program
    .command('verify <spec>')
    .description('open WebSockets through each virtual server, as a client does; nothing is changed')
    .option('--members', 'try each member too, without the virtual server, and compare')
    .option('--wait <duration>', 'with --members: wait so long for them to answer, 30s or 5m', duration)
    .option('--idle <duration>', 'hold a silent connection so long and tell who cuts it, 6m', duration)
    .option(
      '--count <n>',
      'connections to each target, one after the other, at most 10000',
      countUpTo(10_000),
      3,
    )
    .option('--concurrency <n>', 'how many of them at once, at most 1000', countUpTo(1000), 1)
    .option('--rate <n>', 'how many of them a second, at most 1000', countUpTo(1000), 10)
    .addOption(formatOption(REPORTS.verify))
    .addHelpText(
      'after',
      examples(
        'verify spec.yaml',
        'verify spec.yaml --members --wait 5m      # while gateways start',
        'verify spec.yaml --idle 6m                # does silence cut connections?',
        'verify spec.yaml --mock                   # what apply --mock put there, on loopback',
        'verify spec.yaml --host bigip1.example.com  # asks the device too when something fails',
      ),
    )
    .action((spec: string, flags: VerifyFlags) => run((deps) => runVerify(spec, flags, deps)));
  addVariableOptions(addConnectionOptions(command));
}

/** Tries what a spec is for. 0: all passed; 1: something failed; 69: nothing failed, not all could be tested. */
async function runVerify(file: string, flags: VerifyFlags, deps: Deps): Promise<ExitCode> {
  if (flags.wait !== undefined && !flags.members)
    throw new CliError(EXIT.usage, '--wait is for members', { hint: 'add --members' });
  const { presentOrFail } = await import('./present.ts');
  let code: ExitCode = EXIT.done;
  await presentOrFail<VerifyView>(REPORTS.verify[flags.format], deps, async () => {
    const { loadSpec } = await import('./load/load.ts');
    const loaded = await loadSpec(file, flags, deps);
    const { prepareVerification } = await import('./verify/prepare.ts');
    const { members = false, wait, idle, count, concurrency, rate } = flags;
    const load = { count, concurrency, rate };
    const settings = { members, wait, idle, load, timeout: flags.timeout };
    const prepared = await prepareVerification(loaded, settings, deps);
    const verification = isMock(flags)
      ? await verifyOnMock(loaded, prepared, flags, deps)
      : await prepared.verify(prepared.groups, () => askDevice(loaded, flags, deps));
    code = CODES[verification.verdict];
    return { did: 'verify', spec: { name: loaded.spec.name, file }, ...verification };
  });
  return code;
}

function isMock({ mock, mockState }: VerifyFlags): boolean {
  return mock === true || mockState !== undefined;
}

/** Through the embedded mock as it was left, to gateways that are started for it. */
async function verifyOnMock(
  loaded: LoadedSpec,
  { target, version, groups, verify }: Prepared,
  flags: VerifyFlags,
  deps: Deps,
): Promise<Verification> {
  const [{ withMock }, { onDevice }, { withStage }, { onStandIns }, { deviceRung }] = await Promise.all([
    import('./device/embedded-mock.ts'),
    import('./device/connection.ts'),
    import('./stage/stage.ts'),
    import('../run/verify/stand-ins.ts'),
    import('../run/verify/device.ts'),
  ]);
  const job = { loaded, adopt: false, destroy: false };
  const settings: StageSettings = {
    target,
    version,
    parts: [{ loaded, groups }],
    timeScale: 1,
    real: new Map(),
    onMock: (traffic, work) => withMock(flags, loaded, deps, work, traffic),
  };
  return withStage(settings, async ({ options, find, settled }) => {
    await settled();
    const ask = (): Promise<Rung> =>
      onDevice(options, deps, ({ connection }) => deviceRung(target, connection, job));
    return verify(onStandIns(groups, find), ask);
  });
}

/** The device is asked where a flag or the environment names it; what keeps it from answering is told, no more. */
async function askDevice(loaded: LoadedSpec, flags: VerifyFlags, deps: Deps): Promise<Rung> {
  const named = flags.host ?? deps.env.BIGIP_HOST;
  if (named === undefined)
    return {
      step: 'device',
      verdict: 'not-tested',
      message: 'no device was named',
      hint: '--host names the one to ask',
    };
  const [{ withConnection }, { deviceRung }] = await Promise.all([
    import('./device/connection.ts'),
    import('../run/verify/device.ts'),
  ]);
  const job = { loaded, adopt: false, destroy: false };
  try {
    return await withConnection(flags, loaded, deps, ({ target, connection }) =>
      deviceRung(target, connection, job),
    );
  } catch (error) {
    const isKnown = error instanceof CliError || error instanceof SpecError;
    if (!isKnown || error.code === EXIT.interrupted) throw error;
    const hint = error instanceof CliError ? error.details.hint : undefined;
    return {
      step: 'device',
      verdict: 'not-tested',
      message: error.message,
      ...(hint === undefined ? {} : { hint }),
    };
  }
}
