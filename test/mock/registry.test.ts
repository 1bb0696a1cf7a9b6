import { describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../src/mock/collections/registry.ts';

describe('the registry of collections', () => {
  it('has each collection of a version once', () => {
    const places = DEFINITIONS.map(({ path, since = '', until = '' }) => `${path} ${since} ${until}`);
    expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
  });
});
