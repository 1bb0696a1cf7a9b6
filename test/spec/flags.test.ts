import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/spec/spec.ts';

const SPEC = `version: 1
name: flags
vars: { port: 8001, host: 'gw\${number}', number: 1, unused: 1 }
nodes: { gw: { fqdn: '\${host}.example.com' } }
pools: { web: { members: { gw: '\${port}' } } }
`;

async function told(...vars: readonly string[]): Promise<unknown> {
  const parsed = await parseSpec({ file: 'spec.yaml', text: SPEC, vars, env: {} });
  return Array.isArray(parsed) ? parsed.map(({ rule, message, hint }) => [rule, message, hint]) : 'fine';
}

describe('--var', () => {
  test.each(['port=9000', 'host=other', 'number=2'])('%s, which the spec uses, is fine', async (flag) => {
    expect(await told(flag)).toBe('fine');
  });

  test.each([
    ['prot=9000', 'prot', 'did you mean `port`?'],
    ['completely-other=1', 'completely-other', 'it uses host, number, port'],
    // Defined, and asked for by nothing.
    ['unused=2', 'unused', 'it uses host, number, port'],
  ])('%s changes nothing, and that is an error', async (flag, name, hint) => {
    const message = `--var ${name}=… changes nothing: the spec does not use \`\${${name}}\``;
    const [first] = (await told(flag)) as unknown[][];
    expect(first).toEqual(['variables/unused-flag', message, hint]);
  });

  test('no other problem hides it', async () => {
    const parsed = await parseSpec({ file: 'spec.yaml', text: `${SPEC}typo: 1\n`, vars: ['a=1'], env: {} });
    const rules = Array.isArray(parsed) ? parsed.map(({ rule }) => rule) : [];
    expect(rules).toEqual(['variables/unused-flag', 'schema/unknown-key']);
  });
});
