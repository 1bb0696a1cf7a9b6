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
