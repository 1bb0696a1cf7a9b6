import type { Command } from 'commander';
import { addChangeOptions, type ChangeFlags, runChange } from './change.ts';
import type { Run } from './deps.ts';
import { addConnectionOptions, addVariableOptions, examples } from './options.ts';

export function defineDestroy(program: Command, run: Run): void {
  const command = addChangeOptions(
    program
      .command('destroy <spec>')
      .description('delete what this spec created and release what it adopted'),
  )
    .addHelpText(
      'after',
      examples('destroy spec.yaml --dry-run', 'destroy spec.yaml --host bigip1.example.com'),
    )
    .action((spec: string, flags: ChangeFlags) =>
      run((deps) => runChange(spec, flags, deps, { destroy: true })),
    );
  addVariableOptions(addConnectionOptions(command));
}
