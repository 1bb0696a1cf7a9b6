import type { SpecPath } from '../../../../model/object.ts';
import type { HttpRoute, VirtualServer } from '../../../../spec/schema/schema.ts';
import { renderTemplate } from '../../../../templates.ts';
import { type Draft, finding } from '../draft.ts';
import { pools } from '../pools.ts';
import { addMadeRule } from './made-rule.ts';
import { ownProfilePath, type Place } from './own.ts';
import { type Persist, persistCommands } from './persist-command.ts';

// The routes of a virtual server as one iRule (docs/decisions/0019). It has the last word of a request: its
// priority is the highest there is, because of a request that was answered nothing can be read or set any more
// (device-facts: irule-respond), and rules of the user that set headers would fail behind it.

/** One thing to look at, as a partial of the template. */
interface Look {
  readonly how: string;
  readonly value: string;
  readonly name: string;
  /** Of the last characters: the distance of the first of them. */
  readonly last: number;
}

/** What must hold: one of these looks. */
interface Test {
  readonly any: readonly Look[];
  readonly several: boolean;
}

/** What a route does, as a partial of the template with what that needs. */
type Deed =
  | { readonly does: 'pool'; readonly pool: string; readonly persist: Persist | null }
  | { readonly does: 'redirect'; readonly to: string; readonly status: number; readonly keepPath: boolean }
  | {
      readonly does: 'respond';
      readonly status: number;
      readonly body: string;
      readonly headers: readonly { readonly name: string; readonly value: string }[];
    };

export type Decision = Deed & { readonly tests: readonly Test[] };

/** Adds the iRule of the routes of a virtual server; gives its path. */
export function addRoutes(draft: Draft, virtual: VirtualServer, turnsHttpOff: boolean, place: Place): string {
  const { logging = 'none' } = virtual.websocket ?? {};
  if (turnsHttpOff && logging !== 'none') {
    const message = `with routes their iRule turns HTTP off, and it logs nothing`;
    const at = [...place.at, 'websocket', 'logging'];
    draft.report(finding('websocket/way-cannot', 'error', at, message, 'leave logging out'));
  }
  return addMadeRule(draft, {
    path: ownProfilePath(place.path, 'routes'),
    text: routesRule(decisionsOf(draft, virtual, place), turnsHttpOff),
    at: [...place.at, 'routes'],
    hint: 'give the iRule of `rules:` another name: this one is made for the routes',
  });
}

/** The text of the iRule that decides so. */
export function routesRule(decisions: readonly Decision[], turnsHttpOff: boolean): string {
  const looks = decisions.flatMap(({ tests }) => tests.flatMap(({ any }) => any));
  const looksAt = (what: string): boolean => looks.some(({ how }) => how.startsWith(what));
  const reads = {
    host: looksAt('host'),
    path: looksAt('path'),
    query: looksAt('query'),
    upgrade: turnsHttpOff || looksAt('upgrade'),
  };
  const any = turnsHttpOff || looks.length > 0;
  return renderTemplate('irules/routes.tcl', { reads: { ...reads, any }, routes: decisions, turnsHttpOff });
}

/** What the routes of a virtual server come to, the answer for what matches none of them at the end. */
export function decisionsOf(draft: Draft, virtual: VirtualServer, { at }: Place): Decision[] {
  const persist = persistCommands(draft, virtual, at);
  const poolOf = (name: string, place: SpecPath): string => draft.resolve(pools, name, [...at, ...place]);
  const routes = virtual.routes.map((route, index): Decision => ({
    tests: testsOf(route),
    ...deedOf(route, (name) => poolOf(name, ['routes', index, 'pool']), persist),
  }));
  // Behind a default no other can match.
  const last = routes.findIndex(({ tests }) => tests.length === 0);
  if (last >= 0) return routes.slice(0, last + 1);
  const { pool } = virtual;
  const rest: Deed =
    pool === undefined
      ? NOT_FOUND
      : { does: 'pool', pool: poolOf(pool, ['pool']), persist: persist(undefined) };
  return [...routes, { tests: [], ...rest }];
}

const PLAIN = { name: 'Content-Type', value: 'text/plain' };
const NOT_FOUND: Deed = { does: 'respond', status: 404, body: 'Not Found\n', headers: [PLAIN] };

function deedOf(
  { pool, persistence, redirect, respond }: HttpRoute,
  poolOf: (name: string) => string,
  persist: (said: HttpRoute['persistence']) => Persist | null,
): Deed {
  if (pool !== undefined) return { does: 'pool', pool: poolOf(pool), persist: persist(persistence) };
  if (redirect) return { does: 'redirect', ...redirect };
  if (!respond) throw new Error('a route that does nothing');
  const { status, body, contentType, headers } = respond;
  const type = body === '' ? {} : { 'Content-Type': contentType };
  const pairs = Object.entries({ ...type, ...headers });
  return { does: 'respond', status, body, headers: pairs.map(([name, value]) => ({ name, value })) };
}

/** Whether a route says nothing of what it matches: a default. */
export function matchesEverything(route: HttpRoute): boolean {
  return testsOf(route).length === 0;
}

function testsOf({ host, path, header, query, upgrade }: HttpRoute): Test[] {
  const looks = [
    ...(host ? [host.map(hostLook)] : []),
    ...(path ? pathLooks(path) : []),
    ...Object.entries(header).map(([name, { how, any }]) =>
      any.map((value) => look(`header-${how}`, value, name)),
    ),
    ...Object.entries(query).map(([name, any]) => any.map((value) => look('query', `${name}=${value}`))),
    ...(upgrade ? [[look('upgrade', '')]] : []),
  ];
  return looks.map((any) => ({ any, several: any.length > 1 }));
}

function hostLook(host: string): Look {
  return host.startsWith('*') ? look('host-below', host.slice(1)) : look('host', host);
}

/** A prefix ends where a segment does, so both sides are compared with a slash at the end. */
function pathLooks({ how, any }: NonNullable<HttpRoute['path']>): Look[][] {
  const values = how === 'prefix' ? any.map((one) => `${one.replace(/\/+$/, '')}/`) : any;
  // Every path is below the root.
  if (how === 'prefix' && values.includes('/')) return [];
  return [values.map((value) => look(`path-${how}`, value))];
}

function look(how: string, value: string, name = ''): Look {
  return { how, value, name, last: value.length - 1 };
}
