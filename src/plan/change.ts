import type { Source } from '../model/diagnostic.ts';
import type { Value } from '../model/object.ts';
import type { Impact } from '../model/impact.ts';

export type Action = 'create' | 'update' | 'replace' | 'delete' | 'adopt' | 'release';

/** One field that differs; `null` is "not set". A secret carries no values. */
export interface FieldChange {
  readonly field: string;
  readonly before: Value;
  readonly after: Value;
  readonly secret?: true;
  /** It is created with the value that it has anyway. */
  readonly atDefault?: true;
}

/** One object that differs, and what will be done about it. */
export interface Change {
  readonly action: Action;
  readonly kind: string;
  readonly path: string;
  readonly impact: Impact;
  readonly fields: readonly FieldChange[];
  /** Where the spec asks for it. */
  readonly source?: Source;
  /** Why, where it is not plain: `still used by another object`. */
  readonly note?: string;
}
