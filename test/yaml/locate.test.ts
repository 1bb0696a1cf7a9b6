import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  stringify,
  type CreateNodeOptions,
  type Node,
  type ToStringOptions,
} from 'yaml';
import { formatSource } from '../../src/model/diagnostic.ts';
import { unlocated, type SpecPath } from '../../src/yaml/locate.ts';
import { positions } from '../../src/yaml/lines.ts';
import { read } from '../spec/read.ts';

const text = `# a spec
name: demo
pools:
  web:
    monitors: [ /Common/tcp, "x" ]
    members: { a: 8001, 'b': &b { port: 1 } }
  "1.1": &other
    members:
      - one
      - port: 2
        state: |
          enabled
  copy: *other
  empty:
`;

describe('positions', () => {
  it.each<[SpecPath, string, string]>([
    [[], '2:1', '2:1'],
    [['name'], '2:1', '2:7'],
    [['missing'], '2:1', '2:1'],
    [['pools', 'web'], '4:3', '5:5'],
    [['pools', 'web', 'missing', 'deeper'], '4:3', '5:5'],
    [['pools', 'web', 'monitors'], '5:5', '5:15'],
    [['pools', 'web', 'monitors', 0], '5:17', '5:17'],
    [['pools', 'web', 'monitors', 1], '5:30', '5:30'],
    [['pools', 'web', 'monitors', 7], '5:5', '5:15'],
    [['pools', 'web', 'members', 'a'], '6:16', '6:19'],
    [['pools', 'web', 'members', 'b'], '6:25', '6:30'],
    [['pools', 'web', 'members', 'b', 'port'], '6:35', '6:41'],
    [['pools', '1.1'], '7:3', '7:10'],
    [['pools', '1.1', 'members', 0], '9:9', '9:9'],
    [['pools', '1.1', 'members', 1], '10:9', '10:9'],
    [['pools', '1.1', 'members', 1, 'state'], '11:9', '11:16'],
    [['pools', 'copy'], '13:3', '7:10'],
    [['pools', 'copy', 'members'], '8:5', '9:7'],
    [['pools', 'empty'], '14:3', '14:3'],
  ])('%j', async (path, key, value) => {
    const { locate } = await read(text);
    expect(formatSource(locate(path))).toBe(`spec.yaml:${key}`);
    expect(formatSource(locate(path, 'value'))).toBe(`spec.yaml:${value}`);
  });

  it('counts lines after LF, CRLF and CR, and not the BOM', async () => {
    const { locate } = await read('\uFEFFa: 1\r\nb: 2\rc: 3\nd: 4');
    const lines = ['a', 'b', 'c', 'd'].map((key) => formatSource(locate([key])));
    expect(lines).toEqual(['spec.yaml:1:1', 'spec.yaml:2:1', 'spec.yaml:3:1', 'spec.yaml:4:1']);
  });

  it('names only the file where there are no positions', () => {
    expect(formatSource(unlocated('--var')(['a']))).toBe('--var');
  });

  it('are those of a plain count, for any text', () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom('a', ' ') }));
    fc.assert(
      fc.property(lines, (all) => {
        const positionOf = positions(all.join('\n'));
        let offset = 0;
        for (const [index, line] of all.entries()) {
          expect(positionOf(offset)).toEqual({ line: index + 1, column: 1 });
          expect(positionOf(offset + line.length)).toEqual({ line: index + 1, column: line.length + 1 });
          offset += line.length + 1;
        }
      }),
    );
  });

  it('agree with the `yaml` package for every path of generated documents', async () => {
    const names = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 });
    const values = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant('two\nlines\n')),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(names, tie('any'), { maxKeys: 4 }),
      ),
    })).any;
    const styles = fc.constantFrom<ToStringOptions & CreateNodeOptions>(
      { aliasDuplicateObjects: false },
      { aliasDuplicateObjects: false, indent: 4, collectionStyle: 'flow' },
      { aliasDuplicateObjects: false, indentSeq: false, defaultKeyType: 'QUOTE_DOUBLE' },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(names, values, { minKeys: 1, maxKeys: 4 }),
        styles,
        async (value, style) => {
          const source = stringify(value, style);
          const { locate } = await read(source);
          const counter = new LineCounter();
          const { contents } = parseDocument(source, { lineCounter: counter });
          for (const [path, offset] of keysOf(contents, [])) {
            const { line, col } = counter.linePos(offset);
            expect([path, formatSource(locate(path))]).toEqual([path, `spec.yaml:${line}:${col}`]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Every path of a document, with the offset of its key (of the item, in a list). */
function keysOf(node: unknown, path: SpecPath): (readonly [SpecPath, number])[] {
  if (isMap<Node, Node>(node)) {
    return node.items.flatMap(({ key, value }) => {
      const inner = [...path, isScalar(key) ? String(key.value) : ''];
      return [[inner, key.range?.[0] ?? -1] as const, ...keysOf(value, inner)];
    });
  }
  if (!isSeq<Node>(node)) return [];
  return node.items.flatMap((item, index) => [
    [[...path, index], item.range?.[0] ?? -1] as const,
    ...keysOf(item, [...path, index]),
  ]);
}
