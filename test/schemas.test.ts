import { Ajv } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { specJsonSchema } from '../src/spec/json-schema.ts';
import { readSpecText } from '../src/yaml/text.ts';

describe('an editor finds nothing wrong in a spec that is right', () => {
  const root = resolve(import.meta.dirname, '..');
  const specs = readdirSync(join(root, 'fixtures', 'specs')).filter((name) => name.endsWith('.yaml'));
  const files = [...specs.map((name) => join('fixtures', 'specs', name)), join('docs', 'reference.yaml')];
  const validate = new Ajv({ strict: false }).compile(specJsonSchema());

  test.each(files)('%s', async (file) => {
    const text = await readSpecText(readFileSync(join(root, file)), file);
    const value = 'value' in text ? text.value : undefined;
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each([
    ['a port that is none', { port: 70_000 }],
    ['a misspelt key', { prot: 80 }],
    ['a word that is none', { port: 80, websocket: 'always' }],
  ])('and something in %s', (_name, fields) => {
    const virtualServers = { v: { destination: '192.0.2.1', ...fields } };
    expect(validate({ version: 1, name: 'x', virtualServers })).toBe(false);
  });
});
