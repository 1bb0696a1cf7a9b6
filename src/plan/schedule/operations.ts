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

/** Sets the fields that differ, and those that must go with them; what a field cannot change beside goes first. */
export function modifications(kinds: Kinds, decision: Decision): Operation[] {
  const changed = Object.fromEntries(decision.fields.map(({ field, after }) => [field, after]));
  const policies = Object.keys(changed).flatMap((field) => kinds.of(decision.kind).fields[field] ?? []);
  const cleared = Object.fromEntries(
    policies.flatMap(({ changesWhile }) => Object.entries(changesWhile ?? {})),
  );
  const beside = [...Object.keys(cleared), ...policies.flatMap(({ sentWith }) => sentWith ?? [])];
  const repeated = Object.entries(decision.desired?.fields ?? {}).filter(([field]) => beside.includes(field));
  const whole = update(decision, { ...Object.fromEntries(repeated), ...changed });
  return Object.keys(cleared).length === 0 ? [whole] : [update(decision, cleared), whole];
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
