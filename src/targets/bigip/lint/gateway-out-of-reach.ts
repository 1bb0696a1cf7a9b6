import { type Network, networkOf, parseAddress, parseNetwork } from '../../../model/address.ts';
import type { Spec } from '../../../spec/schema/schema.ts';
import type { Hit, Rule } from './rule.ts';

/** A next hop that no self IP of the spec reaches. */
export const gatewayOutOfReach: Rule = {
  id: 'network/gateway-out-of-reach',
  severity: 'warning',
  explanation:
    'A route leads over a gateway in a network in which the BIG-IP has a self IP; the device refuses others ' +
    'with 01070330. Said where the spec has self IPs, and none of them is in the network of the gateway: the ' +
    'device may have another one. (F5Networks/f5-declarative-onboarding#18, #24, #147)',
  check: ({ spec }) => {
    const selfIps = Object.values(spec.network.selfIps).map(({ address }) => address);
    if (selfIps.length === 0) return [];
    return Object.entries(spec.network.routes).flatMap(([name, { gateway, pool, partition }]): Hit[] => {
      const hops = [...(gateway === undefined ? [] : [gateway]), ...nodesOf(spec, pool)];
      const far = hops.find((hop) => !selfIps.some((self) => reaches(self, hop, partition)));
      if (far === undefined) return [];
      return [
        {
          at: ['network', 'routes', name, gateway === undefined ? 'pool' : 'gateway'],
          message: `the gateway ${far} of the route ${name} is in the network of no self IP of this spec`,
          hint: 'check the address, or add a self IP in its network; where the device has one, all is well',
        },
      ];
    });
  },
};

/** The addresses of a pool of next hops, as far as the spec has them. */
function nodesOf(spec: Spec, pool: string | undefined): string[] {
  const own = pool !== undefined && Object.hasOwn(spec.pools, pool) ? spec.pools[pool] : undefined;
  return (own?.members ?? []).flatMap(({ node }) => {
    const address = Object.hasOwn(spec.nodes, node) ? spec.nodes[node]?.address : node;
    return address === undefined || !parseAddress(address) ? [] : [address];
  });
}

function reaches(selfIp: string, hop: string, partition = 'Common'): boolean {
  // What is on the link itself is reached without an address of its network.
  if (/^fe[89ab]/i.test(hop)) return true;
  const self = parseNetwork(selfIp);
  const there = self && parseNetwork(`${hop}/${self.prefix}`);
  if (!self || there?.family !== self.family) return false;
  // Outside of /Common the default route domain is not known here.
  const isOpen = partition !== 'Common' && there.routeDomain === 0 && !there.saysZero;
  return (isOpen || there.routeDomain === self.routeDomain) && prefixOf(there) === prefixOf(self);
}

function prefixOf({ ip, family, prefix }: Network): string {
  return networkOf({ ip, family, prefix, routeDomain: 0 });
}
