import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withMock } from '../../src/commands/device/embedded-mock.ts';
import { writePrivately } from '../../src/commands/files.ts';
import { capturedIo } from '../harness/io.ts';

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'bigip-ws-files-'));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test('a file is written anew: no link is followed, no mode taken over, nothing left beside it', async () => {
  const target = join(cwd, 'target');
  const path = join(cwd, 'link');
  await writeFile(target, 'theirs', { mode: 0o666 });
  await symlink(target, path);
  await writePrivately(path, 'ours');
  expect(await readFile(target, 'utf8')).toBe('theirs');
  expect(await readFile(path, 'utf8')).toBe('ours');
  expect(await modeOf(path)).toBe(0o600);
  await writeFile(target, 'open', { mode: 0o644 });
  await writePrivately(target, 'closed');
  expect(await modeOf(target)).toBe(0o600);
  await expect(writePrivately(join(cwd, 'no', 'folder'), '')).rejects.toThrow('ENOENT');
  expect((await readdir(cwd)).sort()).toEqual(['link', 'target']);
});

test('the mock keeps its folder out of git, and its files to their owner', async () => {
  const { signal } = new AbortController();
  const deps = {
    io: capturedIo().io,
    env: {},
    cwd,
    debug: false,
    signal,
    uninterrupted: <T>(work: () => Promise<T>) => work(),
  };
  await withMock({ mockLog: 'log.jsonl' }, undefined, deps, () => Promise.resolve());
  expect(await readFile(join(cwd, '.bigip-ws', '.gitignore'), 'utf8')).toBe('*\n');
  expect(await modeOf(join(cwd, '.bigip-ws', 'mock.json'))).toBe(0o600);
  expect(await modeOf(join(cwd, 'log.jsonl'))).toBe(0o600);
});
