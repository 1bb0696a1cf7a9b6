import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../src/exit.ts';
import { type Ran, runNode, toolBin } from './harness/tool.ts';

// A folder of fixtures/invalid is a test: spec.yaml is refused with exactly the words of diagnostics.txt.
// UPDATE_GOLDEN=1 writes them anew; read the difference as somebody does who has been woken up by it.

const folder = resolve(import.meta.dirname, '../fixtures/invalid');
const update = process.env.UPDATE_GOLDEN === '1';

/** Longer than this nobody waits for an answer about a file. Of the processor, so that a busy machine is no failure. */
const PATIENCE_MS = 4000;

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'bigip-ws-invalid-'));
  await writeFile(
    join(home, 'clock.mjs'),
    `import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.CPU_TIME, String((user + system) / 1000));
});`,
  );
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function validate(cwd: string): Promise<Ran> {
  const file = join(await mkdtemp(join(home, 'run-')), 'ms');
  const args = ['--import', join(home, 'clock.mjs'), toolBin(), 'validate', 'spec.yaml'];
  const ran = await runNode(args, { cwd, env: { CPU_TIME: file } });
  const ms = Number(await readFile(file, 'utf8'));
  expect(ms).toBeGreaterThan(0);
  expect(ms).toBeLessThan(PATIENCE_MS);
  return ran;
}

describe('fixtures/invalid', async () => {
  const names = await readdir(folder);

  test.concurrent.for(names)('%s', async (name, { expect }) => {
    const { code, stdout, stderr } = await validate(join(folder, name));
    const golden = join(folder, name, 'diagnostics.txt');
    if (update) await writeFile(golden, stdout);
    expect(stdout).toBe(await readFile(golden, 'utf8'));
    expect(stderr).toMatch(/^spec\.yaml: \d+ errors?(, \d+ warnings)?\n$/);
    expect(code).toBe(EXIT.invalidSpec);
  });

  test.each(names)('%s: each problem has a place, and says nothing of our insides', async (name) => {
    const golden = await readFile(join(folder, name, 'diagnostics.txt'), 'utf8');
    for (const line of golden.split('\n').filter((one) => / (error|warning|note): /.test(one)))
      expect(line).toMatch(/^spec\.yaml(:\d+:\d+)?: (error|warning|note): .+ \[[a-z]+\/[a-z0-9-]+\]$/);
    expect(golden).not.toMatch(/\bundefined\b|\[object|Invalid input|zod|ZodError|\bat .*\.ts:/i);
  });
});

describe('files that are too much', () => {
  let cwd = '';
  beforeAll(async () => {
    cwd = await mkdtemp(join(home, 'files-'));
  });

  async function refusal(text: string | Uint8Array): Promise<string> {
    await writeFile(join(cwd, 'spec.yaml'), text);
    const { code, stdout } = await validate(cwd);
    expect(code).toBe(EXIT.invalidSpec);
    return stdout.trimEnd();
  }

  const HEAD = 'version: 1\nname: much\n';
  const deep = 10_000;

  test.each([
    ['lists', `${HEAD}nodes: ${'['.repeat(deep)}${']'.repeat(deep)}\n`],
    ['lists that are not closed', `${HEAD}nodes: ${'['.repeat(deep)}\n`],
    ['maps', `${HEAD}nodes: ${'{ a: '.repeat(deep)}1${' }'.repeat(deep)}\n`],
    ['block maps', HEAD + Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
  ])('nested 10,000 deep: %s', async (_, text) => {
    expect(await refusal(text)).toMatch(
      /^spec\.yaml:\d+:\d+: error: .*nested more than 100 levels deep \[syntax\/too-deep\]$/,
    );
  });

  test('17 MB', async () => {
    const text = `${HEAD}description: ${'x'.repeat(17 * 1024 * 1024)}\n`;
    expect(await refusal(text)).toBe(
      'spec.yaml: error: the file has 17.0 MiB; a spec may have 16 MiB [syntax/too-large]',
    );
  });

  test('bytes that are no text', async () => {
    const said = await refusal(Uint8Array.from([0x76, 0xff, 0xfe, 0x00]));
    expect(said).toContain('spec.yaml: error: the file is not text');
  });

  test('an iRule file longer than the device takes', async () => {
    await writeFile(join(cwd, 'long.tcl'), `# ${'x'.repeat(70_000)}\n`);
    const said = await refusal(`${HEAD}rules: { long: long.tcl }\n`);
    expect(said).toMatch(/^spec\.yaml:3:10: error: the iRule long: it has \d+ bytes; the device takes 65535/);
  });

  test('a thousand mistakes are told at once', async () => {
    const nodes = Array.from({ length: 1000 }, (_, index) => `  n${index}: 10.0.0.${index + 1000}\n`).join(
      '',
    );
    const said = await refusal(`${HEAD}nodes:\n${nodes}`);
    expect(said.match(/: error: /g)).toHaveLength(1000);
  });
});
