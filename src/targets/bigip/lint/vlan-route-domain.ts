import { parseNetwork } from '../../../model/address.ts';
import { asText } from '../../../model/object.ts';
import { partitionOf } from '../resources/object-path.ts';
import type { Hit, Rule } from './rule.ts';

/** A self IP in a route domain that a spec cannot put its VLAN into. */
export const vlanRouteDomain: Rule = {
  id: 'network/vlan-route-domain',
  severity: 'warning',
  explanation:
    'A self IP is in the route domain of its VLAN, and a VLAN of a spec is made in the default one of its ' +
    'partition. So the device refuses an address such as 10.1.1.1%40/24 until somebody has put the VLAN into ' +
    'route domain 40 there. Said of VLANs in /Common, whose default is 0; that of another partition is not known ' +
    'here. (F5Networks/f5-declarative-onboarding#349)',
  check: ({ objects }) =>
    [...objects.values()].flatMap(({ kind, path, fields, at }): Hit[] => {
      if (kind !== 'net/self' || !at) return [];
      const routeDomain = parseNetwork(asText(fields.address))?.routeDomain ?? 0;
      const vlan = asText(fields.vlan);
      if (routeDomain === 0 || partitionOf(vlan) !== 'Common' || !objects.has(`net/vlan:${vlan}`)) return [];
      return [
        {
          at: [...at, 'address'],
          message: `the self IP ${path} is in route domain ${routeDomain}, and its VLAN ${vlan} is made in route domain 0`,
          hint:
            `the VLAN must be in route domain ${routeDomain} on the device before: ` +
            `tmsh modify net route-domain ${routeDomain} vlans add { ${vlan} }`,
        },
      ];
    }),
};
