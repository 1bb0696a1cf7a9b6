import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/exit.ts';
import { brokenLinks, markdownFiles } from './docs/links.ts';
import { run } from './harness/tool.ts';

const root = resolve(import.meta.dirname, '..');
const readme = await readFile(join(root, 'README.md'), 'utf8');
const folder = await mkdtemp(join(tmpdir(), 'bigip-ws-readme-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Numbers that differ from run to run. */
function lasting(line: string): string {
  return line
    .replaceAll(/\d{8}T\d{6}Z/g, '<time>')
    .replaceAll(/[\d.]+ KiB/g, '<size>')
    .replaceAll(/transaction \d+/g, 'transaction <id>')
    .replaceAll(/[\d.]+ m?s\b/g, '<time>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '<place>')
    .replaceAll(/ +/g, ' ');
}

describe('README.md', () => {
  it.each([
    ['rehearse', ['fixtures/specs/kaazing-modern.yaml']],
    ['apply', ['fixtures/specs/kaazing.yaml', '--yes', '--mock-state', join(folder, 'mock.json')]],
  ])('shows what %s prints', { timeout: 60_000 }, async (command, args) => {
    const { code, stdout, stderr } = await run([command, ...args], { cwd: root, longest: 55_000 });
    expect(code, stderr).toBe(EXIT.done);
    const printed = `${stdout}\n${stderr}`.split('\n').map(lasting);
    const block = fenced('console').find((text) =>
      text.includes(`bin/bigip-ws.js ${command} ${args[0] ?? ''}`),
    );
    const shown = block?.split('\n').slice(1) ?? [];
    const missing = shown
      .map(lasting)
      .filter((line) => line.trim() !== '…' && line.trim() !== '' && !printed.includes(line));
    expect(missing).toEqual([]);
    expect(shown.length).toBeGreaterThan(15);
  });

  it('has a spec that no rule warns of', async () => {
    await writeFile(join(folder, 'spec.yaml'), fenced('yaml')[0] ?? '');
    const ran = await run(['validate', '--strict', 'spec.yaml'], { cwd: folder });
    expect(ran).toMatchObject({ code: EXIT.done, stderr: 'spec.yaml: valid\n' });
  });

  it('has no two specs of one name, which would own the same objects', async () => {
    const specs = join(root, 'fixtures/specs');
    const files = (await readdir(specs)).filter((file) => file.endsWith('.yaml'));
    const texts = await Promise.all(files.map((file) => readFile(join(specs, file), 'utf8')));
    const shown = fenced('yaml').filter((text) => text.startsWith('version:'));
    const names = [...texts, ...shown].map((text) => /^name: *(\S+)/m.exec(text)?.[1]);
    expect(names.length).toBeGreaterThan(10);
    expect(new Set(names).size).toBe(names.length);
  });

  it('lists exit codes that exist', () => {
    const codes: readonly number[] = Object.values(EXIT);
    const listed = [...readme.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
    expect(listed.length).toBeGreaterThan(8);
    expect(listed.filter((code) => !codes.includes(code))).toEqual([]);
  });
});

it.each(await markdownFiles(root))('every link of %s leads somewhere', async (file) => {
  expect(await brokenLinks(root, file)).toEqual([]);
});

function fenced(language: string): string[] {
  return [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, text = '']) =>
    name === language ? [text.trimEnd()] : [],
  );
}
