import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Archive } from '../targets/bigip/icontrol/archive.ts';
import type { Client } from '../targets/bigip/icontrol/client.ts';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import { formatBytes } from './bytes.ts';
import type { Deps, Run } from './deps.ts';
import { addConnectionOptions, type ConnectionFlags, examples, formatOption } from './options.ts';

interface ArchiveFlags extends ConnectionFlags {
  readonly format: 'text' | 'json';
  readonly out?: string;
  readonly force?: boolean;
  readonly yes?: boolean;
}

export function defineArchive(program: Command, run: Run): void {
  const archive = program
    .command('archive')
    .description('UCS archives on the device')
    .addHelpText(
      'after',
      examples('archive list --host bigip1.example.com', 'archive download kaazing --out kaazing.ucs'),
    );
  const add = (
    usage: string,
    description: string,
    work: Work,
    options = (command: Command) => command,
  ): void => {
    const command = options(archive.command(usage).description(description))
      .addOption(formatOption('text', 'json'))
      .action((...given: unknown[]) => {
        const [name, flags] = given.length > 2 ? [String(given[0]), given[1]] : ['', given[0]];
        return run((deps) => runArchive(name, flags as ArchiveFlags, deps, work));
      });
    addConnectionOptions(command);
  };
  add('create <name>', 'archive the running configuration', create);
  add('list', 'list the archives', list);
  add('download <name>', 'fetch an archive, checked for size and checksum', download, (command) =>
    command
      .option('--out <file>', 'where to write it; default: its name, here')
      .option('--force', 'overwrite the file'),
  );
  add('delete <name>', 'delete an archive', remove, (command) => command.option('--yes', 'do not ask'));
}

interface Request {
  readonly client: Client;
  readonly name: string;
  readonly flags: ArchiveFlags;
  readonly deps: Deps;
}

/** What a sub-command does; gives the text for a person and the document for a program. */
type Work = (request: Request) => Promise<{ readonly text: string; readonly document: object }>;

async function runArchive(name: string, flags: ArchiveFlags, deps: Deps, work: Work): Promise<ExitCode> {
  const print = (document: object): void =>
    deps.io.out(JSON.stringify({ formatVersion: 1, ...document }, null, 2));
  try {
    const { text, document } = await workOnArchive(name, flags, deps, work);
    if (flags.format === 'json') print({ ...document, errors: [] });
    else deps.io.out(text);
    return EXIT.done;
  } catch (error) {
    const { errorDiagnostics } = await import('./show.ts');
    if (flags.format === 'json') print({ errors: errorDiagnostics(error) });
    throw error;
  }
}

async function workOnArchive(name: string, flags: ArchiveFlags, deps: Deps, work: Work): ReturnType<Work> {
  const file = name === '' || name.endsWith('.ucs') ? name : `${name}.ucs`;
  if (file !== '' && !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,131}$/.test(file)) {
    throw new CliError(EXIT.usage, `${name} is not the name of an archive`, {
      hint: 'letters, digits, _ . - only',
    });
  }
  const { withConnection } = await import('./connection.ts');
  return withConnection(flags, undefined, deps, ({ session }) =>
    work({ client: session.client, name: file, flags, deps }),
  );
}

async function create({ client, name, deps }: Request): ReturnType<Work> {
  const { createArchive, listArchives } = await import('../targets/bigip/icontrol/archive.ts');
  if ((await listArchives(client)).some((one) => one.name === name)) {
    throw new CliError(EXIT.refused, `the archive ${name} is on the device already`, {
      hint: `choose another name, or delete it: bigip-ws archive delete ${name}`,
    });
  }
  const made = await deps.io.during(`archiving the configuration as ${name}`, () =>
    createArchive(client, name),
  );
  return { text: `archived ${made.name} (${formatBytes(made.bytes)})`, document: { archive: made } };
}

async function list({ client }: Request): ReturnType<Work> {
  const { listArchives } = await import('../targets/bigip/icontrol/archive.ts');
  const archives = await listArchives(client);
  const width = Math.max(0, ...archives.map((one) => one.name.length));
  const lines = archives.map(
    ({ name, bytes, created, tmos, encrypted }) =>
      `${name.padEnd(width)}  ${formatBytes(bytes).padStart(10)}  ${created}  TMOS ${tmos}${encrypted ? '  encrypted' : ''}`,
  );
  return {
    text: lines.length === 0 ? 'There are no archives on the device.' : lines.join('\n'),
    document: { archives },
  };
}

async function download({ client, name, flags, deps }: Request): ReturnType<Work> {
  const { downloadArchive } = await import('../targets/bigip/icontrol/archive.ts');
  const archive = await named(client, name);
  const file = resolve(deps.cwd, flags.out ?? name);
  if (!flags.force && (await exists(file))) {
    throw new CliError(EXIT.usage, `${file} is there already`, {
      hint: 'add --force to overwrite it, or --out for another',
    });
  }
  const got = await deps.io.during(`fetching ${name}`, (say) =>
    downloadArchive(client, archive, file, (bytes) =>
      say(`fetching ${name}: ${formatBytes(bytes)} of ${formatBytes(archive.bytes)}`),
    ),
  );
  return {
    text: `${file} (${formatBytes(got.bytes)}, sha256 ${got.sha256})`,
    document: { archive, file, ...got },
  };
}

async function remove({ client, name, flags, deps }: Request): ReturnType<Work> {
  const { deleteArchive } = await import('../targets/bigip/icontrol/archive.ts');
  const archive = await named(client, name);
  if (!flags.yes) {
    if (!deps.io.interactive)
      throw new CliError(EXIT.usage, 'there is no terminal to ask on', { hint: 'add --yes' });
    if (!(await deps.io.confirm(`Delete ${name} (${formatBytes(archive.bytes)}, ${archive.created})?`))) {
      throw new CliError(EXIT.interrupted, 'not deleted: the answer was no');
    }
  }
  await deleteArchive(client, name);
  return { text: `deleted ${name}`, document: { deleted: archive } };
}

async function named(client: Client, name: string): Promise<Archive> {
  const { listArchives } = await import('../targets/bigip/icontrol/archive.ts');
  const archives = await listArchives(client);
  const archive = archives.find((one) => one.name === name);
  if (archive) return archive;
  const known = archives.map((one) => one.name).join(', ');
  throw new CliError(EXIT.failed, `there is no archive ${name} on the device`, {
    hint: known === '' ? 'there are none' : `there are: ${known}`,
  });
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
