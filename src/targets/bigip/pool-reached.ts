import type { HttpRoute, VirtualServer } from '../../spec/schema/schema.ts';

/**
 * The pool that the WebSocket of `verify:` reaches, as the spec refers to it; none where a route answers by itself, or
 * where one that might match first looks at headers.
 */
export function poolReached({ routes, pool, verify }: VirtualServer): string | undefined {
  if (!verify) return pool;
  const [path = '/', query = ''] = verify.path.split('?');
  const asked = { host: hostOf(verify.host), path, query: new Set(query.split('&')) };
  for (const route of routes) {
    const isTaken = takes(route, asked);
    if (isTaken === undefined) return undefined;
    if (isTaken) return route.pool;
  }
  return pool;
}

interface Asked {
  /** Lower case, without its port; absent where clients ask for the address. */
  readonly host: string | undefined;
  readonly path: string;
  /** `name=value`. */
  readonly query: ReadonlySet<string>;
}

/** Whether a route takes a WebSocket that asks so; undefined where headers decide. */
function takes({ host, path, query, header }: HttpRoute, asked: Asked): boolean | undefined {
  const isAsked =
    (!host || host.some((one) => isHost(one, asked.host))) &&
    (!path || path.any.some((one) => isPath(path.how, one, asked.path))) &&
    Object.entries(query).every(([name, any]) => any.some((one) => asked.query.has(`${name}=${one}`)));
  return isAsked && Object.keys(header).length > 0 ? undefined : isAsked;
}

function isHost(pattern: string, host = ''): boolean {
  return pattern.startsWith('*') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

function isPath(how: 'prefix' | 'exact' | 'regex', value: string, path: string): boolean {
  if (how === 'regex')
    return new RegExp(value.replace(/^\(\?i\)/, ''), value.startsWith('(?i)') ? 'i' : '').test(path);
  return how === 'exact' ? path === value : `${path}/`.startsWith(`${value.replace(/\/+$/, '')}/`);
}

function hostOf(host: string | undefined): string | undefined {
  return host?.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}
