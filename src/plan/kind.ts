import type { ConfigObject, Value } from '../model/object.ts';

/** What a change does to connections that are alive, from nothing to cutting them. */
export type Impact = 'none' | 'new-connections' | 'drops-connections';

/** What planning must know of a field; a target's own field definitions satisfy it. */
export interface FieldPolicy {
  readonly immutable?: boolean;
  readonly secret?: boolean;
  readonly impact?: Impact | ((after: Value) => Impact);
  readonly same?: (desired: Value, actual: Value) => boolean;
  /** The value that needs no mention. */
  readonly defaultValue?: Value;
  readonly afterCreation?: (value: Value) => boolean;
}

/** What planning must know of a kind of object; a target's resources satisfy it. */
export interface Kind {
  readonly kind: string;
  readonly label: string;
  readonly fields: Readonly<Record<string, FieldPolicy>>;
  readonly owned: boolean;
  readonly shared: boolean;
  readonly outsideTransaction: boolean;
  readonly deletedSeparately: boolean;
  readonly goesWithItsUsers: boolean;
  readonly inlineIn?: { readonly kind: string; readonly key: string };
  /** Of a folder: whether an object lies in it. */
  readonly holds?: (container: ConfigObject, object: ConfigObject) => boolean;
  readonly carried: readonly string[];
  readonly impact: { readonly create: Impact; readonly delete: Impact };
  readonly claims: (object: ConfigObject) => readonly string[];
  readonly dependsOn?: (object: ConfigObject, other: ConfigObject) => boolean;
  readonly refs: (
    object: ConfigObject,
  ) => readonly { readonly kinds: readonly string[]; readonly path: string }[];
}

/** The kinds of a target and the order they are created in. */
export interface Kinds {
  readonly of: (kind: string) => Kind;
  readonly rank: (kind: string) => number;
  readonly backupKey: (name: string) => string;
}

/** What setting a field to a value does to live connections. */
export function impactOf(policy: FieldPolicy | undefined, after: Value): Impact {
  const impact = policy?.impact ?? 'none';
  return typeof impact === 'function' ? impact(after) : impact;
}

const SEVERITY: readonly Impact[] = ['none', 'new-connections', 'drops-connections'];

export function worstImpact(impacts: readonly Impact[]): Impact {
  return SEVERITY[Math.max(0, ...impacts.map((impact) => SEVERITY.indexOf(impact)))] ?? 'none';
}

/** The keys of the objects that one refers to and that are among `present`. */
export function referencedKeys(
  kinds: Kinds,
  object: ConfigObject,
  present: ReadonlyMap<string, unknown>,
): string[] {
  return kinds
    .of(object.kind)
    .refs(object)
    .flatMap(({ kinds: candidates, path }) => candidates.map((kind) => `${kind}:${path}`))
    .filter((key) => present.has(key));
}
