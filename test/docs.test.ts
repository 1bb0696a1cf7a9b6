import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { FAULTS } from '../src/probe/faults.ts';
import { explanations } from '../src/targets/bigip/lint/registry.ts';
import { runValidate } from '../src/commands/validate.ts';
import { buildProgram } from '../src/program.ts';
import { specJsonSchema } from '../src/spec/json-schema.ts';
import { specSchema } from '../src/spec/schema/schema.ts';
import { commandsMarkdown } from './docs/commands-md.ts';
import { FIXTURE_ENV } from './harness/fixtures.ts';
import { fieldsIn, fieldsOf } from './docs/fields.ts';
import { holdFile, holdMarkdown } from './docs/held.ts';
import type { JsonSchema } from './docs/json-schema.ts';
import { shortForms, shortFormsMarkdown } from './docs/short-forms.ts';
import { specMarkdown } from './docs/spec-md.ts';
import { capturedIo } from './harness/io.ts';

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

  it('docs/lint.md', () => holdMarkdown('docs/lint.md', lintMarkdown()));

  it('docs/verify.md', () => holdMarkdown('docs/verify.md', faultsMarkdown()));
});

describe('docs/reference.yaml', () => {
  const file = new URL('../docs/reference.yaml', import.meta.url);

  it('uses every field of the schema', async () => {
    const used = fieldsIn(schema, load(await readFile(file, 'utf8')));
    const unused = fieldsOf(schema).filter((field) => !used.includes(field));
    expect(unused).toEqual([]);
  });

  it('is valid: schema, references, lint', async () => {
    const env = FIXTURE_ENV;
    const { io, out } = capturedIo();
    const uninterrupted = <T>(work: () => Promise<T>): Promise<T> => work();
    const { signal } = new AbortController();
    const deps = { io, env, cwd: fileURLToPath(new URL('.', file)), debug: false, signal, uninterrupted };
    expect(await runValidate(['reference.yaml'], { format: 'text' }, deps), out()).toBe(0);
  });
});

describe('short forms', () => {
  it.each(shortForms)('$short', ({ short, long, within }) => {
    expect(parsed(within(short))).toEqual(parsed(within(long)));
  });
});

/** Every lint rule as `validate --explain` prints it (`id (severity)`, then why and what to do), not folded. */
function lintMarkdown(): string {
  const inOrder = explanations.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return inOrder
    .map(({ explanation: text }) => `## ${text.replaceAll(/(?<!\n)\n(?!\n)/g, ' ')}`)
    .join('\n\n');
}

/** Every fault that `verify` knows, as it prints it. */
function faultsMarkdown(): string {
  const items = Object.entries(FAULTS).map(([id, { means, next, verdict }]) => {
    const untested = verdict === 'not-tested' ? ' (not tested)' : '';
    return `- **${id}**${untested}: ${means}. _Try:_ ${next.replaceAll('<', '\\<')}`;
  });
  return items.join('\n');
}

/** A fragment of a spec with everything filled in; where a member stands does not count. */
function parsed(fragment: string): unknown {
  const spec = specSchema.parse(load(`{ version: 1, name: short, ${fragment} }`));
  return JSON.parse(JSON.stringify(spec, (key, value: unknown) => (key === 'at' ? undefined : value)));
}

it('every test that docs/safety.md names is in its file', async () => {
  const text = await readFile(new URL('../docs/safety.md', import.meta.url), 'utf8');
  const named = [...text.matchAll(/\[([^\]]+)\]\(\.\.\/(test\/[^)]+\.ts)\)/g)];
  expect(named.length).toBeGreaterThan(20);
  const missing: string[] = [];
  for (const [, name = '', file = ''] of named) {
    const source = await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
    if (!source.replaceAll('\\', '').includes(name)) missing.push(`${file}: ${name}`);
  }
  expect(missing).toEqual([]);
});
