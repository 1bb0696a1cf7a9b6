import { type Fields, sameValue, type Value } from '../../model/object.ts';
import type { Decision } from '../decision.ts';
import { type Kinds, mustBeSent } from '../kind.ts';
import type { Operation } from '../operation.ts';

type Subject = Pick<Decision, 'kind' | 'path'>;

/** Makes a new or replaced object. What an operator set on its predecessor is carried over. */
export function creation(kinds: Kinds, decision: Decision, inline: readonly Operation[] = []): Operation {
  const { kind, path, desired, actual } = decision;
  const rawKeys = decision.action === 'create' ? (desired?.rawKeys ?? []) : [];
  const fields = Object.entries(desired?.fields ?? {}).filter(
    ([field, value]) => mustBeSent(kinds.of(kind), field, value) && !rawKeys.includes(field),
  );
  const given = new Map(decision.fields.map(({ field, after }) => [field, after]));
  const carried = Object.entries(kinds.of(kind).carried)
    .map(([field, usual]) => ({ field, usual, value: given.get(field) ?? actual?.fields[field] ?? null }))
    .filter(({ usual, value }) => value !== null && !sameValue(value, usual))
    .filter(({ field }) => !(field in (desired?.fields ?? {})))
    .map(({ field, value }): [string, Value] => [field, value]);
  return { verb: 'create', kind, path, fields: Object.fromEntries([...fields, ...carried]), inline };
}

/** Sets exactly the fields that differ, and those that cannot be told from them. */
export function modification(kinds: Kinds, decision: Decision): Operation {
  const policies = kinds.of(decision.kind).fields;
  const beside = decision.fields
    .flatMap(({ field }) => policies[field]?.with ?? [])
    .map((field): [string, Value] => [field, decision.desired?.fields[field] ?? null]);
  const changed = decision.fields.map(({ field, after }): [string, Value] => [field, after]);
  return update(decision, Object.fromEntries([...beside, ...changed]));
}

export function update({ kind, path }: Subject, fields: Fields): Operation {
  return { verb: 'update', kind, path, fields, inline: [] };
}

export function removal({ kind, path }: Subject): Operation {
  return { verb: 'delete', kind, path, fields: {}, inline: [] };
}

/** Raw keys of a new object, set once the device's own values for them can be read. */
export function rawSetting(decision: Decision): Operation {
  const rawKeys = decision.desired?.rawKeys ?? [];
  const fields = Object.fromEntries(rawKeys.map((key) => [key, decision.desired?.fields[key] ?? null]));
  return { ...update(decision, fields), remember: rawKeys };
}
