// Bundles the command line into dist/: one entry, one chunk for each lazily imported part.
// Everything is bundled (docs/decisions/0002-bundled-without-dependencies.md), so that the packed
// tarball installs on a machine that reaches no registry and `--help` reads three files.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';

// Built aside and moved into place, so that a command that is running meanwhile finds all of its parts.
const aside = mkdtempSync('.dist-');
process.on('exit', () => rmSync(aside, { recursive: true, force: true }));

const { metafile } = await build({
  metafile: true,
  entryPoints: { cli: 'src/cli.ts', mock: 'src/mock/mock.ts' },
  outdir: aside,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 200,
  legalComments: 'none',
  logLevel: 'warning',
  // CommonJS packages inside the bundle still ask for Node's own modules with require().
  banner: {
    js: "import{createRequire as requireFor}from'node:module';const require=requireFor(import.meta.url);",
  },
});

refuseLostNames(metafile.inputs);

writeFileSync(`${aside}/THIRD-PARTY-LICENSES.txt`, licensesOf(Object.keys(metafile.inputs)));

writeTypes(['mock/mock.ts', 'mock/api.ts', 'mock/tmos.ts', 'targets/bigip/icontrol/wire.ts']);

rmSync('dist', { recursive: true, force: true });
chmodSync(aside, 0o755);
renameSync(aside, 'dist');

/**
 * A CommonJS package that is loaded with `import()` has only a default export in the bundle: its names are
 * there in the tests, which run the sources, and lost in what ships. A file of ours that imports its names is
 * what can be loaded later.
 */
function refuseLostNames(inputs) {
  const lost = Object.entries(inputs).flatMap(([file, { imports }]) =>
    imports
      .filter(({ kind, path }) => kind === 'dynamic-import' && inputs[path]?.format === 'cjs')
      .map(({ original }) => `${file}: import('${original}') loads a CommonJS package`),
  );
  if (lost.length > 0)
    throw new Error(`${lost.join('\n')}; import its names in a file of ours and load that one`);
}

/** The licences of all packages that are part of the bundle: they ask to go along with it. */
function licensesOf(inputs) {
  const folders = inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const text = file === undefined ? `License: ${license}` : readFileSync(`${folder}/${file}`, 'utf8');
    return `${name} ${version}\n\n${text.trim()}`;
  });
  return `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** Declarations of what `import … from 'bigip-ws/mock'` gives, file by file. */
function writeTypes(files) {
  for (const file of files) {
    const { outputText } = ts.transpileDeclaration(readFileSync(`src/${file}`, 'utf8'), {
      fileName: file,
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    });
    const target = `${aside}/types/${file.replace(/\.ts$/, '.d.ts')}`;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText.replaceAll(/(from ')(\.[^']+)\.ts'/g, "$1$2.js'"));
  }
}
