import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

// Who may import whom. A first match decides, so the special file stands before its folder. `own` is the
// file's own folder; a pattern ends in `/` for a folder and all below; `type:` allows types only.
const MAY_IMPORT: readonly (readonly [file: string, ...allowed: string[]])[] = [
  ['model/', 'own'],
  ['exit.ts', 'type:model/'],
  ['io.ts'],
  ['templates.ts'],
  ['probe/'],
  ['yaml/', 'own', 'model/'],
  ['spec/', 'own', 'model/', 'yaml/'],
  ['plan/', 'own', 'model/'],
  ['report/', 'own', 'model/', 'plan/'],
  ['targets/bigip/resources/', 'own', 'model/'],
  ['targets/bigip/websocket/', 'own', 'model/', 'spec/', 'yaml/', 'targets/bigip/resources/', 'templates.ts'],
  [
    'targets/bigip/desired.ts',
    'targets/bigip/desired/',
    'model/',
    'spec/',
    'yaml/',
    'targets/bigip/resources/',
    'targets/bigip/websocket/',
  ],
  [
    'targets/bigip/desired/',
    'own',
    'model/',
    'spec/',
    'yaml/',
    'targets/bigip/resources/',
    'targets/bigip/websocket/',
  ],
  [
    'targets/bigip/lint/',
    'own',
    'model/',
    'spec/',
    'yaml/',
    'targets/bigip/resources/',
    'targets/bigip/websocket/',
    'targets/bigip/desired/',
    'templates.ts',
  ],
  ['targets/bigip/icontrol/', 'own', 'model/', 'targets/bigip/resources/', 'plan/', 'exit.ts'],
  // What only the device can tell about what is wanted.
  ['targets/bigip/align.ts', 'model/', 'targets/bigip/resources/'],
  // Shows the requests themselves, so it needs those that write them.
  [
    'targets/bigip/render.ts',
    'model/',
    'plan/',
    'targets/bigip/resources/',
    'targets/bigip/icontrol/requests.ts',
  ],
  // Its faults are YAML; of the client it shares types and nothing else.
  ['mock/', 'own', 'yaml/', 'type:model/diagnostic.ts', 'type:targets/bigip/icontrol/wire.ts'],
  ['commands/mock.ts', 'commands/', 'exit.ts', 'mock/mock.ts', 'mock/faults/file.ts'],
  ['commands/embedded-mock.ts', 'commands/', 'exit.ts', 'mock/mock.ts', 'targets/bigip/', 'model/'],
  [
    'commands/',
    'own',
    'exit.ts',
    'io.ts',
    'model/',
    'spec/',
    'yaml/',
    'plan/',
    'report/',
    'targets/bigip/',
    'probe/',
    'templates.ts',
  ],
  ['program.ts', 'commands/'],
  ['cli.ts', 'program.ts', 'commands/', 'exit.ts', 'io.ts', 'report/'],
];

/** Every package has one home. Types of chalk may be used where text is coloured. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  axios: ['targets/bigip/icontrol/client.ts'],
  zod: ['spec/', 'yaml/', 'mock/faults/faults.ts'],
  yaml: ['yaml/'],
  'js-yaml': ['yaml/'],
  'fastest-levenshtein': ['yaml/'],
  handlebars: ['templates.ts'],
  commander: ['cli.ts', 'program.ts', 'commands/'],
  inquirer: ['io.ts'],
  chalk: ['io.ts', 'type:report/'],
  ora: ['io.ts'],
  diff: ['report/'],
  fastify: ['mock/'],
  selfsigned: ['mock/'],
  'ipaddr.js': ['model/', 'mock/'],
};

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

interface Module {
  readonly file: string;
  readonly text: string;
  readonly source: ts.SourceFile;
  readonly imports: readonly Import[];
}

const modules: readonly Module[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort()
  .map((file) => {
    const text = readFileSync(join('src', file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    return { file, text, source, imports: importsOf(source) };
  });

/** Static and dynamic imports, and re-exports. */
function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node));
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteral(specifier))
      throw new Error(`${source.fileName}: a computed import`);
    found.push({ from: specifier.text, typeOnly });
  };
  visit(source);
  return found;
}

function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = importClause.namedBindings;
  return (
    !importClause.name && !!named && ts.isNamedImports(named) && named.elements.every((one) => one.isTypeOnly)
  );
}

function covers(pattern: string, file: string): boolean {
  return pattern.endsWith('/') ? file.startsWith(pattern) : pattern === file;
}

/** Whether one of the patterns allows an import; `own` stands for `home`. */
function allowed(patterns: readonly string[], home: string, target: string, typeOnly: boolean): boolean {
  return patterns.some((pattern) => {
    const types = pattern.startsWith('type:');
    if (types && !typeOnly) return false;
    const bare = types ? pattern.slice(5) : pattern;
    return covers(bare === 'own' ? home : bare, target);
  });
}

function offences(check: (module: Module) => readonly string[]): string[] {
  return modules.flatMap((module) => check(module).map((what) => `${module.file}: ${what}`));
}

describe('imports', () => {
  it('every file imports only what its place may', () => {
    const found = offences(({ file, imports }) => {
      const rule = MAY_IMPORT.find(([pattern]) => covers(pattern, file));
      if (!rule) return ['has no place in the table of this test'];
      const [home, ...patterns] = rule;
      return imports
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from, typeOnly }) => ({ target: normalize(join(dirname(file), from)), typeOnly }))
        .filter(({ target, typeOnly }) => !allowed(patterns, home, target, typeOnly))
        .map(({ target }) => target);
    });
    expect(found).toEqual([]);
  });

  it('every package has one home', () => {
    const found = offences(({ file, imports }) =>
      imports
        .filter(({ from }) => !from.startsWith('.') && !from.startsWith('node:'))
        .filter(({ from, typeOnly }) => {
          const types = (HOMES[from] ?? []).filter((home) => typeOnly || !home.startsWith('type:'));
          return !types.some((home) => covers(home.replace('type:', ''), file));
        })
        .map(({ from }) => from),
    );
    expect(found).toEqual([]);
  });

  it('nothing goes in a circle', () => {
    const targets = new Map(
      modules.map(({ file, imports }) => [
        file,
        imports
          .filter(({ from, typeOnly }) => from.startsWith('.') && !typeOnly)
          .map(({ from }) => normalize(join(dirname(file), from))),
      ]),
    );
    const circles: string[] = [];
    const finished = new Set<string>();
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      if (finished.has(file) || trail.includes(file)) return;
      for (const next of targets.get(file) ?? []) visit(next, [...trail, file]);
      finished.add(file);
    };
    for (const file of targets.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });
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
