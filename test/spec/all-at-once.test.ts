import { expect, test } from 'vitest';
import { parseSpec } from '../../src/spec/spec.ts';

/** What is said of a spec, with its line and column. */
async function told(text: string, varsFile?: string): Promise<string[]> {
  const parsed = await parseSpec({
    file: 'spec.yaml',
    text: `version: 1\nname: a\n${text}`,
    vars: [],
    env: {},
    ...(varsFile === undefined ? {} : { varsFile: { file: 'vars.yaml', text: varsFile } }),
  });
  if (!Array.isArray(parsed)) throw new Error('it was taken');
  return parsed.map(
    ({ rule, message, source }) =>
      `${source?.file === 'spec.yaml' ? '' : `${source?.file ?? ''}:`}${source?.line ?? 0}:${source?.column ?? 0} ${message} [${rule}]`,
  );
}

test('a name that is not allowed does not hide what is wrong below it', async () => {
  expect(
    await told('pools:\n  9 lives: { metod: x, members: { n 1: 0, ok: many } }\nnodes: { ok: 10.0.0.1 }\n'),
  ).toEqual([
    expect.stringMatching(/^4:3 pools\."9 lives": this name is not allowed: .*schema\/name\]$/),
    expect.stringMatching(/^4:3 pools\."9 lives": this name is not allowed: .*schema\/name\]$/),
    '4:14 pools."9 lives": unknown key `metod` [schema/unknown-key]',
    '4:35 pools."9 lives".members."n 1": this name is not allowed: not a reference [schema/name]',
    '4:35 pools."9 lives".members."n 1": a port is 1 to 65535, or `any`; got 0 [schema/value]',
    expect.stringMatching(
      /^4:43 pools\."9 lives"\.members\.ok: expected .* got the text "many" \[schema\/type\]$/,
    ),
  ]);
});

test('a type that is missing or not known does not hide keys that no type has', async () => {
  expect(
    await told('monitors:\n  a: { type: websocked, sent: x, interval: 5 }\n  b: { url: /, send: x }\n'),
  ).toEqual([
    expect.stringMatching(/^4:8 monitors\.a\.type: expected .* got the text "websocked" \[schema\/type\]$/),
    '4:25 monitors.a: unknown key `sent` [schema/unknown-key]',
    '5:3 monitors.b: `type` is required [schema/required]',
    '5:8 monitors.b: unknown key `url` [schema/unknown-key]',
  ]);
});

test('what is wrong with a variable does not hide the rest, nor is it told twice', async () => {
  expect(
    await told('vars: { list: [1], 9x: 1 }\nnodes: { n: "${list}", m: 1.2.3 }\npools: { p: { typo: 1 } }\n'),
  ).toEqual([
    '3:9 the variable `list` must be text, a number, true or false [variables/not-scalar]',
    '3:20 `9x` cannot be the name of a variable [variables/name]',
    '4:24 nodes.m: not an IP address [schema/value]',
    '5:15 pools.p: unknown key `typo` [schema/unknown-key]',
  ]);
  expect(await told('vars: [1]\ntypo: 1\n')).toEqual([
    '3:1 variables are a map of names to values [variables/not-scalar]',
    '4:1 unknown key `typo` [schema/unknown-key]',
  ]);
});

test('nor does a variables file that cannot be read', async () => {
  expect(await told('nodes: { n: "${address}", m: 1.2.3 }\n', 'address: [\n')).toEqual([
    expect.stringMatching(/^vars\.yaml:.*syntax/),
    '3:27 nodes.m: not an IP address [schema/value]',
  ]);
});
