import type { Command } from 'commander';
import { addChangeOptions, type ChangeFlags, runChange } from './change.ts';
import type { Run } from './deps.ts';
import { addConnectionOptions, addVariableOptions, deletesOption, examples } from './options.ts';

export function defineApply(program: Command, run: Run): void {
  const command = addChangeOptions(
    program
      .command('apply [spec]')
      .description('make a device as the spec says: shows the plan, archives, applies, reads again, saves'),
  )
    .option('--adopt', 'take over objects that exist already and that no spec owns')
    .option('--allow-drops', 'cut or refuse connections without a question of its own')
    .addOption(deletesOption())
    .option('--plan <plan.json>', 'apply a plan that diff --out saved: exactly that, or nothing')
    .option('--verify', 'open WebSockets through each virtual server afterwards, as verify does')
    .addHelpText(
      'after',
      examples(
        'apply spec.yaml --host bigip1.example.com --user admin',
        'apply spec.yaml --yes --password-stdin < password',
        'apply --plan plan.json --yes',
        'apply spec.yaml --mock --yes      # on the embedded mock, without a device',
      ),
    )
    .action((spec: string | undefined, flags: ChangeFlags) =>
      run(async (deps) => {
        const { sourceOf } = await import('./saved-plan/source.ts');
        const source = sourceOf(spec, flags);
        const named = 'plan' in source ? source.plan : source.spec;
        return runChange(named, flags, deps, { destroy: false });
      }),
    );
  addVariableOptions(addConnectionOptions(command));
}
