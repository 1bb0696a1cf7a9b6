import { describe, expect, it } from 'vitest';
import { closest } from '../../src/yaml/suggest.ts';

describe('what was probably meant', () => {
  const words = ['monitors', 'members', 'method', 'snat', 'tls'];
  it.each([
    ['monitor', 'monitors'],
    ['memebrs', 'members'],
    ['Method', 'method'],
    ['tsl', 'tls'],
    ['snta', 'snat'],
    ['xyz', undefined],
    ['tl', 'tls'],
    ['snat', undefined],
    ['something', undefined],
    ['', undefined],
    ['m'.repeat(10_000), undefined],
  ])('%s', (word, expected) => {
    expect(closest(word, words)).toBe(expected);
  });

  it('knows nothing among nothing', () => {
    expect(closest('a', [])).toBeUndefined();
  });
});
