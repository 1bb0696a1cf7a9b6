import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { runNode } from './harness/tool.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bigip-ws-pack-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npm(args: readonly string[], cwd: string): void {
  const ran = spawnSync('npm', args, { cwd, encoding: 'utf8', timeout: 60_000 });
  if (ran.status !== 0) throw new Error(`npm ${args.join(' ')}: ${ran.stderr}`);
}

it(
  'the packed tarball installs without a registry and does the main job without the sources',
  { timeout: 120_000 },
  async () => {
    const home = join(folder, 'empty');
    mkdirSync(home);
    writeFileSync(join(home, 'package.json'), '{"private":true}');
    npm(['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', inject('tarball')], home);
    // Everything it needs is inside.
    expect(readdirSync(join(home, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'bigip-ws',
    ]);
    const installed = join(home, 'node_modules', 'bigip-ws');
    expect(existsSync(join(installed, 'src'))).toBe(false);
    expect(existsSync(join(home, 'node_modules', '.bin', 'bigip-ws'))).toBe(true);

    copyFileSync('fixtures/specs/kaazing.yaml', join(home, 'kaazing.yaml'));
    const bin = join(installed, 'bin', 'bigip-ws.js');
    const applied = await runNode([bin, 'apply', 'kaazing.yaml', '--mock', '--yes'], { cwd: home });
    expect(applied.code, applied.stderr).toBe(0);
    const diff = await runNode([bin, 'diff', 'kaazing.yaml', '--mock', '--exit-code'], { cwd: home });
    expect(diff.code, diff.stderr).toBe(0);
    expect(diff.stdout).toContain('No changes');

    const program = `import { createMock } from 'bigip-ws/mock';
      const mock = await createMock({ tmos: '16.1.3' });
      console.log(mock.tmos);
      await mock.stop();`;
    const imported = await runNode(['--input-type=module', '-e', program], { cwd: home });
    expect(imported, imported.stderr).toMatchObject({ code: 0, stdout: '16.1.3\n' });
    const types = readFileSync(join(installed, 'dist', 'types', 'mock', 'mock.d.ts'), 'utf8');
    expect(types).toContain('createMock(options?: MockOptions): Promise<Mock>');
  },
);
