import { isObject, type Json } from '../wire/json.ts';
import { linkSegment } from '../wire/names.ts';
import type { Resource } from './resolve.ts';
import { uriOf } from './link.ts';

// What is asked for by its name alone is told so: without its partition, and in its links as it was asked for
// (device-facts: short-names).

/** The address of a resource in full, and as it was asked for. */
export interface Asked {
  readonly full: string;
  readonly said: string;
}

export function askedFor(
  segments: readonly string[],
  { kind, key, parent }: Pick<Resource, 'kind' | 'key' | 'parent'>,
): Asked {
  const full = uriOf(kind, key, parent);
  const said = full.split('/').map((part, index) => {
    const bare = linkSegment(segments[index] ?? '');
    return part === `~Common~${bare}` ? bare : part;
  });
  return { full, said: said.join('/') };
}

export const isShort = ({ full, said }: Asked) => said.split('/').at(-1) !== full.split('/').at(-1);

/** The answer about one object or one collection. */
export function asAsked(text: string, asked: Asked): string {
  if (asked.full === asked.said) return text;
  const linked = ['/', '?', '"'].reduce(
    (so, end) => so.replaceAll(`/mgmt/tm/${asked.full}${end}`, `/mgmt/tm/${asked.said}${end}`),
    text,
  );
  return isShort(asked) ? withoutPartition(linked) : linked;
}

function withoutPartition(text: string): string {
  const object = JSON.parse(text) as Json;
  if (!isObject(object) || typeof object.fullPath !== 'string') return text;
  const fullPath = object.fullPath.replace(/^\/Common\//, '');
  const { partition, ...rest } = object;
  return JSON.stringify(partition === 'Common' ? { ...rest, fullPath } : object);
}
