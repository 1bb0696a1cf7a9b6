import type { Source } from '../model/diagnostic.ts';
import type { PositionOf } from './lines.ts';
import type { SpecNode } from './node.ts';

export type SpecPath = readonly (string | number)[];

/**
 * Where a path is written. By default the position of the KEY of its deepest existing element (of the item,
 * in a list), so that a missing key is reported at the map that lacks it; with `'value'` the position where
 * that element's value starts. The empty path is the start of the document. What is reached through an
 * alias is where its anchor is.
 */
export type Locate = (path: SpecPath, what?: 'key' | 'value') => Source;

/** A `Locate` over the tree of one file. */
export function locator(root: SpecNode, file: string, positionOf: PositionOf): Locate {
  return (path, what = 'key') => {
    let node = root;
    let key = root.start;
    for (const segment of path) {
      const next = child(node, segment);
      if (next === undefined) break;
      node = next.value;
      key = next.keyStart;
    }
    return { file, ...positionOf(what === 'key' ? key : node.start) };
  };
}

/** A `Locate` for values that were written in no file with positions (`line` 0: just the file). */
export function unlocated(file: string): Locate {
  return () => ({ file, line: 0, column: 0 });
}

function child(node: SpecNode, segment: string | number): { keyStart: number; value: SpecNode } | undefined {
  if (node.kind === 'map') return node.entries.get(String(segment));
  if (node.kind === 'scalar') return undefined;
  const item = node.items[Number(segment)];
  return item && { keyStart: item.start, value: item };
}
