import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import type { LockState } from '../run/device-lock.ts';
import type { Deps, Run } from './deps.ts';
import { addConnectionOptions, type ConnectionFlags, examples } from './options.ts';
import { spoken } from './present.ts';

interface UnlockFlags extends ConnectionFlags {
  readonly yes?: boolean;
}

export function defineUnlock(program: Command, run: Run): void {
  const command = program
    .command('unlock')
    .description('release the lock that a run which is gone left on a device')
    .option('--yes', 'do not ask')
    .addHelpText('after', examples('unlock --host bigip1.example.com'))
    .action((flags: UnlockFlags) => run((deps) => runUnlock(flags, deps)));
  addConnectionOptions(command);
}

async function runUnlock(flags: UnlockFlags, deps: Deps): Promise<ExitCode> {
  const { io } = deps;
  const { withConnection } = await import('./device/connection.ts');
  return withConnection(flags, undefined, deps, async ({ target, connection: { lock } }) => {
    if (!lock) throw new CliError(EXIT.usage, `${target.name} has no lock`);
    const state = await lock.state();
    if (!state?.isHeld) {
      io.out(state ? unsavedText(state, io) : 'The device is not locked.');
      return EXIT.done;
    }
    await agree(state, flags, deps);
    const before = await lock.break();
    io.out(`Released the lock of ${holderText(before ?? state, io)}.`);
    if (before?.phase === 'committed') io.out(unsavedText(before, io));
    return EXIT.done;
  });
}

async function agree(state: LockState, { yes }: UnlockFlags, { io }: Deps): Promise<void> {
  if (yes) return;
  if (!io.interactive)
    throw new CliError(EXIT.usage, 'there is no terminal to ask on', { hint: 'add --yes' });
  const question = `Release the lock of ${holderText(state, io)}? Only if that run is gone.`;
  if (!(await io.confirm(question))) throw new CliError(EXIT.interrupted, 'not released: the answer was no');
}

function holderText(state: LockState, io: Io): string {
  const { holder, since } = spoken(state, io);
  const { user, host, pid, spec } = holder;
  return `${user} on ${host} (process ${pid}, spec ${spec}, since ${since})`;
}

function unsavedText(state: LockState, io: Io): string {
  const { holder, since } = spoken(state, io);
  const { spec } = holder;
  return `The change of the spec ${spec} (${since}) is running and not saved: apply saves it.`;
}
