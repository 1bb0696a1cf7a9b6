import type { Kind } from './kind.ts';
import { folderOf, nameOf } from '../wire/names.ts';

/** The name without what means nothing: `%0`, or a port by name. */
export function canonical(kind: Kind, fullPath: string): string {
  const clean = kind.definition.canonicalName;
  if (!clean) return fullPath;
  return `${folderOf(fullPath) === '/' ? '' : folderOf(fullPath)}/${clean(nameOf(fullPath).name)}`;
}
