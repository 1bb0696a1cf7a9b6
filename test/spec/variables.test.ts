import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeVariables, readVariableFlags, readVariables } from '../../src/spec/definitions.ts';
import { unlocated } from '../../src/yaml/locate.ts';
import { resolveVariables, type Resolved } from '../../src/spec/variables.ts';
import { placed, read } from './read.ts';

interface Given {
  flags?: readonly string[];
  env?: Readonly<Record<string, string>>;
  publicEnv?: readonly string[];
}

async function resolve(
  text: string,
  { flags = [], env = {}, publicEnv = [] }: Given = {},
): Promise<Resolved> {
  const { value, locate } = await read(text);
  const vars = mergeVariables(
    readVariables(value.vars, locate, ['vars']).variables,
    readVariableFlags(flags).variables,
  );
  return resolveVariables(value, { vars, env, publicEnv, locate });
}

const VARS =
  'vars: { port: 8001, on: true, name: web, n2: "${name}-${port}", e: "${env:PW}", none: , x.y-z_1: dot }\n';
const env = { PW: 'hunter2', EMPTY: '', HOST: 'lb1' };

describe('references', () => {
  it.each<[string, unknown]>([
    ['${port}', 8001],
    ['${on}', true],
    ['${name}', 'web'],
    ['${x.y-z_1}', 'dot'],
    ['a${port}', 'a8001'],
    ['${port}${on}', '8001true'],
    ['${n2}', 'web-8001'],
    ['<${n2}>', '<web-8001>'],
    ['${env:PW}', 'hunter2'],
    ['${env:EMPTY}', ''],
    ['x${env:EMPTY}y', 'xy'],
    ['${e}/${env:HOST}', 'hunter2/lb1'],
    ['$${port}', '${port}'],
    ['$${', '${'],
    ['a$${b$${', 'a${b${'],
    ['$$${port}', '$${port}'],
    ['$${${port}}', '${8001}'],
    ['$', '$'],
    ['$$', '$$'],
    ['$port {port} $(port) }', '$port {port} $(port) }'],
    ['', ''],
  ])('%j', async (text, expected) => {
    const { value, diagnostics } = await resolve(`${VARS}v: ${JSON.stringify(text)}`, { env });
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({ v: expected });
  });

  it.each<[string, string, string]>([
    ['${nope}', 'variables/unknown', 'no variable `nope` is defined'],
    ['${prt}', 'variables/unknown', 'no variable `prt` is defined'],
    ['${env:NOPE}', 'variables/env-unset', 'the environment variable NOPE is not set'],
    ['${env:toString}', 'variables/env-unset', 'the environment variable toString is not set'],
    ['${none}', 'variables/no-value', 'the variable `none` has no value'],
    ['a ${port', 'variables/unterminated', 'a `${` is not closed by `}`'],
    ['${}', 'variables/name', 'between `${` and `}` stands no variable name'],
    ['${ port }', 'variables/name', 'between `${` and `}` stands no variable name'],
    ['${env:}', 'variables/name', 'between `${` and `}` stands no variable name'],
    ['${1}', 'variables/name', 'between `${` and `}` stands no variable name'],
  ])('%j is refused', async (text, rule, message) => {
    const { value, diagnostics } = await resolve(`${VARS}v: ${JSON.stringify(text)}`, { env });
    expect(diagnostics).toMatchObject([{ rule, message, severity: 'error', source: { line: 2, column: 4 } }]);
    expect(value).toMatchObject({ v: text });
  });

  it('suggests a name', async () => {
    const { diagnostics } = await resolve(`${VARS}v: \${prt}`);
    expect(diagnostics).toMatchObject([{ hint: 'did you mean `port`?' }]);
  });

  it('reports all problems at once, in place', async () => {
    const { diagnostics } = await resolve('a: [x, "${p} ${q}"]\nb:\n  c: "${r"\n');
    expect(placed(diagnostics)).toEqual([
      'variables/unknown 1:8',
      'variables/unknown 1:8',
      'variables/unterminated 3:6',
    ]);
  });

  it('finds cycles, once, where they are defined', async () => {
    const { diagnostics } = await resolve('vars: {a: "${b}", b: "x${c}", c: "${a}"}\nv: "${a}"\nw: "${a}"\n');
    expect(diagnostics).toMatchObject([
      {
        rule: 'variables/cycle',
        message: 'the variable `a` stands for itself: a → b → c → a',
        source: { line: 1 },
      },
    ]);
  });

  it('stops at long chains and at doubling', async () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => `  v${i}: "\${v${i + 1}}"`).join('\n');
    expect(placed((await resolve(`vars:\n${chain}\nx: "\${v0}"`)).diagnostics)).toEqual([
      'variables/cycle 102:3',
    ]);
    const twice = Array.from({ length: 60 }, (_, i) => `  v${i}: "\${v${i + 1}}\${v${i + 1}}"`).join('\n');
    const { diagnostics } = await resolve(`vars:\n${twice}\n  v60: xxxxxxxx\nx: "\${v0}"\ny: "\${v0}!"`);
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['variables/too-large']);
  });

  it('leaves keys, definitions and unused variables alone', async () => {
    const { value, diagnostics } = await resolve('vars: {a: "${env:NOPE}", b: 1}\n"${b}": x\n');
    expect(diagnostics).toEqual([]);
    expect(value).toEqual({ vars: { a: '${env:NOPE}', b: 1 }, '${b}': 'x' });
  });

  it('keeps shared values shared, and __proto__ a key', async () => {
    const { value } = await resolve('vars: {a: 1}\nx: &x ["${a}"]\ny: *x\n__proto__: {z: "${a}"}\n');
    expect(value).toMatchObject({ x: [1], y: [1] });
    expect(Object.keys(value ?? {})).toContain('__proto__');
    expect('z' in {}).toBe(false);
  });

  it('gives back any text that was escaped', () => {
    const texts = fc
      .array(fc.constantFrom('$', '{', '}', '${', '$${', 'a', 'env:'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const value = { v: text.split('${').join('$${') };
        const resolved = resolveVariables(value, { vars: new Map(), env: {}, locate: unlocated('x') });
        expect(resolved).toMatchObject({ value: { v: text }, diagnostics: [] });
      }),
    );
  });
});

