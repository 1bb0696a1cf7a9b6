import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { citationsIn, entriesOf, faultsOf, foreignCitationsIn, sourceNames } from './device-facts.ts';

const root = resolve(import.meta.dirname, '../..');
const markdown = await readFile(join(root, 'docs/device-facts.md'), 'utf8');
const entries = entriesOf(markdown);
const ids = entries.map(({ id }) => id);
const texts = await textsOf(['src', 'test', 'docs', 'fixtures', 'templates']);

/** This test and what it is about hold citations as examples. */
const EXAMPLES = /^(test\/docs\/device-facts|docs\/device-facts\.md)/;

async function textsOf(folders: readonly string[]): Promise<{ file: string; text: string }[]> {
  const listed = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true });
      return names.map((name) => join(folder, name));
    }),
  );
  const files = listed.flat().filter((file) => /\.(ts|js|md|yaml|tcl|hbs|py|sh)$/.test(file));
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(join(root, file), 'utf8') })));
}

describe('docs/device-facts.md', () => {
  it('has ids that differ', () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('names a source for every entry', () => {
    const names = sourceNames(markdown);
    expect(names).toContain('Ansible');
    expect(entries.flatMap((entry) => faultsOf(entry, names))).toEqual([]);
  });

  it('has every entry that is cited', () => {
    const cited = texts
      .filter(({ file }) => !EXAMPLES.test(file))
      .flatMap(({ file, text }) => citationsIn(text).map((id) => ({ file, id })));
    expect(cited.length).toBeGreaterThan(60);
    expect(cited.filter(({ id }) => !ids.includes(id))).toEqual([]);
  });

  it('is cited instead of notes from elsewhere', () => {
    const foreign = texts
      .filter(({ file }) => !EXAMPLES.test(file))
      .flatMap(({ file, text }) => foreignCitationsIn(text).map((found) => `${file}: ${found}`));
    expect(foreign).toEqual([]);
  });
});

describe('what holds it', () => {
  it.each([
    ['// so (device-facts: one, two).', ['one', 'two']],
    ['/**\n * folded (device-facts: one,\n * two) */', ['one', 'two']],
    ['see [it](device-facts.md#three)', ['three']],
    ['// docs/device-facts.md', []],
  ])('reads the citations of %j', (text, wanted) => {
    expect(citationsIn(text)).toEqual(wanted);
  });

  it.each([
    ['// text (icontrol.md B.3)', ['B.3', 'icontrol.md']],
    ['/** (N4 to N6) */', ['N4', 'N6']],
    ['/** K8457, 14.1.2.1 */', []],
    ['const N1 = 1;', []],
  ])('finds foreign citations in %j', (text, wanted) => {
    expect(foreignCitationsIn(text)).toEqual(wanted);
  });

  it.each([
    ['### one\n\nText.\n\n_Recorded:_ Ansible.', 0],
    ['### one\n\nText.\n\n_Documented:_ K12345. _Inferred:_ the rest.', 0],
    ['### one\n\nText.', 1],
    ['### one\n\nText.\n\n_Recorded:_ somewhere.', 1],
    ['### one\n\nText.\n\n_Recorded:_ Ansible. _Documented:_ somewhere.', 1],
    ['### One thing\n\nText.\n\n_Recorded:_ Ansible.', 1],
  ])('finds what is wrong with %j', (text, faults) => {
    expect(entriesOf(text).flatMap((entry) => faultsOf(entry, ['Ansible']))).toHaveLength(faults);
  });
});
