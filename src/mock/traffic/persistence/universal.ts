import { byKey } from './table.ts';

/** What a rule found in the request. */
export const universal = byKey(({ key }) => key);
