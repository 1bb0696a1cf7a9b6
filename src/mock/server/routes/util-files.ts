import { locate, readFile, removeFile, writeFile } from '../../unit/files.ts';
import { tmsh } from '../../wire/errors.ts';
import { type Reply, json } from '../../wire/http.ts';
import { shown, textAt } from '../../wire/json.ts';
import type { Unit } from '../../unit/unit.ts';
import type { Call, Route } from './route.ts';

// `util unix-ls`, `unix-mv` and `unix-rm`, on the files that clients upload (unit/files.ts). A failure is no
// refusal: it is text in `commandResult`, which is absent when there is nothing to say (test_unix_*.py of the SDK).

type Run = (unit: Unit, args: readonly string[]) => string | undefined;

/** A folder as target keeps the name of the file. */
function targetOf(from: string, to: string): string {
  return to.endsWith('/') || locate(`${to}/x`)
    ? `${to.replace(/\/$/, '')}/${from.split('/').at(-1) ?? ''}`
    : to;
}

function move(unit: Unit, [from, to]: readonly string[]): string | undefined {
  if (from === undefined) return '/bin/mv: missing file operand\n';
  if (to === undefined) return `/bin/mv: missing destination file operand after \`${from}'\n`;
  const bytes = readFile(unit, from);
  if (!bytes) return `/bin/mv: cannot stat \`${from}': No such file or directory\n`;
  const target = targetOf(from, to);
  if (!locate(target)) {
    throw tmsh(`The mock has no folder for "${to}": it knows those of uploads, downloads and archives.`);
  }
  writeFile(unit, target, bytes);
  removeFile(unit, from);
  return undefined;
}

function list(unit: Unit, args: readonly string[]): string | undefined {
  const [path] = args;
  if (path === undefined) throw tmsh('The mock lists one file at a time.');
  return readFile(unit, path) ? `${path}\n` : `/bin/ls: ${path}: No such file or directory\n`;
}

function removeAll(unit: Unit, args: readonly string[]): string | undefined {
  if (args.length === 0) return '/bin/rm: missing operand\n';
  const missing = args.filter((path) => !readFile(unit, path));
  for (const path of args) removeFile(unit, path);
  return missing.length === 0
    ? undefined
    : missing.map((path) => `/bin/rm: cannot remove \`${path}': No such file or directory\n`).join('');
}

export function requireBalanced(args: string): void {
  const quotes = args.replaceAll(/\\["']/g, '').match(/"/g)?.length ?? 0;
  if (quotes % 2 === 1) throw tmsh('quotes are not balanced');
}

const COMMANDS: Readonly<Record<string, Run>> = { 'unix-ls': list, 'unix-mv': move, 'unix-rm': removeAll };

const run =
  (name: string) =>
  (call: Call): Reply => {
    const body = call.json();
    if (body.command !== 'run') throw tmsh(`unexpected argument "${shown(body.command)}"`);
    const input = textAt(body, 'utilCmdArgs') ?? '';
    requireBalanced(input);
    const args = input.split(/\s+/).filter((word) => word !== '');
    const option = args.find((word) => word.startsWith('-'));
    const strange = option === undefined ? undefined : `invalid option -- ${option.replace(/^-+/, '')}\n`;
    if (strange !== undefined && call.unit.tmos.atLeast('12.0'))
      throw tmsh(`${name} does not support the option ${option ?? ''}`);
    const commandResult =
      strange === undefined
        ? COMMANDS[name]?.(call.unit, args)
        : `/bin/${name.replace('unix-', '')}: ${strange}`;
    return json(200, {
      kind: `tm:util:${name}:runstate`,
      ...body,
      ...(commandResult === undefined ? {} : { commandResult }),
    });
  };

/** Other commands of `util` are refused, not run. */
const other = (call: Call, command: string): Reply => {
  const body = call.json();
  requireBalanced(textAt(body, 'utilCmdArgs') ?? '');
  throw tmsh(`The mock does not run "${command}" of util.`);
};

export const utilFileRoutes: readonly Route[] = [
  ...Object.keys(COMMANDS).map((name): Route => ({ path: `tm/util/${name}`, methods: { POST: run(name) } })),
  ...'clientssl-ciphers serverssl-ciphers dig get-dossier qkview lsof ping ccmode'
    .split(' ')
    .map((command): Route => ({
      path: `tm/util/${command}`,
      methods: { POST: (call) => other(call, command) },
    })),
];
