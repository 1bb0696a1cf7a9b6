import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// What `npm pack` gives installs without a registry and runs without the sources.

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'bigip-ws-pack-'));

function run(
  command: string,
  args: readonly string[],
  cwd: string,
): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 120_000 });
  return { status, output: `${stdout}\n${stderr}` };
}

describe('the packed tarball', () => {
  beforeAll(() => {
    const packed = run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root);
    expect(packed.status, packed.output).toBe(0);
    const [tarball = ''] = readdirSync(folder);
    const installed = run(
      'npm',
      ['install', '--offline', '--no-audit', '--prefix', folder, join(folder, tarball)],
      folder,
    );
    expect(installed.status, installed.output).toBe(0);
  }, 180_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('brings no other package along', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'bigip-ws',
    ]);
  });

  test('does the main job on the embedded mock', () => {
    const bin = join(folder, 'node_modules', '.bin', 'bigip-ws');
    const spec = join(root, 'fixtures', 'specs', 'kaazing.yaml');
    const first = run(bin, ['apply', spec, '--mock', '--yes'], folder);
    expect(first.status, first.output).toBe(0);
    expect(first.output).toContain('14 to create');
    const second = run(bin, ['diff', spec, '--mock', '--exit-code'], folder);
    expect(second.status, second.output).toBe(0);
    expect(statSync(join(folder, '.bigip-ws', 'mock.json')).mode & 0o777).toBe(0o600);
  });

  test('holds the documentation and no sources', () => {
    const files = readdirSync(join(folder, 'node_modules', 'bigip-ws'));
    expect(files).toEqual(
      expect.arrayContaining(['README.md', 'LICENSE', 'CHANGELOG.md', 'bin', 'dist', 'docs', 'templates']),
    );
    expect(files).not.toContain('src');
    expect(files).not.toContain('test');
  });
});
