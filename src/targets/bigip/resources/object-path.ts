/** `/Common/folder/name` taken apart. `folder` is the path of the folder below the partition, or empty. */
export interface ObjectPath {
  readonly partition: string;
  readonly folder: string;
  readonly name: string;
}

/** Takes a full path apart; `undefined` where the text is not one. */
export function parsePath(path: string): ObjectPath | undefined {
  const parts = path.split('/');
  if (parts.length < 3 || parts[0] !== '' || parts.some((part, index) => index > 0 && part === ''))
    return undefined;
  return { partition: parts[1] ?? '', folder: parts.slice(2, -1).join('/'), name: parts.at(-1) ?? '' };
}

/** Puts a full path together; an empty folder is left out. */
export function joinPath(partition: string, folder: string, name: string): string {
  return folder === '' ? `/${partition}/${name}` : `/${partition}/${folder}/${name}`;
}

/** The partition of a full path; objects without one (interfaces) count as /Common. */
export function partitionOf(path: string): string {
  return parsePath(isMemberPath(path) ? splitMemberPath(path).pool : path)?.partition ?? 'Common';
}

/** A member's path, `<pool>:<node>:<port>`: what `drain pool:member` takes. */
export function memberPath(pool: string, member: string): string {
  return `${pool}:${member}`;
}

/** Whether a path is one of a member: no name ends in a colon, so `:/` parts pool and member. */
export function isMemberPath(path: string): boolean {
  return path.includes(':/');
}

/** Pool and member (`/Common/n1:80`) of a member's path. */
export function splitMemberPath(path: string): { pool: string; member: string } {
  const cut = path.indexOf(':/');
  return { pool: path.slice(0, cut), member: path.slice(cut + 1) };
}
