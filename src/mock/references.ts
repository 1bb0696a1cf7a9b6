import type { DeviceError } from './errors.ts';
import { isList, type Json } from './json.ts';
import type { Place, Property, Reference } from './kind.ts';
import { listOfTexts, invalid } from './values.ts';
import type { Tmos } from './tmos.ts';

// Values that name another object. A relative name is looked for in the object's own partition, then in
// /Common (N3). Whether the target exists is checked when the object is stored.

interface ReferenceOptions {
  readonly link?: boolean;
  readonly weak?: boolean;
  readonly initial?: Json | ((tmos: Tmos) => Json | undefined);
  readonly missing?: (target: string, user: { word: string; path: string }) => DeviceError;
  readonly fixed?: boolean;
  readonly ownOnly?: boolean;
  readonly since?: string;
  readonly until?: string;
  /** Relative names are not looked up in /Common (traffic groups: f5-ansible#229). */
  readonly ownPartitionOnly?: boolean;
}

interface ListOptions extends ReferenceOptions {
  readonly sorted?: boolean;
  /** The targets have no partition. */
  readonly plain?: boolean;
}

export function resolveName(given: string, family: string, place: Place, ownOnly = false): string {
  if (given.startsWith('/')) return given;
  const own = `/${place.partition}/${given}`;
  if (ownOnly || place.partition === 'Common' || place.store.find(family, own)) return own;
  return place.store.find(family, `/Common/${given}`) ? `/Common/${given}` : own;
}

/** What a reference has in common with other properties. */
function basics({ initial, fixed, ownOnly, since, until }: ReferenceOptions): Omit<Property, 'normalise'> {
  return {
    ...(initial === undefined ? {} : { initial }),
    ...(fixed === undefined ? {} : { fixed }),
    ...(ownOnly === undefined ? {} : { ownOnly }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}

function reference(
  family: string,
  { link = true, weak = false, missing }: ReferenceOptions,
): Omit<Reference, 'targets'> {
  return { family, link, weak, ...(missing ? { missing } : {}) };
}

export function refersTo(family: string, options: ReferenceOptions = {}): Property {
  return {
    ...basics(options),
    normalise: (value, place) => {
      if (typeof value !== 'string') throw invalid(place.property, value);
      if (value === '' || value === 'none') return undefined;
      return resolveName(value, family, place, options.ownPartitionOnly);
    },
    reference: {
      ...reference(family, options),
      targets: (value) => (typeof value === 'string' && value.startsWith('/') ? [value] : []),
    },
  };
}

export function refersToEach(family: string, options: ListOptions = {}): Property {
  const { ownPartitionOnly = false, sorted = false, plain = false } = options;
  return {
    ...basics(options),
    normalise: (value, place) => {
      const full = (name: string) => (plain ? name : resolveName(name, family, place, ownPartitionOnly));
      const paths = [...new Set(listOfTexts(value, place.property).map(full))];
      if (paths.length === 0) return undefined;
      return sorted ? paths.toSorted() : paths;
    },
    reference: {
      ...reference(family, options),
      targets: (value) => (isList(value) ? value.filter((item) => typeof item === 'string') : []),
    },
  };
}
