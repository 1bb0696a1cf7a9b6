import { isList, toValue, type Value } from '../../model/object.ts';
import { digestSecret } from '../../plan/digest.ts';
import type { Kinds } from '../../plan/kind.ts';
import type { Operation } from '../../plan/operation.ts';
import type { Phase } from '../../plan/phase.ts';

/** What tells a secret, and the salt that stands before what is told of one. */
export interface Sealing {
  readonly kinds: Kinds;
  readonly salt: string;
  /** Gives another text for one that holds a secret. */
  readonly mask: (text: string) => string;
}

/** An operation with `{ secret: digest }` where a secret is sent. */
export interface SealedOperation {
  readonly verb: Operation['verb'];
  readonly kind: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, Value>>;
  readonly inline: readonly SealedOperation[];
  readonly remember?: readonly string[];
}

export interface SealedPhase {
  readonly name: Phase['name'];
  readonly operations: readonly SealedOperation[];
  readonly inventory: Readonly<Record<string, Value>>;
}

/**
 * What a phase sends, with a salted digest for each secret: one of a secret field, and one that stands in any other
 * text. The order of keys is that of the request.
 */
export function sealPhase(sealing: Sealing, { name, operations, inventory }: Phase): SealedPhase {
  const entries = Object.entries(inventory).map(([key, entry]): [string, Value] => [
    key,
    sealValue(sealing, toValue(entry)),
  ]);
  return {
    name,
    operations: operations.map((one) => sealOperation(sealing, one)),
    inventory: Object.fromEntries(entries),
  };
}

function sealOperation(sealing: Sealing, operation: Operation): SealedOperation {
  const { verb, kind, path, fields, inline, remember } = operation;
  const policies = sealing.kinds.of(kind).fields;
  const sealed = Object.entries(fields).map(([field, value]): [string, Value] => [
    field,
    policies[field]?.secret && value !== null ? secret(sealing, value) : sealValue(sealing, value),
  ]);
  return {
    verb,
    kind,
    path,
    fields: Object.fromEntries(sealed),
    inline: inline.map((one) => sealOperation(sealing, one)),
    ...(remember ? { remember } : {}),
  };
}

function sealValue(sealing: Sealing, value: Value): Value {
  if (typeof value === 'string') return sealing.mask(value) === value ? value : secret(sealing, value);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((one) => sealValue(sealing, one));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sealValue(sealing, one)]));
}

function secret({ salt }: Sealing, value: Value): Value {
  return { secret: digestSecret(value, salt) };
}