describe('secrets', () => {
  it('are the values from the environment that are in use and not public', async () => {
    const text = `${VARS}v: ["\${e}", "\${env:HOST}", "\${env:EMPTY}", "\${env:PW}"]`;
    expect((await resolve(text, { env })).secrets).toEqual(['hunter2', 'lb1']);
    expect((await resolve(text, { env, publicEnv: ['HOST'] })).secrets).toEqual(['hunter2']);
  });

  it('never stand in a message', async () => {
    const { diagnostics } = await resolve('a: "${env:PW}${nope}"\nvars: {b: "${env:PW}${b}"}\nc: "${b}"', {
      env,
    });
    expect(diagnostics.length).toBe(2);
    expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
  });
});

describe('definitions', () => {
  it('reads flags as YAML scalars, the last one winning', () => {
    const { variables, diagnostics } = readVariableFlags([
      'a=8001',
      'b=true',
      'c=x=y',
      'd=',
      'e=yes',
      'f=~',
      'g= 1',
      'a=2',
    ]);
    expect(diagnostics).toEqual([]);
    expect([...variables].map(([name, { value }]) => [name, value])).toEqual([
      ['a', 2],
      ['b', true],
      ['c', 'x=y'],
      ['d', ''],
      ['e', 'yes'],
      ['f', null],
      ['g', ' 1'],
    ]);
  });

  it.each(['hunter2', '=x', '1a=x', 'a b=x', ''])('refuses the flag %j without showing it', (flag) => {
    const { diagnostics } = readVariableFlags([flag]);
    expect(diagnostics).toMatchObject([{ rule: 'variables/flag' }]);
    expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
  });

  it('reads a variables file', async () => {
    const { value, locate } = await read('a: 1\nb: [x]\n"c d": 1\n');
    const { variables, diagnostics } = readVariables(value, locate, []);
    expect([...variables].map(([name, one]) => [name, one.value])).toEqual([
      ['a', 1],
      ['b', undefined],
    ]);
    expect(placed(diagnostics)).toEqual(['variables/not-scalar 2:1', 'variables/name 3:1']);
  });

  it('refuses vars that are no map, and takes none', () => {
    expect(readVariables([1], unlocated('x'), ['vars']).diagnostics).toMatchObject([
      { rule: 'variables/not-scalar' },
    ]);
    expect(readVariables(undefined, unlocated('x'), ['vars'])).toEqual({
      variables: new Map(),
      diagnostics: [],
    });
  });

  it('lets the last layer win', async () => {
    const { value } = await resolve('vars: {a: 1, b: 2}\nv: ["${a}", "${b}"]', { flags: ['a=3'] });
    expect(value).toMatchObject({ v: [3, 2] });
  });
});
