import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { schemaDiagnostics } from '../../src/yaml/issues.ts';
import { resolveVariables } from '../../src/spec/variables.ts';
import { placed, read } from '../spec/read.ts';

const member = z.union([
  z.int().min(1).max(65535),
  z.strictObject({ port: z.int(), ratio: z.int().optional() }),
]);
type Tree = { leaf: number } | { left: Tree };
const tree: z.ZodType<Tree> = z.lazy(() =>
  z.union([z.strictObject({ leaf: z.number() }), z.strictObject({ left: tree })]),
);

const schema = z.strictObject({
  name: z.string().min(2).max(5).default('demo'),
  port: z
    .union([z.int().min(1).max(65535), z.literal('any')])
    .transform(String)
    .optional(),
  mode: z.union([z.enum(['auto', 'native', 'irule']), z.strictObject({ log: z.boolean() })]).optional(),
  state: z.enum(['enabled', 'disabled']).optional(),
  pools: z
    .record(
      z.string().regex(/^[a-z0-9.]+$/),
      z.strictObject({
        monitors: z.array(z.string()).min(1).optional(),
        members: z.record(z.string(), member),
        addresses: z.array(z.ipv4()).optional(),
      }),
    )
    .prefault({}),
  nodes: z
    .record(
      z.string(),
      z.union([z.string().regex(/^\d/, { error: 'not an address' }), z.strictObject({ fqdn: z.string() })]),
    )
    .optional(),
  kind: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('tcp') }),
      z.strictObject({ type: z.literal('http'), send: z.string() }),
    ])
    .optional(),
  either: z
    .strictObject({ left: z.string().optional(), right: z.string().optional() })
    .refine(({ left, right }) => (left === undefined) !== (right === undefined), { error: 'left or right' })
    .optional(),
  sizes: z.tuple([z.number(), z.number()]).optional(),
  even: z.number().multipleOf(2).optional(),
  tree: tree.optional(),
  pre: z.preprocess((value) => value, z.strictObject({ inner: z.string() })).optional(),
  secret: z
    .string()
    .superRefine((value, context) => {
      if (value.length < 3) return;
      context.addIssue({
        code: 'custom',
        message: `"${value}" is bad`,
        params: { hint: `not ${value}`, rule: 'spec/secret' },
      });
    })
    .optional(),
  number: z.number().optional(),
});

async function check(text: string, secrets: readonly string[] = []): Promise<Diagnostic[]> {
  const { value, locate } = await read(text);
  const { error } = schema.safeParse(value);
  return error ? schemaDiagnostics(error, { value, locate, schema, secrets }) : [];
}

