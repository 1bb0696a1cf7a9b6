import type { Fields, Value } from '../../model/object.ts';
import type { Change } from '../change.ts';
import { mustBeSent } from '../decide/compare.ts';
import type { Kinds } from '../kind.ts';

/** One thing to send to the device. */
export interface Operation {
  readonly verb: 'create' | 'update' | 'delete';
  readonly kind: string;
  readonly path: string;
  /** What is set; empty for a delete. */
  readonly fields: Fields;
  /** Objects that are made inside the POST of this one: the members of a new pool. */
  readonly inline: readonly Operation[];
  /** Raw keys whose present values are read and remembered before this is sent. */
  readonly remember?: readonly string[];
}

type Target = Pick<Change, 'kind' | 'path'>;

/** The POST of a new or replaced object. What an operator set on its predecessor is carried over. */
export function creation(kinds: Kinds, change: Change, inline: readonly Operation[] = []): Operation {
  const { kind, path, desired, actual } = change;
  const rawKeys = change.action === 'create' ? (desired?.rawKeys ?? []) : [];
  const fields = Object.entries(desired?.fields ?? {}).filter(
    ([field, value]) => mustBeSent(kinds.of(kind), field, value) && !rawKeys.includes(field),
  );
  const carried = kinds
    .of(kind)
    .carried.map((field): [string, Value] => [field, actual?.fields[field] ?? null])
    .filter(([field, value]) => value !== null && value !== 'enabled' && !(field in (desired?.fields ?? {})));
  return { verb: 'create', kind, path, fields: Object.fromEntries([...fields, ...carried]), inline };
}

/** The PATCH of exactly the fields that differ. */
export function modification(change: Change): Operation {
  return update(change, Object.fromEntries(change.fields.map(({ field, after }) => [field, after])));
}

export function update({ kind, path }: Target, fields: Fields): Operation {
  return { verb: 'update', kind, path, fields, inline: [] };
}

export function removal({ kind, path }: Target): Operation {
  return { verb: 'delete', kind, path, fields: {}, inline: [] };
}

/** Raw keys of a new object, set once the device's own values for them can be read. */
export function rawSetting(change: Change): Operation {
  const rawKeys = change.desired?.rawKeys ?? [];
  const fields = Object.fromEntries(rawKeys.map((key) => [key, change.desired?.fields[key] ?? null]));
  return { ...update(change, fields), remember: rawKeys };
}
