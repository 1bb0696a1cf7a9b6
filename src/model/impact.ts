import type { Value } from './object.ts';

/**
 * What a change does to connections, from nothing to the worst: nothing; connections that are opened later are
 * treated differently; clients that come now are turned away or meet another protocol; live connections are cut.
 */
export const IMPACTS = ['none', 'new-connections', 'refuses-new', 'drops-connections'] as const;

export type Impact = (typeof IMPACTS)[number];

/** The kind of the object that a path stands for, where it is known to be one of these. */
export type KindOf = (kinds: readonly string[], path: string) => string | undefined;

/** The impact of a field, where it depends on the values from the one before to the one after. */
export type ImpactRule = Impact | ((before: Value, after: Value, kindOf: KindOf) => Impact);
