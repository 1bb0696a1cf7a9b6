// Object names: `/Partition/folder/name` inside, `~Partition~folder~name` in addresses.

export interface ObjectName {
  readonly name: string;
  readonly partition: string;
  readonly subPath?: string;
  readonly fullPath: string;
}

export function nameOf(fullPath: string): ObjectName {
  const parts = fullPath.split('/').slice(1);
  const name = parts.at(-1) ?? '';
  const partition = parts.length > 1 ? (parts[0] ?? 'Common') : 'Common';
  const subPath = parts.slice(1, -1).join('/');
  return { name, partition, ...(subPath === '' ? {} : { subPath }), fullPath };
}

export function folderOf(fullPath: string): string {
  return fullPath.slice(0, fullPath.lastIndexOf('/')) || '/';
}

export function partitionOf(fullPath: string): string {
  return fullPath.startsWith('/') ? (fullPath.split('/')[1] ?? 'Common') : 'Common';
}

/** Only `%` is escaped in the links a device prints (device-facts: names-in-addresses). */
export function linkSegment(fullPath: string): string {
  return fullPath.replaceAll('/', '~').replaceAll('%', '%25');
}

/**
 * A segment of an address, already percent-decoded, as a full path. A bare name means /Common. Terraform deletes
 * policies as `~~Common~p`, and devices find them.
 */
export function fullPathOf(segment: string): string {
  return segment.startsWith('~')
    ? segment.replaceAll('~', '/').replace(/^\/+/, '/')
    : `/Common/${segment.replaceAll('~', '/')}`;
}

/** Text order of full names, which is the order in which sets and collections are printed. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
