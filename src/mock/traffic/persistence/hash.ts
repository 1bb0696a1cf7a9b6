import { byKey } from './table.ts';

/**
 * The default algorithm keeps a record, like universal persistence (device-facts: persistence-by-rule). Its other
 * algorithm, CARP, is played as this one [inferred].
 */
export const hash = byKey(({ key }) => key);
