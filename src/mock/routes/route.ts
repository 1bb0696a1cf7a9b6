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

export function matchRoute(routes: readonly Route[], segments: readonly string[]): Match | undefined {
  for (const route of routes) {
    const params = paramsOf(route.path.split('/'), segments);
    if (params) return { route, params };
  }
  return undefined;
}

function paramsOf(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}
