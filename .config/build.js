// Bundles the command line into dist/: one entry, one chunk for each lazily imported part.
// Everything is bundled (docs/decisions/0002-bundled-without-dependencies.md), so that the packed
// tarball installs on a machine that reaches no registry and `--help` reads three files.
import { chmodSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

// Built aside and moved into place, so that a command that is running meanwhile finds all of its parts.
const aside = mkdtempSync('.dist-');

await build({
  entryPoints: { cli: 'src/cli.ts' },
  outdir: aside,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 200,
  legalComments: 'linked',
  logLevel: 'warning',
  // CommonJS packages inside the bundle still ask for Node's own modules with require().
  banner: {
    js: "import{createRequire as requireFor}from'node:module';const require=requireFor(import.meta.url);",
  },
});

rmSync('dist', { recursive: true, force: true });
chmodSync(aside, 0o755);
renameSync(aside, 'dist');
