import { matchesEverything } from '../desired/virtual/http-routes.ts';
import type { Rule } from './rule.ts';

/** Routes that leave requests over, without saying what becomes of them. */
export const routeWithoutDefault: Rule = {
  id: 'route/without-default',
  severity: 'note',
  explanation:
    'What no route matches goes to the pool of the virtual server; without one it gets 404, from the BIG-IP itself. ' +
    'That may be meant. It is seen by who reads the spec where it is written: a last route that matches nothing in ' +
    'particular, with a pool, a redirect or an answer. (docs/spec.md, routes)',
  check: ({ spec }) =>
    Object.entries(spec.virtualServers)
      .filter(([, { routes, pool }]) => routes.length > 0 && pool === undefined)
      .filter(([, { routes }]) => !routes.some(matchesEverything))
      .map(([name]) => ({
        at: ['virtualServers', name, 'routes'],
        message: `${name}: what no route matches gets 404`,
        hint: 'add a last route: `- pool: …`, or `- respond: 404` if that is meant',
      })),
};
