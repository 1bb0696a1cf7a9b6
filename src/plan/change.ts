import type { Source } from '../model/diagnostic.ts';
import type { ConfigObject, SpecPath, Value } from '../model/object.ts';
import type { Impact } from './kind.ts';

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
  readonly at?: SpecPath;
  readonly source?: Source;
  readonly desired?: ConfigObject;
  readonly actual?: ConfigObject;
  /** Why, where it is not plain: `still used by ltm/virtual /Common/x`. */
  readonly note?: string;
}

export function makeChange(
  action: Action,
  { kind, path, at }: Pick<ConfigObject, 'kind' | 'path' | 'at'>,
  impact: Impact,
  rest: Pick<Change, 'fields'> & Partial<Change>,
): Change {
  return { action, kind, path, impact, ...(at ? { at } : {}), ...rest };
}
