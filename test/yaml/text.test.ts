import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SPEC_BYTES, tooLarge } from '../../src/yaml/text.ts';
import { placed, read, refuse } from '../spec/read.ts';

const laughs = (levels: number, width: number): string =>
  [`a0: &a0 [lol]`]
    .concat(Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(width)}]`))
    .join('\n');

const BRACES = 'inside `[…]` and `{…}` put quotes around "${name}"';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('texts that are refused, each with its rule and place', () => {
  const cases: readonly (readonly [name: string, text: string | Uint8Array, ...expected: string[]])[] = [
    ['an empty file', '', 'syntax/empty 0:0'],
    ['white space', ' \n\n', 'syntax/empty 0:0'],
    ['only comments', '# one\n# two\n', 'syntax/empty 0:0'],
    ['an empty document', '---\n# one\n', 'syntax/empty 0:0'],
    ['a null', '~', 'syntax/empty 0:0'],
    ['only a BOM', bytes(0xef, 0xbb, 0xbf), 'syntax/empty 0:0'],
    ['NUL bytes', 'a: \0', 'syntax/not-text 0:0'],
    ['invalid UTF-8', bytes(0x61, 0x3a, 0x20, 0xff), 'syntax/not-text 0:0'],
    ['UTF-16', bytes(0xff, 0xfe, 0x61, 0, 0x3a, 0), 'syntax/not-text 0:0'],
    ['over 16 MiB of text', 'x'.repeat(MAX_SPEC_BYTES + 1), 'syntax/too-large 0:0'],
    ['over 16 MiB of bytes', new Uint8Array(MAX_SPEC_BYTES + 1), 'syntax/too-large 0:0'],
    ['a list', '- a\n- b\n', 'syntax/root 1:1'],
    ['a text', '\n  hello', 'syntax/root 2:3'],
    ['a number', '17', 'syntax/root 1:1'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'syntax/documents 3:1'],
    ['a control character', 'a: 1\nb: \x07', 'syntax/yaml 2:4'],
    ['a tab', 'a:\n\tb: 1\n', 'syntax/yaml 2:1'],
    ['an unclosed double quote', 'a: 1\nb: "x\nc: 2\n', 'syntax/yaml 2:4'],
    ['an unclosed single quote', "a: 'x\n", 'syntax/yaml 1:4'],
    ['an unclosed bracket', 'a: [1, 2\nb: 3\n', 'syntax/yaml 2:1'],
    ['an unclosed brace', 'a: {b: 1\n', 'syntax/yaml 2:1'],
    ['a stray bracket', 'a: ]', 'syntax/yaml 1:4'],
    ['a colon in a value', 'a: b: c', 'syntax/yaml 1:4'],
    ['a list, then a map', '- a\nb: 1', 'syntax/yaml 2:1'],
    ['a reserved character', 'a: @x', 'syntax/yaml 1:4'],
    ['a bad escape', 'a: "\\q"', 'syntax/yaml 1:5'],
    ['a missing comma', '{"a": 1 "b": 2}', 'syntax/yaml 1:7'],
    ['two errors', 'a: x: y\nb: 1\nc: "\\q"\n', 'syntax/yaml 1:4', 'syntax/yaml 3:5'],
    ['bad indentation', 'a:\n  b: 1\n c: 2\n', 'syntax/yaml 3:1'],
    ['an unsupported YAML version', '%YAML 3.0\n---\na: 1', 'syntax/yaml 2:1'],
    ['10,000 levels', `a: ${'['.repeat(10_000)}`, 'syntax/too-deep 1:103'],
    ['10,000 closed levels', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'syntax/too-deep 1:103'],
    ['10,000 maps', 'a: {'.repeat(10_000), 'syntax/too-deep 1:397'],
    ['duplicate keys', 'a: 1\nb: 2\na: 3\n', 'syntax/duplicate-key 3:1'],
    [
      'several duplicates',
      'a: {x: 1, x: 2}\na: 3\n',
      'syntax/duplicate-key 1:11',
      'syntax/duplicate-key 2:1',
    ],
    ['the same number', '1.1: a\n"1.1": b\n', 'syntax/duplicate-key 2:1'],
    ['duplicate JSON keys', '{"a": 1,\n\t"a": 2}', 'syntax/duplicate-key 2:2'],
    ['duplicate __proto__', '__proto__: 1\n__proto__: 2\n', 'syntax/duplicate-key 2:1'],
    ['a key that loses its zero', 'x: {1.10: a}', 'syntax/key 1:5'],
    ['an octal key', '0o17: a', 'syntax/key 1:1'],
    ['a key with a sign', '+1: a', 'syntax/key 1:1'],
    ['an exponent key', '1e3: a', 'syntax/key 1:1'],
    ['an infinite key', '.inf: a', 'syntax/key 1:1'],
    ['a long number key', '123456789012345678901: a', 'syntax/key 1:1'],
    ['a boolean key', 'true: a', 'syntax/key 1:1'],
    ['a null key', 'a:\n  ~: a', 'syntax/key 2:3'],
    ['an empty key', 'a: {: 1}', 'syntax/key 1:4'],
    ['a list key', 'x: 1\n? [a]\n: 1\n', 'syntax/key 2:3'],
    ['a map key', '? {a: 1}\n: 1\n', 'syntax/key 1:3'],
    ['an alias key', 'a: &x b\n*x : c\n', 'syntax/key 2:1'],
    ['a merge key', 'a: &x {b: 1}\nc:\n  <<: *x\n', 'syntax/key 3:3'],
    ['a custom tag', 'a: !secret x\nb: !!binary aGk=', 'syntax/tag 1:4', 'syntax/tag 2:4'],
    ['a date tag', 'a: !!timestamp 2026-01-01', 'syntax/tag 1:4'],
    ['a JavaScript tag', 'a: !!js/function "x"', 'syntax/tag 1:4'],
    ['a redefined tag', '%TAG !! tag:example.com,2000:\n---\na: 1\n', 'syntax/tag 1:1'],
    ['a tag that does not fit', 'a: !!int x', 'syntax/yaml 1:4'],
    ['a cyclic list', 'a: &a [*a]', 'syntax/alias-cycle 1:8'],
    ['a cyclic map', 'a: &a\n  b: *a\n', 'syntax/alias-cycle 2:6'],
    ['an unknown alias', 'a: *b', 'syntax/yaml 1:4'],
    ['an alias before its anchor', 'a: *b\nc: &b 1\n', 'syntax/yaml 1:4'],
    ['a billion laughs', laughs(9, 9), 'syntax/alias-bomb 1:1'],
    ['laughs beyond numbers', laughs(400, 9), 'syntax/alias-bomb 1:1'],
    [
      'one long text many times',
      `a: &a ${'x'.repeat(9e5)}\nb: [${'*a,'.repeat(9000)}]`,
      'syntax/alias-bomb 1:1',
    ],
  ];
  it.each(cases)('%s', async (_, text, ...expected) => {
    const started = performance.now();
    const diagnostics = await refuse(text);
    expect(placed(diagnostics)).toEqual(expected);
    expect(performance.now() - started).toBeLessThan(2000);
    for (const { message, severity } of diagnostics) {
      expect(severity).toBe('error');
      expect(message).toMatch(/^[^\n]{10,150}$/);
    }
  });

  it.each([
    ['a:\n\tb: 1\n', 'a tab indents this line', 'indent with spaces'],
    ['1.10: a', 'this is not a usable key: `1.10` unquoted means the number 1.1', 'quote it: "1.10"'],
    ['a: 1\na: 2', 'the key `a` appears twice in this map', 'it is first on line 1: keep one of them'],
    ['a: [1, ${b}]', 'a comma is missing between the entries of `[…]` or `{…}`', BRACES],
    ['a: [${b}]', 'a comma is missing between the entries of `[…]` or `{…}`', BRACES],
    ['a: {b: ${c}}', 'this does not belong here', BRACES],
    ['a: "x', 'this quote is never closed', undefined],
    ['- a', 'the file must hold a map of keys, but holds a list', 'start with lines such as `version: 1`'],
    ['', 'the spec is empty', 'docs/reference.yaml shows all it can say'],
  ])('%j in words', async (text, message, hint) => {
    expect(await refuse(text)).toMatchObject([hint === undefined ? { message } : { message, hint }]);
  });

  it('names the size that was refused', () => {
    expect(tooLarge('x.yaml', 50 * 1024 * 1024).message).toBe(
      'the file has 50.0 MiB; a spec may have 16 MiB',
    );
  });

  it.each([
    ['errors in a large text', `${'a: [1, 2]\n'.repeat(100_000)}b: "`],
    ['a large text of brackets', 'a: [[]'.repeat(300_000)],
    ['a large list', `[${'a,'.repeat(900_000)}`],
    ['a large list that is closed', `a: [${'a,'.repeat(8_000_000)}]`],
  ])('%s: an answer in time', async (_, text) => {
    const started = performance.now();
    expect(await refuse(text)).not.toEqual([]);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('texts that are read', () => {
  it.each([
    [
      'core scalars',
      'a: [1, 0x1F, 0o17, 1.5, true, ~, yes, 2026-01-01, "1"]',
      [1, 31, 15, 1.5, true, null, 'yes', '2026-01-01', '1'],
    ],
    ['allowed tags', 'a: [!!str 1, !!int "2", ! x, !!map {}, !!seq []]', ['1', 2, 'x', {}, []]],
    ['block text', 'a: |\n  one\n  two\n', 'one\ntwo\n'],
    ['a BOM', '\uFEFFa: 1', 1],
    ['Windows lines', 'a:\r\n  - 1\r\n  - 2\r\n', [1, 2]],
    ['a leading ---', '---\na: 1\n...\n', 1],
    ['JSON with tabs', '{\n\t"a": [\n\t\t{\n\t\t\t"b":\t"\\u00e9\\/"\n\t\t}\n\t]\n}\n', [{ b: 'é/' }]],
    ['a text with a tab', 'a: x\ty', 'x\ty'],
  ])('%s', async (_, text, expected) => {
    expect((await read(text)).value.a).toEqual(expected);
  });

  it('reads bytes with and without a BOM', async () => {
    expect((await read(bytes(0xef, 0xbb, 0xbf, 0x61, 0x3a, 0x20, 0x31))).value).toEqual({ a: 1 });
    expect((await read(new TextEncoder().encode('é: ü'))).value).toEqual({ é: 'ü' });
  });

  it('keeps the text of number keys', async () => {
    const { value } = await read('1.1: a\n8080: b\n"1.10": c\n-1: d\n"true": e\n? f\n');
    expect(Object.keys(value).sort()).toEqual(['-1', '1.1', '1.10', '8080', 'f', 'true']);
  });

  it('shares what aliases share, and lets a spec use them a lot', async () => {
    const { value } = await read(`d: &d {a: 1, b: [1, 2]}\nx: [${'*d, '.repeat(10_000)}]\n`);
    const items = value.x;
    expect(Array.isArray(items) && items.length === 10_000 && items[0] === items[9_999]).toBe(true);
  });

  it('pollutes no prototype', async () => {
    const { value } = await read('__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\n');
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });

  it('reads whatever JSON.stringify writes, with any indentation', async () => {
    const strings = fc.string({ unit: 'grapheme' });
    const json = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.oneof(strings, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
        fc.constant(null),
        fc.array(tie('any')),
        fc.dictionary(strings, tie('any')),
      ),
    })).any;
    const indents = fc.constantFrom(undefined, '  ', '\t', '\t\t');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(strings, json, { minKeys: 1 }), indents, async (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect((await read(text)).value).toEqual(JSON.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, whatever the text', async () => {
    const pieces = fc.constantFrom(
      ...'[]{}:,-?!&*|>\'"%@`#~ \n\t'.split(''),
      'a',
      '&a',
      '*a',
      '---\n',
      'a: ',
      '  - ',
      '!!str ',
    );
    const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));
    const { readSpecText } = await import('../../src/yaml/text.ts');
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const result = await readSpecText(text, 'x.yaml');
        if (Array.isArray(result)) expect(result.length).toBeGreaterThan(0);
        else result.locate(['a', 0]);
      }),
      { numRuns: 2000 },
    );
  });
});
