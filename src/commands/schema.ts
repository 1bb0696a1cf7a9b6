import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import type { Deps, Run } from './deps.ts';

export function defineSchema(program: Command, run: Run): void {
  program
    .command('schema [what]')
    .description(
      'print a JSON Schema: of the spec (for editors) or of what a command prints with --format json',
    )
    .action((what: string | undefined) => run((deps) => runSchema(what ?? 'spec', deps)));
}

async function runSchema(what: string, { io }: Deps): Promise<ExitCode> {
  const { outputSchemas } = await import('../report/registry.ts');
  const schemas = await outputSchemas();
  const schema = what === 'spec' ? await specSchema() : schemas[what];
  if (!schema) {
    const known = ['spec', ...Object.keys(schemas)].join(', ');
    throw new CliError(EXIT.usage, `there is no schema ${what}`, { hint: `there are: ${known}` });
  }
  io.out(JSON.stringify(schema, null, 2));
  return EXIT.done;
}

async function specSchema(): Promise<object> {
  const { specJsonSchema } = await import('../spec/json-schema.ts');
  return specJsonSchema();
}
