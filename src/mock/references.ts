import type { DeviceError } from './errors.ts';
import { isList, type Json } from './json.ts';
import type { Place, Property } from './kind.ts';
import { listOfTexts, invalid } from './values.ts';
import type { Tmos } from './tmos.ts';

// Values that name another object. A relative name is looked for in the object's own partition, then in
// /Common (N3). Whether the target exists is checked when the object is stored.

interface ReferenceOptions {
  readonly link?: boolean;
  readonly initial?: Json | ((tmos: Tmos) => Json | undefined);
  readonly missing?: (target: string, user: { word: string; path: string }) => DeviceError;
  readonly fixed?: boolean;
  readonly ownOnly?: boolean;
  readonly since?: string;
  readonly until?: string;
  /** Relative names are not looked up in /Common (traffic groups: f5-ansible#229). */
  readonly ownPartitionOnly?: boolean;
  /** Words that stand for themselves and refer to nothing. */
  readonly words?: readonly string[];
  readonly sorted?: boolean;
  readonly weak?: boolean;
  /** The targets have no partition. */
  readonly plain?: boolean;
}

export function resolveName(given: string, family: string, place: Place, ownOnly = false): string {
  if (given.startsWith('/')) return given;
  const own = `/${place.partition}/${given}`;
  if (ownOnly || place.partition === 'Common' || place.store.find(family, own)) return own;
  return place.store.find(family, `/Common/${given}`) ? `/Common/${given}` : own;
}

export function refersTo(family: string, options: ReferenceOptions = {}): Property {
  const {
    link = true,
    missing,
    ownPartitionOnly = false,
    words = [],
    initial,
    sorted: _,
    plain: _plain,
    weak = false,
    ...more
  } = options;
  return {
    ...more,
    ...(initial === undefined ? {} : { initial }),
    normalise: (value, place) => {
      if (typeof value !== 'string') throw invalid(place.property, value);
      if (value === '' || value === 'none') return undefined;
      return words.includes(value) ? value : resolveName(value, family, place, ownPartitionOnly);
    },
    reference: {
      family,
      link,
      weak,
      targets: (value) => (typeof value === 'string' && value.startsWith('/') ? [value] : []),
      ...(missing ? { missing } : {}),
    },
  };
}

export function refersToEach(family: string, options: ReferenceOptions = {}): Property {
  const {
    link = true,
    missing,
    ownPartitionOnly = false,
    words: _,
    initial,
    sorted = false,
    plain = false,
    weak = false,
    ...more
  } = options;
  return {
    ...more,
    ...(initial === undefined ? {} : { initial }),
    normalise: (value, place) => {
      const names = listOfTexts(value, place.property);
      const full = (name: string) => (plain ? name : resolveName(name, family, place, ownPartitionOnly));
      const paths = [...new Set(names.map(full))];
      if (paths.length === 0) return undefined;
      return sorted ? paths.toSorted() : paths;
    },
    reference: {
      family,
      link,
      weak,
      targets: (value) => (isList(value) ? value.filter((item) => typeof item === 'string') : []),
      ...(missing ? { missing } : {}),
    },
  };
}
