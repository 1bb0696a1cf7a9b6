import type { Answer, Authorised } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import type { Unit } from '../unit.ts';

/** What a handler is given: the request, its JSON body, and the parts of the address it asked for. */
export interface Call extends Authorised {
  readonly unit: Unit;
  readonly params: Readonly<Record<string, string>>;
  /** The JSON body; refused as invalid only when it is looked at. */
  json(): JsonObject;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** An address behind /mgmt, `:name` for a part that varies, and what each method does there. */
export interface Route {
  readonly path: string;
  readonly methods: Readonly<Partial<Record<string, Handler>>>;
  /** Answers without credentials. */
  readonly open?: boolean;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Routes made ready to look through: by number of parts and the first two, their patterns taken apart once. */
export type RouteTable = ReadonlyMap<string, readonly (readonly [readonly string[], Route])[]>;

export function routeTable(routes: readonly Route[]): RouteTable {
  const table = new Map<string, (readonly [readonly string[], Route])[]>();
  for (const route of routes) {
    const pattern = route.path.split('/');
    const key = shelf(pattern);
    if (key.includes(':')) throw new Error(`${route.path}: the first two parts of an address do not vary`);
    table.set(key, [...(table.get(key) ?? []), [pattern, route]]);
  }
  return table;
}

const shelf = (parts: readonly string[]) => `${parts.length}/${parts[0] ?? ''}/${parts[1] ?? ''}`;

export function matchRoute(table: RouteTable, segments: readonly string[]): Match | undefined {
  for (const [pattern, route] of table.get(shelf(segments)) ?? []) {
    const fits = pattern.every((part, index) => part === segments[index] || part.startsWith(':'));
    if (fits) return { route, params: paramsOf(pattern, segments) };
  }
  return undefined;
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  const named = pattern.flatMap((part, index) =>
    part.startsWith(':') ? [[part.slice(1), segments[index] ?? ''] as const] : [],
  );
  return Object.fromEntries(named);
}
