import { describe, expect, test } from 'vitest';
import { version } from '../../../../src/model/version.ts';
import { parseSpec } from '../../../../src/spec/spec.ts';
import type { Finding } from '../../../../src/targets/bigip/desired/draft.ts';
import { checkRules } from '../../../../src/targets/bigip/lint/registry.ts';
import { right } from './right.ts';
import { wrong } from './wrong.ts';

// What the rules say of iRules, and above all what they do not say of right ones.

async function found(text: string): Promise<Finding[]> {
  const spec = { version: 1, name: 'own', rules: { own: 'own.tcl' } };
  const parsed = await parseSpec({
    file: 'spec.yaml',
    text: JSON.stringify(spec),
    varsFile: undefined,
    vars: [],
    env: {},
  });
  if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed));
  const files = new Map([['own.tcl', text]]);
  const all = checkRules({
    spec: parsed.spec,
    objects: new Map(),
    files,
    version: version('17.1.2'),
    now: new Date(),
  });
  // The pools they name are not there.
  return all.filter(({ rule }) => rule !== 'rule/unknown-name');
}

describe('iRules that are right', () => {
  test('are many', () => expect(right.length).toBeGreaterThan(40));

  test.each(right)('%s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});

describe('iRules that are wrong', () => {
  const cases = Object.entries(wrong).flatMap(([rule, texts]) => texts.map((text) => ({ rule, text })));

  test('are many', () => expect(cases.length).toBeGreaterThan(60));

  test.each(cases)('$rule: $text', async ({ rule, text }) => {
    const lines = text.slice(0, text.indexOf('«')).split('\n');
    const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
    const said = (await found(text.replace('«', ''))).map((one) => `${one.rule} ${one.message}`);
    expect(said).toEqual([expect.stringMatching(`^${rule} the iRule own: ${place}: .`)]);
  });
});

describe('iRules without measure', () => {
  const deep =
    'rule/unreadable the iRule own: line 1, column \\d+: braces and brackets lie more than 200 deep';
  const long = 'rule/unreadable the iRule own: line 1, column 1: an iRule has at most 65535 bytes';

  test.each([
    ['30,000 brackets', `set a ${'['.repeat(30_000)}`, deep],
    ['30,000 brackets, closed', `set a ${'['.repeat(30_000)}${']'.repeat(30_000)}`, deep],
    ['6,000 nested conditions', `${'if {1} {'.repeat(6000)}${'}'.repeat(6000)}`, deep],
    ['quotes in brackets', `set a ${'"[x '.repeat(9000)}${']"'.repeat(9000)}`, deep],
    ['nested switches', `${'switch a {a {'.repeat(4000)}${'}}'.repeat(4000)}`, deep],
    ['10 MB', 'x'.repeat(10_000_000), long],
    ['10 MB of braces', '{'.repeat(5_000_000) + '}'.repeat(5_000_000), long],
    ['a letter of two bytes too much', `# ${'é'.repeat(32_760)}`, long],
  ])('%s are refused at once', async (_, body, expected) => {
    const start = performance.now();
    const said = (await found(`when HTTP_REQUEST { ${body} }`)).map(
      ({ rule, message }) => `${rule} ${message}`,
    );
    expect(said).toEqual([expect.stringMatching(`^${expected}`)]);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('of many problems a hundred are told', async () => {
    const start = performance.now();
    const all = await found(`when HTTP_REQUEST { ${'x;'.repeat(20_000)} }`);
    expect(all).toHaveLength(100);
    expect(all.at(-1)?.message).toMatch(/; and 19900 more$/);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
