import type { Advice } from '../word-places.ts';

/** What to write, and the words it is called elsewhere, in any case and with or without `_` and `-`. */
export type Entry = readonly [advice: Advice, tried: string];

export const here = (name: string): string => `here it is \`${name}\``;
export const notYet = (what: string, instead: string): string => `bigip-ws cannot ${what} yet; ${instead}`;

/** Of a name that is written inside the map it is the key of. */
export const KEYED = 'the key in the map is the name';

/** Words at a place of the spec: a star is any name. */
export type WordsAt = readonly [place: string, entries: readonly Entry[]];
