import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../src/program.ts';
import { specJsonSchema } from '../src/spec/json-schema.ts';
import { specSchema } from '../src/spec/schema/schema.ts';
import { parseSpec } from '../src/spec/spec.ts';
import { commandsMarkdown } from './docs/commands-md.ts';
import { fieldsIn, fieldsOf } from './docs/fields.ts';
import { holdFile, holdMarkdown } from './docs/held.ts';
import type { JsonSchema } from './docs/json-schema.ts';
import { shortForms, shortFormsMarkdown } from './docs/short-forms.ts';
import { specMarkdown } from './docs/spec-md.ts';

const schema = specJsonSchema() as JsonSchema;

describe('documents that are generated', () => {
  it('docs/spec.md', () =>
    holdMarkdown(
      'docs/spec.md',
      `## Short forms\n\n${shortFormsMarkdown()}\n\n## Fields\n\n${specMarkdown(schema)}`,
    ));

  it('docs/spec.schema.json', () =>
    holdFile('docs/spec.schema.json', `${JSON.stringify(schema, null, 2)}\n`));

  it('docs/commands.md', () =>
    holdMarkdown('docs/commands.md', commandsMarkdown(buildProgram(() => Promise.resolve()))));
});

describe('docs/reference.yaml', () => {
  const file = new URL('../docs/reference.yaml', import.meta.url);

  it('uses every field of the schema', async () => {
    const used = fieldsIn(schema, load(await readFile(file, 'utf8')));
    const unused = fieldsOf(schema).filter((field) => !used.includes(field));
    expect(unused).toEqual([]);
  });

  it('is valid', async () => {
    const env = { MONITOR_PASSWORD: 'one', COOKIE_PASSPHRASE: 'two', UCS_PASSPHRASE: 'three' };
    const text = await readFile(file, 'utf8');
    expect(await parseSpec({ file: 'reference.yaml', text, vars: [], env })).toHaveProperty('spec');
  });
});

describe('short forms', () => {
  it.each(shortForms)('$short', ({ short, long, within }) => {
    expect(parsed(within(short))).toEqual(parsed(within(long)));
  });
});

/** A fragment of a spec with everything filled in; where a member stands does not count. */
function parsed(fragment: string): unknown {
  const spec = specSchema.parse(load(`{ version: 1, name: short, ${fragment} }`));
  return JSON.parse(JSON.stringify(spec, (key, value: unknown) => (key === 'at' ? undefined : value)));
}
