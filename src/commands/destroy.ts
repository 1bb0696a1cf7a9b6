import type { Command } from 'commander';
import { addChangeOptions, type ChangeFlags, runChange } from './apply.ts';
import type { Run } from './deps.ts';
import { addConnectionOptions, addVariableOptions } from './options.ts';

export function defineDestroy(program: Command, run: Run): void {
  const command = addChangeOptions(
    program
      .command('destroy <spec>')
      .description('delete what this spec created and release what it adopted'),
  ).action((spec: string, flags: ChangeFlags) =>
    run((deps) => runChange(spec, flags, deps, { destroy: true })),
  );
  addVariableOptions(addConnectionOptions(command));
}
