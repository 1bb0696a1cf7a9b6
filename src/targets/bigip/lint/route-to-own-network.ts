import { networkOf, parseNetwork } from '../../../model/address.ts';
import type { Rule } from './rule.ts';

/** A route to a network in which the BIG-IP has an address itself. */
export const routeToOwnNetwork: Rule = {
  id: 'network/route-to-own-network',
  severity: 'error',
  explanation:
    'A self IP brings a route to its network with it, and the device refuses a static one to the same network ' +
    'with 01070666. A route to a part of that network, or to one around it, is fine. ' +
    '(F5Networks/f5-aws-cloudformation-v2#17)',
  check: ({ spec }) => {
    const selfIps = Object.entries(spec.network.selfIps).map(
      ([name, { address, partition }]) => [whereOf(address, partition), name] as const,
    );
    return Object.entries(spec.network.routes).flatMap(([name, { network, partition }]) => {
      const where = whereOf(network, partition);
      const self = selfIps.find(([one]) => where !== undefined && one === where);
      if (!self) return [];
      return [
        {
          at: ['network', 'routes', name, 'network'],
          message: `the self IP ${self[1]} is in ${network} itself: the device refuses a route there`,
          hint: 'remove the route, or check the prefix of one of them',
        },
      ];
    });
  },
};

/** Where no route domain is said, that of the partition is meant. */
function whereOf(text: string, partition = 'Common'): string | undefined {
  const network = parseNetwork(text);
  if (!network) return undefined;
  const { ip, family, prefix, routeDomain } = network;
  const isSaid = routeDomain !== 0 || network.saysZero === true || partition === 'Common';
  return `${isSaid ? '' : partition} ${networkOf({ ip, family, prefix, routeDomain })}`;
}
