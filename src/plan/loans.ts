import { type ConfigObject, type Fields, sameValue } from '../model/object.ts';
import type { FieldChange } from './change.ts';
import type { Decision } from './decision.ts';
import type { InventoryEntry, Lent } from './inventory.ts';
import type { Kind } from './kind.ts';

/*
 * Some fields are an operator's (`carried` of a kind): managed only while a spec names them. One that does borrows
 * the field, and gives it back with the value that was there first; but only while the device still has ours.
 */

/** An operator's field that a spec set and no longer names, and what becomes of it. */
export interface EndedLoan {
  /** What gives it back, where that is to be done. */
  readonly change?: FieldChange;
  /** What is to be told. */
  readonly note: string;
}

/** The operator's fields that this spec borrowed and does not name among these any more. */
export function endedLoans(
  spec: string,
  named: Fields,
  actual: ConfigObject,
  entry: InventoryEntry | undefined,
): EndedLoan[] {
  return Object.entries(entry?.lent ?? {})
    .filter(([field, { by }]) => by.includes(spec) && !Object.hasOwn(named, field))
    .map(([field, loan]) => endedLoan(spec, field, actual, loan));
}

function endedLoan(spec: string, field: string, actual: ConfigObject, loan: Lent): EndedLoan {
  const { before, ours } = loan;
  const others = loan.by.filter((one) => one !== spec);
  const now = actual.fields[field] ?? null;
  if (others.length > 0) return { note: `${field} stays as the spec ${others.join(', ')} sets it` };
  if (sameValue(now, before)) return { note: `${field} is no longer managed` };
  if (!sameValue(now, ours))
    return { note: `${field} was changed on the device since the spec set it, and stays as it is` };
  const note = `${field} is given back as it was before the spec set it`;
  return { change: { field, before: now, after: before }, note };
}

/** What is still borrowed once a decision is carried out. */
export function loansAfter(
  spec: string,
  { carried }: Kind,
  { desired, actual }: Decision,
  entry: InventoryEntry | undefined,
): InventoryEntry['lent'] {
  const lent = Object.entries(carried).flatMap(([field, usual]): [string, Lent][] => {
    const loan = entry?.lent[field];
    const others = loan?.by.filter((one) => one !== spec) ?? [];
    const ours = desired?.fields[field];
    if (ours === undefined) return loan && others.length > 0 ? [[field, { ...loan, by: others }]] : [];
    const before = loan?.before ?? actual?.fields[field] ?? usual;
    return sameValue(before, ours) ? [] : [[field, { before, ours, by: [...others, spec].sort() }]];
  });
  return Object.fromEntries(lent);
}
