import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseSpec } from '../../src/spec/spec.ts';

const folder = new URL('../../fixtures/invalid/dangling-references/', import.meta.url);

test('a spec that breaks the schema is told of every reference that leads nowhere, in the usual words', async () => {
  const text = `${await readFile(new URL('spec.yaml', folder), 'utf8')}typo: 1\n`;
  const parsed = await parseSpec({ file: 'spec.yaml', text, vars: [], env: {} });
  if (!Array.isArray(parsed)) throw new Error('it was taken');
  const said = parsed
    .filter(({ rule }) => rule === 'spec/dangling-reference')
    .map(
      ({ message, hint, rule, source }) =>
        `spec.yaml:${source?.line ?? 0}:${source?.column ?? 0}: error: ${message} [${rule}]\n  ${hint ?? ''}\n`,
    );
  expect(said.join('')).toBe(await readFile(new URL('diagnostics.txt', folder), 'utf8'));
});
