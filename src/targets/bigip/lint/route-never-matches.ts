import type { HttpRoute } from '../../../spec/schema/schema.ts';
import type { Rule } from './rule.ts';

/** A route behind one that takes all that it could match. */
export const routeNeverMatches: Rule = {
  id: 'route/never-matches',
  severity: 'warning',
  explanation:
    'The first route that matches counts, so one behind a route that matches all of the same requests is never ' +
    'used: /api/live behind /api, anything behind a route that says nothing, or a second default. Put the narrower ' +
    'one first. What an expression matches is not compared with anything but itself. (docs/spec.md, routes)',
  check: ({ spec }) =>
    Object.entries(spec.virtualServers).flatMap(([name, { routes }]) =>
      routes.flatMap((route, index) => {
        const first = routes.slice(0, index).findIndex((earlier) => covers(earlier, route));
        if (first < 0) return [];
        return [
          {
            at: ['virtualServers', name, 'routes', index],
            message: `${name}: route ${index + 1} is never used: route ${first + 1} matches all that it could`,
            hint: 'put the narrower one first, or remove it',
          },
        ];
      }),
    ),
};

/** Whether one matches whatever the other matches. */
function covers(one: HttpRoute, other: HttpRoute): boolean {
  return (
    coversAny(one.host, other.host, coversHost) &&
    coversPath(one.path, other.path) &&
    Object.entries(one.header).every(([key, value]) => {
      const found = other.header[key];
      return found?.how === value.how && coversAny(value.any, found.any, isSame);
    }) &&
    Object.entries(one.query).every(([key, any]) => coversAny(any, other.query[key], isSame)) &&
    (one.upgrade === undefined || one.upgrade === other.upgrade)
  );
}

/** What is not said holds for everything. */
function coversAny(
  some: readonly string[] | undefined,
  others: readonly string[] | undefined,
  coversOne: (one: string, other: string) => boolean,
): boolean {
  if (!some) return true;
  return others?.every((other) => some.some((one) => coversOne(one, other))) ?? false;
}

const isSame = (one: string, other: string): boolean => one === other;

function coversHost(one: string, other: string): boolean {
  return one === other || (one.startsWith('*') && other.endsWith(one.slice(1)));
}

function coversPath(one: HttpRoute['path'], other: HttpRoute['path']): boolean {
  if (!one) return true;
  if (one.how === 'prefix' && one.any.some((prefix) => /^\/+$/.test(prefix))) return true;
  if (!other) return false;
  if (one.how === 'prefix' && other.how !== 'regex') return coversAny(one.any, other.any, isBelow);
  return one.how === other.how && coversAny(one.any, other.any, isSame);
}

function isBelow(prefix: string, path: string): boolean {
  const [outer = '', inner = ''] = [prefix, path].map((text) => `${text.replace(/\/+$/, '')}/`);
  return inner.startsWith(outer);
}
