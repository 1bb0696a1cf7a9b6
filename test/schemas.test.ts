import { Ajv } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ConfigObject, ObjectSet } from '../src/model/object.ts';
import { objectKey } from '../src/model/object.ts';
import { kinds } from '../src/targets/bigip/resources/registry.ts';
import { makePlan } from '../src/plan/make-plan.ts';
import { failedDocument, planDocument } from '../src/report/document.ts';
import { outputSchemas } from '../src/report/schema.ts';
import { specJsonSchema } from '../src/spec/json-schema.ts';
import { readSpecText } from '../src/yaml/text.ts';

// The commands as processes are held to the same schemas in test/cli.test.ts.

const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const validators = Object.fromEntries(
  Object.entries(outputSchemas).map(([name, schema]) => [name, ajv.compile(schema)] as const),
);

function set(...objects: ConfigObject[]): ObjectSet {
  return new Map(objects.map((object) => [objectKey(object), object]));
}

const context = {
  spec: { name: 'web', file: 'web.yaml' },
  device: { host: 'bigip', version: '17.1.2', hostname: 'bigip1.example.com' },
};
const locate = () => ({ file: 'web.yaml', line: 3, column: 1 });

const pool = { kind: 'ltm/pool', path: '/Common/p', at: ['pools', 'p'] };
const monitor = { kind: 'ltm/monitor/http', path: '/Common/m', at: ['monitors', 'm'] };

function documentOf(desired: ObjectSet, actual: ObjectSet, adopt: boolean): unknown {
  const plan = makePlan({ spec: 'web', desired, actual, inventory: {}, kinds, adopt, locate });
  return planDocument(plan, context);
}

describe('what is printed follows the published schema', () => {
  const cases: Record<string, unknown> = {
    'no change': documentOf(set(), set(), false),
    'a creation with a secret': documentOf(
      set({ ...monitor, fields: { interval: 5, password: 'x' } }),
      set(),
      false,
    ),
    'an adoption': documentOf(
      set({ ...pool, fields: { monitor: null } }),
      set({ ...pool, fields: { monitor: 'a' } }),
      true,
    ),
    'a refusal': documentOf(set({ ...pool, fields: {} }), set({ ...pool, fields: {} }), false),
    'a failure': failedDocument(context.spec, {}, [{ rule: 'run/failed', severity: 'error', message: 'no' }]),
  };

  test.each(Object.entries(cases))('%s', (_name, document) => {
    validators.diff?.(JSON.parse(JSON.stringify(document)));
    expect(validators.diff?.errors ?? []).toEqual([]);
  });

  test('a key that nobody promised is refused', () => {
    const document = { ...(cases['no change'] as object), surprise: true };
    expect(validators.diff?.(document)).toBe(false);
  });

  test('an unset value is left out and a secret has none', () => {
    const text = JSON.stringify(cases['an adoption']);
    expect(text).toContain('{"field":"monitor","before":"a"}');
    expect(JSON.stringify(cases['a creation with a secret'])).toContain(
      '{"field":"password","secret":true,"changed":true}',
    );
  });
});

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
