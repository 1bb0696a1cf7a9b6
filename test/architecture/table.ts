import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { holdFile } from '../docs/held.ts';
import { type Room, ROOMS } from './rooms.ts';

const NAME = 'docs/architecture.md';
const BEGIN = '<!-- rooms -->';
const END = '<!-- /rooms -->';
const root = new URL('../../', import.meta.url);

const row = ({ path, is, imports, also = {} }: Room): string => {
  const more = Object.entries(also).map(([file, extra]) => `\`${file}\`: ${words(extra)}`);
  return `| \`${path}\` | ${is} | ${[words(imports), ...more].join('; ')} |`;
};

function words(imports: readonly string[]): string {
  const said = imports.map((one) =>
    one.startsWith('type:') ? `types of \`${one.slice(5)}\`` : `\`${one}\``,
  );
  return said.length === 0 ? 'nothing' : said.join(', ');
}

/** Holds the table of rooms in docs/architecture.md, or rewrites it with `UPDATE_GOLDEN=1`. */
export async function holdTable(): Promise<void> {
  const found = await readFile(new URL(NAME, root), 'utf8');
  const [before, rest] = found.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${NAME} has no ${BEGIN} … ${END}`);
  const table = ['| room | is | may import |', '| --- | --- | --- |', ...ROOMS.map(row)].join('\n');
  const config = await resolveConfig(new URL('package.json', root));
  const text = `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
  await holdFile(NAME, await format(text, { ...config, parser: 'markdown' }));
}
