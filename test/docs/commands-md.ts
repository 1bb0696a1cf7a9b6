import type { Command } from 'commander';

const WIDTH = 100;

/** Groups of options that many commands share: shown once, at the end, as long as they are the same. */
const SHARED = ['The device:', 'Without a device:', 'Variables:', 'Global Options:'];

/** The help of every command as Markdown. */
export function commandsMarkdown(program: Command): string {
  const commands = leaves(program);
  const groups = new Map(commands.flatMap((command) => blocks(command).map(titled)).reverse());
  const isShared = (block: string): boolean =>
    SHARED.includes(titleOf(block)) && loosely(block) === loosely(groups.get(titleOf(block)) ?? '');
  return [
    ...commands.flatMap((command) => [
      `## ${nameOf(command)}`,
      '',
      fenced(blocks(command).filter((block) => !isShared(block))),
      ...alsoLine(blocks(command).filter(isShared)),
    ]),
    '## Options that commands share',
    '',
    ...SHARED.flatMap((title) => [`### ${title.replace(/:$/, '')}`, '', fenced([groups.get(title) ?? ''])]),
  ].join('\n');
}

function leaves(command: Command): Command[] {
  return [command, ...command.commands.flatMap(leaves)];
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

/** The help as a terminal shows it, taken apart at its blank lines. */
function blocks(command: Command): string[] {
  let text = '';
  command.configureOutput({
    writeOut: (part) => (text += part),
    getOutHelpWidth: () => WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trimEnd().split('\n\n');
}

function titleOf(block: string): string {
  return block.trimStart().split('\n')[0] ?? '';
}

/** The widths of columns differ from command to command. */
function loosely(block: string): string {
  return block.replaceAll(/\s+/g, ' ');
}

function titled(block: string): [string, string] {
  return [titleOf(block), block];
}

function alsoLine(shared: readonly string[]): string[] {
  const links = shared.map((block) => {
    const name = titleOf(block).replace(/:$/, '');
    return `[${name}](#${name.toLowerCase().replaceAll(' ', '-')})`;
  });
  return links.length === 0 ? [] : [`And: ${links.join(', ')}.`, ''];
}

function fenced(parts: readonly string[]): string {
  return ['```text', parts.join('\n\n'), '```', ''].join('\n');
}
