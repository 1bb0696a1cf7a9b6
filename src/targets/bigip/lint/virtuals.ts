import type { Fields, SpecPath } from '../../../model/object.ts';
import { objectKey } from '../../../model/object.ts';
import type { Spec, VirtualServer } from '../../../spec/schema/schema.ts';
import { ltmPath } from '../desired/draft.ts';
import { ownProfilePath } from '../desired/virtual/own.ts';
import { chooseWay } from '../websocket/registry.ts';
import { type ProfileType, profileType } from '../resources/ltm/profile-types.ts';
import { needsHttp } from '../websocket/wishes.ts';
import type { Subject } from './rule.ts';

type Pool = Spec['pools'][string];

/** A pool of the spec, as it is written. */
export interface PoolView {
  readonly name: string;
  readonly at: SpecPath;
  readonly written: Pool;
}

/** A virtual server of the spec, as it is written and as it comes out on this version. */
export interface VirtualView {
  readonly name: string;
  readonly at: SpecPath;
  readonly written: VirtualServer;
  readonly fields: Fields;
  /** How it carries a WebSocket, `auto` decided; absent where it is plain TCP. */
  readonly way: string | undefined;
  /** Whether it gets an HTTP profile that `profiles:` need not name. */
  readonly ownHttp: boolean;
  /** Whether an HTTP profile stands on it. */
  readonly http: boolean;
  /** Whether it has a profile of this type; undefined where one of its profiles is known to the device only. */
  readonly has: (type: ProfileType) => boolean | undefined;
  /** Its pool, where that is one of the spec. */
  readonly pool: PoolView | undefined;
  /** That and the pools of its routes, each once, where they are of the spec. */
  readonly pools: readonly PoolView[];
  /** What a reference means, where that is a pool of the spec. */
  readonly poolOf: (reference: string | undefined) => PoolView | undefined;
}

/** Half of the rules ask for the same views. */
const views = new WeakMap<Subject, readonly VirtualView[]>();

export function virtualsOf(subject: Subject): readonly VirtualView[] {
  const known = views.get(subject) ?? viewsOf(subject);
  views.set(subject, known);
  return known;
}

function viewsOf({ spec, objects, version }: Subject): VirtualView[] {
  const pools = new Map(
    Object.entries(spec.pools).map(([name, written]) => [
      ltmPath(spec, written, name),
      { name, at: ['pools', name], written },
    ]),
  );
  const poolOf = (reference: string | undefined): PoolView | undefined =>
    reference === undefined ? undefined : pools.get(pathOf(spec, reference));
  return Object.entries(spec.virtualServers).map(([name, written]) => {
    const path = ltmPath(spec, written, name);
    const way = chooseWay(written, version)?.way;
    const brought = (way?.carry(written).profiles ?? []).map(({ kind }) => kind);
    const fields = objects.get(objectKey({ kind: 'ltm/virtual', path }))?.fields ?? {};
    return {
      name,
      at: ['virtualServers', name],
      written,
      fields,
      way: way?.name,
      ownHttp: way ? way.can.includes('http') : needsHttp(written),
      http: hasHttp(fields, written, path),
      has: (type) => brought.includes(`ltm/profile/${type}`) || hasProfile(written, type),
      pool: typeof fields.pool === 'string' ? pools.get(fields.pool) : undefined,
      pools: [...new Set([written.pool, ...written.routes.map((route) => route.pool)])].flatMap((one) => {
        const found = poolOf(one);
        return found ? [found] : [];
      }),
      poolOf,
    };
  });
}

/** What a reference to a pool means; one that means nothing is told elsewhere. */
function pathOf(spec: Spec, reference: string): string {
  const own = Object.hasOwn(spec.pools, reference) ? spec.pools[reference] : undefined;
  return own ? ltmPath(spec, own, reference) : reference;
}

function hasHttp({ profiles }: Fields, { httpProfile }: VirtualServer, path: string): boolean {
  const names = Array.isArray(profiles) ? profiles.map((one) => String(one).split(' ')[0] ?? '') : [];
  return names.some(
    (name) => name === httpProfile || name === ownProfilePath(path, 'http') || profileType(name) === 'http',
  );
}

function hasProfile({ profiles }: VirtualServer, type: ProfileType): boolean | undefined {
  const types = profiles.map(({ profile }) => profileType(profile));
  return types.includes(type) || (types.includes(undefined) ? undefined : false);
}

/** Whether its routes choose among several pools, request by request. */
export function routesChoose({ routes, pool }: VirtualServer): boolean {
  const pools = routes.flatMap((route) => (route.pool === undefined ? [] : [route.pool]));
  return new Set(pool === undefined ? pools : [...pools, pool]).size > 1 && routes.length > 0;
}

/** The persistence of a virtual server is by cookie, as far as the spec says. */
export function usesCookie({ persistence }: VirtualServer): boolean {
  return persistence === 'cookie' || (typeof persistence === 'object' && persistence.type === 'cookie');
}

/** The virtual servers that are to carry WebSockets. */
export function websocketVirtuals(subject: Subject): VirtualView[] {
  return virtualsOf(subject).filter(({ way }) => way !== undefined);
}

/** The pools of the spec behind these virtual servers, each once. */
export function poolsBehind(virtuals: readonly VirtualView[]): PoolView[] {
  return [...new Set(virtuals.flatMap(({ pools }) => pools))];
}
