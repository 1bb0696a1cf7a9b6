import type { ConfigObject, Fields, Value } from '../model/object.ts';
import type { Impact, ImpactRule } from '../model/impact.ts';

/** A reference to another object; `kinds` are those it may be of. */
export interface Reference {
  readonly kinds: readonly string[];
  readonly path: string;
  /** What it names can go all the same: the device strikes it out by itself. */
  readonly letsGo?: boolean;
}

/** What planning must know of a field; a target's own field definitions satisfy it. */
export interface FieldPolicy {
  /** The device refuses to change it: a change is a delete and a create. */
  readonly immutable?: boolean;
  /**
   * Never shown. Comes back encrypted or not at all, and is compared by a salted digest in the inventory; one with
   * `same` is compared with what the device tells of it.
   */
  readonly secret?: boolean;
  /** What a reader is shown of a value, where that is not the value. */
  readonly shown?: (value: Value) => Value;
  /** What a change of it does to connections. */
  readonly impact: ImpactRule;
  /** Where equality is more than equal values: whether the actual value satisfies the desired one. */
  readonly same?: (desired: Value, actual: Value) => boolean;
  /**
   * The value it is held at where a spec does not say otherwise. It need not be spelled out to a reader, and is
   * left out silently on a version that lacks the field, where what a spec asks for is an error.
   */
  readonly defaultValue?: Value;
  readonly refs?: (value: Value) => readonly Reference[];
  /** Other fields that a change of it must repeat. */
  readonly sentWith?: readonly string[];
  /** Values that other fields must have while it changes: they are set first, and get their own back with it. */
  readonly changesWhile?: Fields;
  /** The value that names nothing; it is set while an object that is `deletedSeparately` goes and comes back. */
  readonly detached?: Value;
}

/** What planning must know of a kind of object; a target's resources satisfy it. */
export interface Kind {
  readonly kind: string;
  /** What people call it. */
  readonly label: string;
  readonly fields: Readonly<Record<string, FieldPolicy>>;
  /** Whether it is created and deleted; of one that is not, only fields are managed. */
  readonly owned: boolean;
  /** Several specs may list it; it goes with the last. */
  readonly shared: boolean;
  /** Cannot be in a transaction: created before all of them, deleted after all of them. */
  readonly outsideTransaction: boolean;
  /** What stands on a new one cannot share its transaction: the device builds it after the commit. */
  readonly madeSeparately: boolean;
  /** Its deletion cannot share a transaction with dropping the last reference to it. */
  readonly deletedSeparately: boolean;
  /** Its name changes with what is in it: where one goes, another takes its place. */
  readonly namedByContent: boolean;
  /** The device makes it with its first user and, where `field` is `on`, removes it with its last. */
  readonly goesWithItsUsers?: { readonly field: string; readonly on: Value; readonly off: Value };
  /** It is part of another object, which makes it and takes it along. */
  readonly partOf?: {
    /** The key of the object that it is part of. */
    readonly key: (path: string) => string;
    /** What one does that no spec lists, as the end of a sentence: `takes traffic`. */
    readonly unlisted: string;
  };
  /** Of a container: whether an object lies in it. */
  readonly holds?: (container: ConfigObject, object: ConfigObject) => boolean;
  /**
   * Fields of the operator, each with its usual value: a replace keeps them although no spec names them, and what a
   * spec set in one is given back once no spec names it.
   */
  readonly carried: Fields;
  /** What creating or deleting one does to live connections. */
  readonly impact: { readonly create: Impact; readonly delete: Impact };
  /** Names that only one object of the device may have at a time. */
  readonly claims: (object: ConfigObject) => readonly string[];
  /** Whether it cannot be without another object that it does not name. */
  readonly dependsOn?: (object: ConfigObject, other: ConfigObject) => boolean;
  readonly refs: (object: ConfigObject) => readonly Reference[];
}

/** The kinds of a target, and what holds for all of them. */
export interface Kinds {
  readonly of: (kind: string) => Kind;
  /** Its place in the order of creation. */
  readonly rank: (kind: string) => number;
  /** Operations that one transaction can hold. */
  readonly largestTransaction: number;
  /** The key under which the inventory lists a backup that a spec makes. */
  readonly backupKey: (name: string) => string;
  /** Whether a key of the inventory is one of a backup: listed, but no object of a plan. */
  readonly isBackup: (key: string) => boolean;
}

/** A field that is desired unset needs no word at creation, unless the device would set it by itself. */
export function mustBeSent(kind: Kind, field: string, after: Value): boolean {
  return after !== null || (kind.fields[field]?.defaultValue ?? null) !== null;
}
