import { basename, dirname } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { circlesIn, type Graph } from './architecture/circles.ts';
import { type Import, type Module, readModules } from './architecture/modules.ts';
import {
  HOMES,
  KNOWN_CIRCLES,
  MANY_FILES,
  MOST_FILES,
  MOST_LOOSE_IN_MOCK,
  type Room,
  ROOMS,
} from './architecture/rooms.ts';
import { holdTable } from './architecture/table.ts';

const modules = readModules();

function covers(pattern: string, file: string): boolean {
  return pattern.endsWith('/') ? file.startsWith(pattern) : pattern === file;
}

/** The room a file is in: the one with the longest path. */
function roomOf(file: string): Room | undefined {
  return ROOMS.filter(({ path }) => covers(path, file)).sort(
    (one, other) => other.path.length - one.path.length,
  )[0];
}

/** Whether one of the patterns allows an import; one that begins with `type:` allows types only. */
function allowed(patterns: readonly string[], target: string, typeOnly: boolean): boolean {
  return patterns.some((pattern) => {
    const bare = pattern.replace(/^type:/, '');
    return covers(bare, target) && (typeOnly || bare === pattern);
  });
}

const reaches =
  (pattern: string) =>
  ({ target }: Import): boolean =>
    target !== undefined && covers(pattern, target);

function offences(check: (module: Module) => readonly string[]): string[] {
  return modules.flatMap((module) => check(module).map((what) => `${module.file}: ${what}`));
}

const targetsOf = (imports: readonly Import[]) =>
  imports.flatMap(({ target, typeOnly }) => (target === undefined ? [] : [{ target, typeOnly }]));

/** Who imports whom, types counted. */
const files: Graph = new Map(
  modules.map(({ file, imports }) => [file, new Set(targetsOf(imports).map(({ target }) => target))]),
);

function roomsGraph(): Graph {
  const graph = new Map<string, Set<string>>(ROOMS.map(({ path }) => [path, new Set()]));
  for (const [file, targets] of files) {
    const home = roomOf(file)?.path ?? file;
    for (const target of targets) {
      const room = roomOf(target)?.path ?? target;
      if (room !== home) graph.get(home)?.add(room);
    }
  }
  return graph;
}

describe('imports', () => {
  it('every file imports only what its room may', () => {
    const found = offences(({ file, imports }) => {
      const room = roomOf(file);
      if (!room) return ['is in no room of test/architecture/rooms.ts'];
      const more = room.also?.[file] ?? [];
      return targetsOf(imports)
        .filter(({ target }) => roomOf(target) !== room)
        .filter(({ target, typeOnly }) => !allowed([...room.imports, ...more], target, typeOnly))
        .map(({ target }) => target);
    });
    expect(found).toEqual([]);
  });

  it('every room makes use of what it may import', () => {
    const idle = ROOMS.flatMap((room) => {
      const inside = modules.filter(({ file }) => roomOf(file) === room);
      const unused = (patterns: readonly string[], importing: readonly Module[]) =>
        patterns
          .map((pattern) => pattern.replace(/^type:/, ''))
          .filter((pattern) => !importing.some(({ imports }) => imports.some(reaches(pattern))));
      const more = Object.entries(room.also ?? {}).flatMap(([file, patterns]) =>
        unused(
          patterns,
          inside.filter((module) => module.file === file),
        ),
      );
      const nobody = inside.length === 0 ? ['has no file'] : [];
      return [...nobody, ...unused(room.imports, inside), ...more].map((what) => `${room.path}: ${what}`);
    });
    expect(idle).toEqual([]);
  });

  it('every package has one home', () => {
    const found = offences(({ file, imports }) =>
      imports
        .filter(({ from, target }) => target === undefined && !from.startsWith('node:'))
        .filter(({ from, typeOnly }) => !allowed(HOMES[from] ?? [], file, typeOnly))
        .map(({ from }) => from),
    );
    expect(found).toEqual([]);
  });

  it('no files import each other in a circle, types counted', () => {
    expect(circlesIn(files), 'beside, or instead of, KNOWN_CIRCLES').toEqual(KNOWN_CIRCLES);
  });

  it('no rooms import each other in a circle, types counted', () => {
    expect(circlesIn(roomsGraph())).toEqual([]);
  });

  it('the circles of a graph are found, however long', () => {
    const graph = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c', 'd'])],
      ['c', new Set(['a'])],
      ['d', new Set(['e'])],
      ['e', new Set<string>()],
    ]);
    expect(circlesIn(graph)).toEqual([['a', 'b', 'c']]);
  });
});

describe('rooms', () => {
  it('are no halls', () => {
    const sizes = new Map<string, number>();
    for (const { file } of modules) {
      const folder = `${dirname(file)}/`;
      sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
    }
    expect(sizes.get('mock/') ?? 0).toBeLessThanOrEqual(MOST_LOOSE_IN_MOCK);
    const halls = [...sizes]
      .filter(([folder, size]) => size > MOST_FILES && !MANY_FILES.some((many) => covers(many, folder)))
      .map(([folder, size]) => `${folder}: ${size} files`);
    expect(halls).toEqual([]);
  });

  it('stand in docs/architecture.md as they are', holdTable);
});

describe('files', () => {
  it('are short', () => {
    const long = offences(({ source, text }) => {
      const lines = linesOfCode(source, text);
      return lines > 300 ? [`${lines} lines`] : [];
    });
    expect(long).toEqual([]);
  });

  it('are named for what they do', () => {
    const vague = /^(utils?|helpers?|common|misc|shared|index)\.ts$/;
    // A route of the mock is named after its address, /mgmt/shared and /mgmt/tm/util.
    const found = offences(({ file }) =>
      vague.test(basename(file)) && !file.startsWith('mock/server/routes/') ? ['vague'] : [],
    );
    expect(found).toEqual([]);
  });

  it('print and end the process in one place only', () => {
    const free = new Set(['cli.ts', 'io.ts']);
    const found = offences(({ file, source }) =>
      free.has(file) ? [] : mentions(source, /^(console\.\w+|process\.(exit|exitCode|stdout|stderr|stdin))$/),
    );
    expect(found).toEqual([]);
  });

  it('leave nothing to be done and no type open', () => {
    const found = offences(({ source, text }) => [
      ...[...text.matchAll(/\b(TODO|FIXME|XXX)\b/g)].map(([word]) => word),
      ...anyTypes(source),
    ]);
    expect(found).toEqual([]);
  });
});

/** Lines with a token on them: neither blank nor comment. */
function linesOfCode(source: ts.SourceFile, text: string): number {
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (node.getChildCount(source) === 0 && node.getWidth(source) > 0) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      for (let line = first; line <= last; line++) lines.add(line);
    }
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return text === '' ? 0 : lines.size;
}

function mentions(source: ts.SourceFile, pattern: RegExp): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && pattern.test(node.getText(source)))
      found.push(node.getText(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function anyTypes(source: ts.SourceFile): string[] {
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) count += 1;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return count > 0 ? [`${count} times any`] : [];
}
