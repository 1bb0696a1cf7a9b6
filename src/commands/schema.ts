import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import type { Deps, Run } from './deps.ts';

export function defineSchema(program: Command, run: Run): void {
  program
    .command('schema [what]')
    .description('print the JSON Schema of the spec, for editors; the same is in docs/spec.schema.json')
    .action((what: string | undefined) => run((deps) => runSchema(what ?? 'spec', deps)));
}

async function runSchema(what: string, { io }: Deps): Promise<ExitCode> {
  const { schemas } = await import('../spec/json-schema.ts');
  const make = Object.entries(schemas).find(([name]) => name === what)?.[1];
  if (!make) {
    throw new CliError(EXIT.usage, `there is no schema ${what}`, {
      hint: `there are: ${Object.keys(schemas).join(', ')}`,
    });
  }
  io.out(JSON.stringify(make(), null, 2));
  return EXIT.done;
}
