import type { Session } from '../../operations/authentication.ts';
import { invalidJson } from '../../wire/errors.ts';
import type { Reply, Request } from '../../wire/http.ts';
import { isObject, isTooDeep, type JsonObject } from '../../wire/json.ts';
import type { Unit } from '../../unit/unit.ts';

/** What a handler is given: the request, who asks, and the parts of the address it asked for. */
export class Call implements Request {
  readonly method: string;
  readonly path: string;
  readonly rawQuery: string;
  readonly headers: Request['headers'];
  readonly body: Buffer;
  readonly unit: Unit;
  readonly session: Session;
  /** The parts of the path behind `/mgmt`, decoded. */
  readonly segments: readonly string[];
  readonly params: Readonly<Record<string, string>>;
  /** A fault: a commit fails with this text. */
  readonly commitFails: string | undefined;
  readonly #request: Request;

  constructor(request: Request, unit: Unit, session: Session, parts: CallParts) {
    this.method = request.method;
    this.path = request.path;
    this.rawQuery = request.rawQuery;
    this.headers = request.headers;
    this.body = request.body;
    this.unit = unit;
    this.session = session;
    this.segments = parts.segments;
    this.params = parts.params;
    this.commitFails = parts.commitFails;
    this.#request = request;
  }

  get address(): string {
    return this.#request.address;
  }

  /** The JSON body, nothing at all as an empty object; refused as invalid only when it is looked at. */
  json(): JsonObject {
    if (this.body.length === 0) return {};
    const text = this.body.toString('utf8');
    if (isTooDeep(text)) throw invalidJson();
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      throw invalidJson();
    }
    if (!isObject(parsed)) throw invalidJson();
    return parsed;
  }
}

type CallParts = Pick<Call, 'segments' | 'params' | 'commitFails'>;

export type Handler = (call: Call) => Reply | Promise<Reply>;

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
