import { type ConfigObject, type Fields, objectKey } from '../../model/object.ts';
import type { Decision } from '../decision.ts';
import type { PlanInput } from '../input.ts';
import type { Kinds } from '../kind.ts';
import type { Operation } from '../operation.ts';
import { candidateKeys } from '../references.ts';
import { madeFirst } from './first.ts';
import { update } from './operations.ts';

/**
 * What one transaction cannot hold: an object that loses its last reference and is deleted, and one that is
 * made under a name that is freed by it (`deletedSeparately`).
 */
export interface Split {
  /** Before all transactions: containers that are needed. */
  readonly prepare: readonly Decision[];
  /** New, in a transaction of their own before the others (`madeSeparately`). */
  readonly first: readonly Decision[];
  readonly main: readonly Decision[];
  /** Deleted in a second transaction. */
  readonly separate: readonly Decision[];
  /** Made in a third one, under a name that the second has freed. */
  readonly returning: readonly Decision[];
  /** After all transactions: containers that go. */
  readonly cleanUp: readonly Decision[];
}

export function splitPhases(kinds: Kinds, decisions: readonly Decision[]): Split {
  const outside = decisions.filter(
    ({ kind, action }) => kinds.of(kind).outsideTransaction && action !== 'release',
  );
  const inside = decisions.filter((decision) => !outside.includes(decision));
  const goes = ({ action }: Decision): boolean => action === 'delete' || action === 'replace';
  const separate = inside.filter((one) => kinds.of(one.kind).deletedSeparately && goes(one));
  const freed = new Set(separate.flatMap(({ actual }) => (actual ? claimsOf(kinds, actual) : [])));
  const returning = inside.filter(
    ({ kind, desired }) =>
      desired &&
      kinds.of(kind).deletedSeparately &&
      claimsOf(kinds, desired).some((claim) => freed.has(claim)),
  );
  const first = madeFirst(kinds, inside);
  const elsewhere = new Set([...first, ...separate, ...returning]);
  return {
    first,
    prepare: outside.filter(({ action }) => action !== 'delete'),
    main: inside.filter((decision) => !elsewhere.has(decision)),
    separate,
    returning,
    cleanUp: outside.filter(({ action }) => action === 'delete'),
  };
}

function claimsOf(kinds: Kinds, object: ConfigObject): readonly string[] {
  return kinds.of(object.kind).claims(object);
}

/** An object whose fields name what goes and comes back, with those fields. */
interface Holder {
  readonly object: ConfigObject;
  readonly fields: readonly string[];
}

/**
 * What names an object that goes and comes back is detached from it first and attached again at the end;
 * what is made or changed in between (`main`) does not name it yet.
 */
export function detachReturning(
  { desired, actual, kinds }: PlanInput,
  { main, returning }: Split,
): { detach: Operation[]; main: readonly Decision[]; attach: Operation[] } {
  if (returning.length === 0) return { detach: [], main, attach: [] };
  const back = new Set(returning.map(objectKey));
  const holders = [...desired.values()]
    .map((object): Holder => ({ object, fields: namingFields(kinds, object, back) }))
    .filter(({ fields }) => fields.length > 0);
  const waiting = new Map(holders.map(({ object, fields }) => [objectKey(object), fields]));
  return {
    detach: holders
      .filter(({ object }) => actual.has(objectKey(object)))
      .map(({ object, fields }) => update(object, detachedFields(kinds, object, fields))),
    main: main.map((decision) => without(decision, waiting.get(objectKey(decision)) ?? [])),
    attach: holders.map(({ object, fields }) => update(object, picked(object.fields, fields))),
  };
}

/** The fields of an object that name one of these keys and can be detached. */
function namingFields(kinds: Kinds, { kind, fields }: ConfigObject, keys: ReadonlySet<string>): string[] {
  const policies = kinds.of(kind).fields;
  return Object.entries(fields)
    .filter(([name, value]) => {
      const { detached, refs } = policies[name] ?? {};
      return (
        detached !== undefined && refs?.(value).some((ref) => candidateKeys(ref).some((key) => keys.has(key)))
      );
    })
    .map(([name]) => name);
}

function detachedFields(kinds: Kinds, { kind }: ConfigObject, names: readonly string[]): Fields {
  const policies = kinds.of(kind).fields;
  return Object.fromEntries(names.map((name) => [name, policies[name]?.detached ?? null]));
}

function picked(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
}

function without(decision: Decision, names: readonly string[]): Decision {
  const { desired } = decision;
  if (names.length === 0) return decision;
  const rest = Object.entries(desired?.fields ?? {}).filter(([field]) => !names.includes(field));
  return {
    ...decision,
    fields: decision.fields.filter(({ field }) => !names.includes(field)),
    ...(desired ? { desired: { ...desired, fields: Object.fromEntries(rest) } } : {}),
  };
}
