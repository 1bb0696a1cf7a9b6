import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    readonly tarball: string;
    readonly toolFolder: string;
  }
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Builds where the bundle is older than its sources, packs, and unpacks: once for all tests of a run. */
export default function setup(project: TestProject): () => void {
  if (!isFresh()) sh('node', ['.config/build.js'], ROOT);
  const folder = mkdtempSync(join(tmpdir(), 'bigip-ws-tool-'));
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const tarball = join(folder, sh('npm', args, ROOT).trim());
  sh('tar', ['-xzf', tarball], folder);
  project.provide('tarball', tarball);
  project.provide('toolFolder', join(folder, 'package'));
  return () => rmSync(folder, { recursive: true, force: true });
}

function isFresh(): boolean {
  const bundle = join(ROOT, 'dist/cli.js');
  if (!existsSync(bundle)) return false;
  const built = statSync(bundle).mtimeMs;
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const files = [...sources.map((file) => join('src', file)), '.config/build.js', 'package-lock.json'];
  return files.every((file) => statSync(join(ROOT, file)).mtimeMs <= built);
}

function sh(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}
