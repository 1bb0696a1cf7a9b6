import type { Spec } from '../../../spec/schema/schema.ts';
import type { Hit, Rule } from './rule.ts';

/** One cookie for the members of two pools. */
export const routeSharesCookie: Rule = {
  id: 'route/shares-cookie',
  severity: 'warning',
  explanation:
    'A persistence cookie names one member. Where routes to two pools use one name of a cookie, each request to the ' +
    'other pool finds a member that is not in it, goes anywhere and writes the cookie anew: nobody stays where they ' +
    'were. Give each route a cookieName of its own, or none: the device then names the cookie after the pool. (K6917)',
  check: ({ spec }) =>
    Object.entries(spec.virtualServers).flatMap(([name, virtual]) => {
      const pools = new Map<string, string>();
      return cookiesOf(virtual).flatMap(({ cookie, pool, at }): Hit[] => {
        const first = pools.get(cookie) ?? pool;
        pools.set(cookie, first);
        if (first === pool) return [];
        return [
          {
            at: ['virtualServers', name, ...at],
            message: `${name}: the cookie ${cookie} stands for a member of ${first} already, and here for one of ${pool}`,
            hint: 'give it another cookieName, or write persistence: cookie',
          },
        ];
      });
    }),
};

/** Every pool that requests may go to, with the name of the cookie that is said for it. */
function cookiesOf({ routes, pool, persistence }: Spec['virtualServers'][string]) {
  const all = [
    ...routes.map((route, index) => ({ ...route, at: ['routes', index] })),
    ...(pool === undefined ? [] : [{ pool, persistence: undefined, at: ['pool'] }]),
  ];
  return all.flatMap(({ pool: one, persistence: said, at }) => {
    const meant = said ?? persistence;
    const cookie = typeof meant === 'object' && meant.type === 'cookie' ? meant.cookieName : '';
    return one === undefined || cookie === '' ? [] : [{ cookie, pool: one, at }];
  });
}
