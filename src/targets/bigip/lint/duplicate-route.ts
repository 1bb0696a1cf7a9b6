import { networkOf, parseNetwork } from '../../../model/address.ts';
import type { Rule } from './rule.ts';

/** The words of the device for everywhere, as networks. */
const asNetwork = (text: string): string =>
  text.replace(/^default(%\d+)?$/, '0.0.0.0$1/0').replace(/^default-inet6(%\d+)?$/, '::$1/0');

/** Two routes to one network. */
export const duplicateRoute: Rule = {
  id: 'network/duplicate-route',
  severity: 'error',
  explanation:
    'A network has one static route; the device refuses a second. For several next hops make a pool of them ' +
    'and write pool: in the route.',
  check: ({ spec }) => {
    const first = new Map<string, string>();
    return Object.entries(spec.network.routes).flatMap(([name, { network }]) => {
      const parsed = parseNetwork(asNetwork(network));
      const where = parsed ? networkOf(parsed) : network;
      const other = first.get(where);
      first.set(where, other ?? name);
      if (other === undefined) return [];
      return [
        {
          at: ['network', 'routes', name, 'network'],
          message: `the route ${other} leads to ${network} already`,
          hint: 'keep one of them; for several next hops write pool: with a pool of them',
        },
      ];
    });
  },
};
