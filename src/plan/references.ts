import type { ConfigObject } from '../model/object.ts';
import type { Kinds, Reference } from './kind.ts';

/** The keys that a reference may stand for, one for each kind that the object may be of. */
export function candidateKeys({ kinds, path }: Reference): string[] {
  return kinds.map((kind) => `${kind}:${path}`);
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
    .flatMap(candidateKeys)
    .filter((key) => present.has(key));
}

/** The key of the object that this one is part of. */
export function parentKey(
  kinds: Kinds,
  { kind, path }: { readonly kind: string; readonly path: string },
): string | undefined {
  return kinds.of(kind).partOf?.key(path);
}
