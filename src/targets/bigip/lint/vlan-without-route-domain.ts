import { parseNetwork } from '../../../model/address.ts';
import { asText, isList } from '../../../model/object.ts';
import type { Rule } from './rule.ts';

/** A self IP of another route domain than 0, on a VLAN of the spec that is in no route domain of the spec. */
export const vlanWithoutRouteDomain: Rule = {
  id: 'network/vlan-without-route-domain',
  severity: 'warning',
  explanation:
    'The address of a self IP is in the route domain of its VLAN, and a new VLAN is in route domain 0: the device then ' +
    'refuses the self IP with 01070712 or the like. Where the VLAN is in that route domain on the device already, all ' +
    'is well. (F5Networks/f5-declarative-onboarding#349, device-facts route-domains)',
  check: ({ objects }) => {
    const all = [...objects.values()];
    const within = all.flatMap(({ kind, fields }) =>
      kind === 'net/route-domain' && isList(fields.vlans) ? fields.vlans : [],
    );
    return all.flatMap(({ kind, fields, at }) => {
      const network = kind === 'net/self' ? parseNetwork(asText(fields.address)) : undefined;
      const vlan = asText(fields.vlan);
      if (!network || network.routeDomain === 0 || !at) return [];
      if (!objects.has(`net/vlan:${vlan}`) || within.includes(vlan)) return [];
      const id = network.routeDomain;
      return [
        {
          at: [...at, 'address'],
          message: `${asText(fields.address)} is in route domain ${id}, and nothing here puts the VLAN ${vlan} there`,
          hint: `write network: { routeDomains: { name: { id: ${id}, vlans: [${vlan}] } } }`,
        },
      ];
    });
  },
};
