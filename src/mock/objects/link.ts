import type { Kind, Store } from './kind.ts';
import { linkSegment } from '../wire/names.ts';
import type { Tmos } from '../tmos.ts';

// Addresses of objects as the device prints them: always `https://localhost`, whatever host was called.

const HOST = 'https://localhost/mgmt/tm';

/** `kind` on the wire: the path with colons and its last word again. */
export function kindName(kind: Kind, suffix: string): string {
  return `tm:${kind.path.replaceAll('/', ':')}:${kind.path.split('/').at(-1) ?? ''}${suffix}`;
}

/** The address of an object, or with `key` undefined of its collection, from `/mgmt/tm` on. */
export function uriOf(kind: Kind, key: string | undefined, parent = ''): string {
  const parents = parent === '' ? [] : parent.split('\n');
  const words = kind.path.split('/');
  const top = words.slice(0, words.length - parents.length);
  const path = parents.flatMap((one, index) => [linkSegment(one), words[top.length + index] ?? '']);
  const item = key === undefined || kind.naming === 'singleton' ? [] : [linkSegment(key)];
  return [...top, ...path, ...item].join('/');
}

export function link(uri: string, tmos: Tmos, echo = ''): string {
  // Recorded so on 13.1.x only: `$select=a%2Cb`.
  const comma = tmos.atLeast('13.1') && !tmos.atLeast('14.0') ? '%2C' : ',';
  return `${HOST}/${uri}?${echo === '' ? '' : `${echo.replaceAll(',', comma)}&`}ver=${tmos.text}`;
}

/** A link to whatever object of a family carries the name. */
export function linkTo(family: string, path: string, store: Store, tmos: Tmos): { link: string } {
  const target = store.find(family, path);
  return { link: link(target ? uriOf(target.kind, path) : `${family}/${linkSegment(path)}`, tmos) };
}