describe('what a schema says', () => {
  it.each<[text: string, at: string, message: string, hint?: string]>([
    ['naem: x', 'schema/unknown-key 1:1', 'unknown key `naem`', 'did you mean `name`?'],
    ['x: {}', 'schema/unknown-key 1:1', 'unknown key `x`'],
    [
      'pools: {web: {monitor: [a], members: {}}}',
      'schema/unknown-key 1:15',
      'pools.web: unknown key `monitor`',
      'did you mean `monitors`?',
    ],
    [
      'pools: {web: {zzzzzzzz: 1, members: {}}}',
      'schema/unknown-key 1:15',
      'pools.web: unknown key `zzzzzzzz`',
      'known here: monitors, members, addresses',
    ],
    [
      'pools: {web: {members: {a: {prot: 1, port: 1}}}}',
      'schema/unknown-key 1:29',
      'pools.web.members.a: unknown key `prot`',
      'did you mean `port`?',
    ],
    [
      'tree: {left: {left: {lef: 1}}}',
      'schema/unknown-key 1:22',
      'tree.left.left: unknown key `lef`',
      'did you mean `leaf`?',
    ],
    [
      'pre: {inner: x, iner: y}',
      'schema/unknown-key 1:17',
      'pre: unknown key `iner`',
      'did you mean `inner`?',
    ],
    [
      'kind: {type: tcp, zzzzzzzz: 1}',
      'schema/unknown-key 1:19',
      'kind: unknown key `zzzzzzzz`',
      'known here: type',
    ],
    ['kind: {type: tcp, sen: 1}', 'schema/unknown-key 1:19', 'kind: unknown key `sen`', 'known here: type'],
    [
      'kind: {type: http, send: a, tipe: 1}',
      'schema/unknown-key 1:29',
      'kind: unknown key `tipe`',
      'did you mean `type`?',
    ],
    ['either: {lift: a}', 'schema/unknown-key 1:10', 'either: unknown key `lift`', 'did you mean `left`?'],
    ['either: {}', 'schema/value 1:1', 'either: left or right'],
    ['pools:\n  web: {}', 'schema/required 2:3', 'pools.web: `members` is required'],
    ['pools:\n  web:', 'schema/type 2:3', 'pools.web: expected a map, got nothing'],
    ['pools: 5', 'schema/type 1:1', 'pools: expected a map, got the number 5'],
    ['pools: [a]', 'schema/type 1:1', 'pools: expected a map, got a list'],
    ['number: abc', 'schema/type 1:1', 'number: expected a number, got the text "abc"'],
    ['number: "80"', 'schema/type 1:1', 'number: expected a number, got the text "80"', 'remove the quotes'],
    [
      `number: "a\\n${'b'.repeat(80)}"`,
      'schema/type 1:1',
      `number: expected a number, got the text "a\\n${'b'.repeat(57)}…"`,
    ],
    [
      'number: "\\e[31m\\u202e"',
      'schema/type 1:1',
      'number: expected a number, got the text "\\u001b[31m\\u202e"',
    ],
    ['number: ""', 'schema/type 1:1', 'number: expected a number, got an empty text'],
    ['number: .nan', 'schema/type 1:1', 'number: expected a number, got the number NaN'],
    ['number: true', 'schema/type 1:1', 'number: expected a number, got true'],
    [
      'name: 17',
      'schema/type 1:1',
      'name: expected text, got the number 17',
      'put it in quotes to make it text',
    ],
    ['name: x', 'schema/value 1:1', 'name: expected at least 2 characters, got the text "x"'],
    ['name: abcdefg', 'schema/value 1:1', 'name: expected at most 5 characters, got the text "abcdefg"'],
    ['even: 3', 'schema/value 1:1', 'even: expected a multiple of 2, got the number 3'],
    ['sizes: [1, a]', 'schema/type 1:12', 'sizes[1]: expected a number, got the text "a"'],
    [
      'pools: {w.b: {members: {}, monitors: []}}',
      'schema/value 1:28',
      'pools."w.b".monitors: expected at least 1 item, got an empty list',
    ],
    [
      'pools: {w: {members: {}, addresses: [1.2.3]}}',
      'schema/value 1:38',
      'pools.w.addresses[0]: expected an IPv4 address, got the text "1.2.3"',
    ],
    [
      'pools: {W B: {members: {}}}',
      'schema/name 1:9',
      'pools."W B": this name is not allowed: expected text that matches /^[a-z0-9.]+$/, got the text "W B"',
    ],
    [
      'state: enabeld',
      'schema/value 1:1',
      'state: expected `enabled` or `disabled`, got the text "enabeld"',
      'did you mean `enabled`?',
    ],
    ['state: 1', 'schema/value 1:1', 'state: expected `enabled` or `disabled`, got the number 1'],
    ['port: 70000', 'schema/value 1:1', 'port: expected at most 65535, got the number 70000'],
    ['port: 1.5', 'schema/type 1:1', 'port: expected a whole number or `any`, got the number 1.5'],
    [
      'port: ayn',
      'schema/type 1:1',
      'port: expected a number or `any`, got the text "ayn"',
      'did you mean `any`?',
    ],
    [
      'mode: irul',
      'schema/type 1:1',
      'mode: expected `auto`, `native`, `irule` or a map, got the text "irul"',
      'did you mean `irule`?',
    ],
    ['mode: {log: 1}', 'schema/type 1:8', 'mode.log: expected true or false, got the number 1'],
    ['mode: {}', 'schema/required 1:1', 'mode: `log` is required'],
    ['nodes: {a: x}', 'schema/value 1:9', 'nodes.a: not an address'],
    [
      'nodes: {a: {fqdm: x, fqdn: y}}',
      'schema/unknown-key 1:13',
      'nodes.a: unknown key `fqdm`',
      'did you mean `fqdn`?',
    ],
    ['nodes: {a: [x]}', 'schema/type 1:9', 'nodes.a: expected text or a map, got a list'],
    [
      'kind: {type: htpt}',
      'schema/type 1:8',
      'kind.type: expected `tcp` or `http`, got the text "htpt"',
      'did you mean `http`?',
    ],
    ['kind: {type: http}', 'schema/required 1:1', 'kind: `send` is required'],
    ['kind: {}', 'schema/required 1:1', 'kind: `type` is required'],
    ['secret: abcdef', 'spec/secret 1:1', 'secret: "abcdef" is bad', 'not abcdef'],
  ])('%s', async (text, at, message, hint) => {
    const diagnostics = await check(text);
    expect(placed(diagnostics)).toEqual([at]);
    expect(diagnostics).toMatchObject([hint === undefined ? { message } : { message, hint }]);
    if (hint === undefined && !message.includes('unknown')) expect(diagnostics[0]).not.toHaveProperty('hint');
  });

  it('says everything at once, in the order of the text', async () => {
    const text = 'state: x\npools:\n  b: {members: {m: 0}}\n  a: {membres: {}}\nnmae: 1\nkind: 5\n';
    expect(placed(await check(text))).toEqual([
      'schema/value 1:1',
      'schema/value 3:17',
      'schema/unknown-key 4:7',
      'schema/unknown-key 5:1',
      'schema/type 6:1',
    ]);
  });

  it('says once what several aliases share', async () => {
    expect(await check('pools: {a: &a {members: {}, monitors: [1]}}\nnodes: {}\n')).toHaveLength(1);
  });

  it.each([
    ['number: "say hunter2 twice"', 'a value from the environment is always text; --var gives a number'],
    ['secret: hunter2', 'not ***'],
    ['state: hunter2', undefined],
    [`name: "${'x'.repeat(55)}hunter2"`, undefined],
    ['port: hunter2', 'a value from the environment is always text; --var gives a number'],
    ['pools: {a: {members: {}, addresses: [hunter2]}}', undefined],
  ])('shows no secret: %s', async (text, hint) => {
    const diagnostics = await check(text, ['hunter2']);
    expect(diagnostics).toHaveLength(1);
    expect(JSON.stringify(diagnostics)).not.toMatch(/hunt/);
    expect(diagnostics[0]?.hint).toBe(hint);
  });

  it('is not repeated for a reference that has no value', async () => {
    const { value, locate } = await read(
      'number: "${nope}"\neven: "${nope}x"\nsizes: [1, "${nope}"]\nstate: 1\n',
    );
    const resolved = resolveVariables(value, { vars: new Map(), env: {}, locate });
    const { error } = schema.safeParse(resolved.value);
    const { unresolved } = resolved;
    expect(unresolved).toEqual([['number'], ['even'], ['sizes', 1]]);
    const context = { value: resolved.value, locate, schema, unresolved };
    expect(error && placed(schemaDiagnostics(error, context))).toEqual(['schema/value 4:1']);
  });
});
