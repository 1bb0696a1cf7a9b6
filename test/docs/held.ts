import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect } from 'vitest';

const root = new URL('../../', import.meta.url);

/** Everything below this line is made by `npx vitest run test/docs.test.ts` with UPDATE_GOLDEN=1. */
const MARK =
  '<!-- generated below: UPDATE_GOLDEN=1 npx vitest run --config .config/vitest.config.js test/docs.test.ts -->';

/** Holds a whole file to a text, or rewrites it with `UPDATE_GOLDEN=1`. */
export async function holdFile(name: string, wanted: string): Promise<void> {
  const url = new URL(name, root);
  if (process.env.UPDATE_GOLDEN) await writeFile(url, wanted);
  const found = await readFile(url, 'utf8').catch(() => '');
  expect(found, `${name} is stale: run with UPDATE_GOLDEN=1`).toBe(wanted);
}

/** Holds the part of a Markdown file below the mark; what is above it is written by hand. */
export async function holdMarkdown(name: string, generated: string): Promise<void> {
  const found = await readFile(new URL(name, root), 'utf8');
  const [byHand = ''] = found.split(MARK);
  const config = await resolveConfig(new URL('package.json', root));
  const wanted = await format(`${byHand}${MARK}\n\n${generated}`, { ...config, parser: 'markdown' });
  await holdFile(name, wanted);
}
