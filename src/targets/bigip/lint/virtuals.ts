import type { Fields, ObjectSet, SpecPath } from '../../../model/object.ts';
import { objectKey } from '../../../model/object.ts';
import { type Listening, listenersOf } from '../../../spec/listeners.ts';
import type { Spec, VirtualServer } from '../../../spec/schema/schema.ts';
import { ltmPath } from '../desired/draft.ts';
import { chooseWay } from '../websocket/registry.ts';
import { PROFILE_TYPES } from '../resources/attached-kinds.ts';
import { type ProfileType, profileType } from '../resources/ltm/profile-types.ts';
import { askedProfiles } from '../websocket/asked-profiles.ts';
import { bringsHttp } from '../websocket/wishes.ts';
import type { Subject } from './rule.ts';

type Pool = Spec['pools'][string];

/** A pool of the spec, as it is written. */
export interface PoolView {
  readonly name: string;
  readonly at: SpecPath;
  readonly written: Pool;
}

/**
 * A virtual server of the spec at one of the places where it listens, as it is written and as it comes out on this
 * version. What is found at all its listeners is said once of it (`listeners.ts`).
 */
export interface VirtualView {
  /** In the spec; that of its listener is told by its place. */
  readonly name: string;
  readonly at: SpecPath;
  readonly written: Listening;
  readonly fields: Fields;
  /** How it carries a WebSocket, `auto` decided; absent where it is plain TCP. */
  readonly way: string | undefined;
  /** Whether it gets an HTTP profile that `profiles:` need not name. */
  readonly ownHttp: boolean;
  /** Whether an HTTP profile stands on it. */
  readonly http: boolean;
  /** Whether it has a profile of this type; undefined where one of its profiles is known to the device only. */
  readonly has: (type: ProfileType) => boolean | undefined;
  /** Where it asks for a profile of this type: in profiles:, or by a word of its own. */
  readonly asks: (type: ProfileType) => SpecPath | undefined;
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
  const listeners = Object.entries(spec.virtualServers).flatMap(([name, service]) =>
    listenersOf(name, service).map((listener) => ({ service: name, ...listener })),
  );
  return listeners.map(({ service, name, at, virtual: written }) => {
    const path = ltmPath(spec, written, name);
    const way = chooseWay(written, version)?.way;
    const fields = objects.get(objectKey({ kind: 'ltm/virtual', path }))?.fields ?? {};
    const types = profileTypesOf(fields, written, objects);
    const has = (type: ProfileType): boolean | undefined =>
      types.has(type) || (types.has(undefined) ? undefined : false);
    return {
      name: service,
      at,
      written,
      fields,
      way: way?.name,
      ownHttp: way ? way.can.includes('http') : bringsHttp(written),
      http: has('http') === true,
      has,
      asks: (type) => placeOf(type, written, at),
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

/** The types of all that stands on it; undefined among them for what only the device knows. */
function profileTypesOf(
  { profiles }: Fields,
  { httpProfile, tcpProfile }: VirtualServer,
  objects: ObjectSet,
): ReadonlySet<ProfileType | undefined> {
  const names = Array.isArray(profiles) ? profiles.map((one) => String(one).split(' ')[0] ?? '') : [];
  return new Set(
    names.map((path) => {
      if (path === httpProfile) return 'http';
      if (path === tcpProfile.client || path === tcpProfile.server) return 'tcp';
      return (
        profileType(path) ??
        PROFILE_TYPES.find((type) => objects.has(objectKey({ kind: `ltm/profile/${type}`, path })))
      );
    }),
  );
}

function placeOf(type: ProfileType, written: VirtualServer, at: SpecPath): SpecPath | undefined {
  const word = askedProfiles(written).find((one) => one.type === type)?.word;
  const index = written.profiles.findIndex(({ profile }) => profileType(profile) === type);
  if (index >= 0) return [...at, 'profiles', index];
  return word === undefined ? undefined : [...at, word];
}

/** Where a virtual server says that it speaks TLS on a side: in `tls:`, else in `profiles:`. */
export function tlsPlace({ at, written }: VirtualView, side: 'client' | 'server'): SpecPath {
  const isInTls = side === 'client' ? written.tls.client.length > 0 : written.tls.server !== undefined;
  if (isInTls) return [...at, 'tls', side];
  const index = written.profiles.findIndex(({ profile }) => profileType(profile) === `${side}-ssl`);
  return [...at, 'profiles', ...(index < 0 ? [] : [index])];
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

/** Members among which a connection may go: those of one priority group, where groups are used. */
export function memberChoices({ written: { members, minActiveMembers } }: PoolView): number {
  if (minActiveMembers === 0) return members.length;
  const groups = members.map(({ priorityGroup }) => priorityGroup);
  return Math.max(0, ...groups.map((one) => groups.filter((other) => other === one).length));
}

/** The virtual servers that are to carry WebSockets. */
export function websocketVirtuals(subject: Subject): VirtualView[] {
  return virtualsOf(subject).filter(({ way }) => way !== undefined);
}

/** The pools of the spec behind these virtual servers, each once. */
export function poolsBehind(virtuals: readonly VirtualView[]): PoolView[] {
  return [...new Set(virtuals.flatMap(({ pools }) => pools))];
}
