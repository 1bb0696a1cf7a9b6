import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import { formatBytes } from '../report/bytes.ts';
import { REPORTS } from '../report/registry.ts';
import type { ArchiveView, Failure } from '../report/views.ts';
import type { Backup, Backups } from '../run/target.ts';
import type { Deps, Run } from './deps.ts';
import { addConnectionOptions, type ConnectionFlags, examples, formatOption } from './options.ts';
import { spoken } from './present.ts';

interface ArchiveFlags extends ConnectionFlags {
  readonly format: keyof typeof REPORTS.archive;
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
      .addOption(formatOption(REPORTS.archive))
      .action((...parts: unknown[]) => {
        const [name, flags] = parts.length > 2 ? [String(parts[0]), parts[1]] : ['', parts[0]];
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
  readonly backups: Backups;
  readonly name: string;
  readonly flags: ArchiveFlags;
  readonly deps: Deps;
}

/** What a sub-command does. */
type Work = (request: Request) => Promise<Exclude<ArchiveView, Failure>>;

async function runArchive(name: string, flags: ArchiveFlags, deps: Deps, work: Work): Promise<ExitCode> {
  const { presentOrFail } = await import('./present.ts');
  await presentOrFail<ArchiveView>(REPORTS.archive[flags.format], deps, () =>
    workOnArchive(name, flags, deps, work).finally(() => deps.io.endProgress()),
  );
  return EXIT.done;
}

async function workOnArchive(name: string, flags: ArchiveFlags, deps: Deps, work: Work): ReturnType<Work> {
  const file = name === '' || name.endsWith('.ucs') ? name : `${name}.ucs`;
  if (file !== '' && !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,131}$/.test(file)) {
    throw new CliError(EXIT.usage, `${name} is not the name of an archive`, {
      hint: 'letters, digits, _ . - only',
    });
  }
  const { withConnection } = await import('./device/connection.ts');
  return withConnection(flags, undefined, deps, ({ target, connection: { backups } }) => {
    if (backups) return work({ backups, name: file, flags, deps });
    throw new CliError(EXIT.usage, `${target.name} keeps no archives`);
  });
}

async function create({ backups, name, deps }: Request): ReturnType<Work> {
  if ((await backups.list()).some((one) => one.name === name)) {
    throw new CliError(EXIT.refused, `the archive ${name} is on the device already`, {
      hint: `choose another name, or delete it: bigip-ws archive delete ${name}`,
    });
  }
  deps.io.progress(`archiving the configuration as ${spoken(name, deps.io)}`);
  return { did: 'create', archive: await backups.create(name) };
}

async function list({ backups }: Request): ReturnType<Work> {
  return { did: 'list', archives: await backups.list() };
}

async function download({ backups, name, flags, deps }: Request): ReturnType<Work> {
  const { io, cwd } = deps;
  const archive = await named(backups, name);
  const file = resolve(cwd, flags.out ?? name);
  if (!flags.force && (await exists(file))) {
    throw new CliError(EXIT.usage, `${file} is there already`, {
      hint: 'add --force to overwrite it, or --out for another',
    });
  }
  io.progress(`fetching ${spoken(name, io)}`);
  const got = await backups.download(archive, file, (bytes) => {
    const words = `fetching ${spoken(name, io)}: ${formatBytes(bytes)} of ${formatBytes(archive.bytes)}`;
    (io.interactive ? io.progress : io.note)(words);
  });
  return { did: 'download', archive, file, ...got };
}

async function remove({ backups, name, flags, deps }: Request): ReturnType<Work> {
  const archive = await named(backups, name);
  if (!flags.yes) {
    if (!deps.io.interactive)
      throw new CliError(EXIT.usage, 'there is no terminal to ask on', { hint: 'add --yes' });
    const { name: file, bytes, created } = spoken(archive, deps.io);
    if (!(await deps.io.confirm(`Delete ${file} (${formatBytes(bytes)}, ${created})?`))) {
      throw new CliError(EXIT.interrupted, 'not deleted: the answer was no');
    }
  }
  await backups.delete(name);
  return { did: 'delete', archive };
}

async function named(backups: Backups, name: string): Promise<Backup> {
  const archives = await backups.list();
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
