import { findResource } from './registry.ts';
import { UNMANAGED } from './unmanaged.ts';

/** Whether one of these kinds has an object of this path on every BIG-IP, so that a reference needs no look. */
export function isBuiltIn(kinds: readonly string[], path: string): boolean {
  return kinds.some((kind) => builtInNames(kind).some((name) => path === `/Common/${name}`));
}

function builtInNames(kind: string): readonly string[] {
  return findResource(kind)?.builtIn ?? UNMANAGED[kind] ?? [];
}
