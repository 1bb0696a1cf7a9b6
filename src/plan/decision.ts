import type { ConfigObject, SpecPath } from '../model/object.ts';
import type { Action, Change } from './change.ts';
import type { Impact } from '../model/impact.ts';

/**
 * What is to be done with one object, with both sides of it: what planning works on. The plan keeps the
 * change alone. A secret has its value here, since it must be sent.
 */
export interface Decision extends Omit<Change, 'source'> {
  readonly at?: SpecPath;
  readonly desired?: ConfigObject;
  readonly actual?: ConfigObject;
}

export function makeDecision(
  action: Action,
  { kind, path, at }: Pick<ConfigObject, 'kind' | 'path' | 'at'>,
  impact: Impact,
  rest: Pick<Decision, 'fields'> & Partial<Decision>,
): Decision {
  return { action, kind, path, impact, ...(at ? { at } : {}), ...rest };
}
