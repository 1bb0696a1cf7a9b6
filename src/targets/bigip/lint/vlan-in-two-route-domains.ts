import { asText, isList } from '../../../model/object.ts';
import type { Rule } from './rule.ts';

/** A VLAN that two route domains of the spec have. */
export const vlanInTwoRouteDomains: Rule = {
  id: 'network/vlan-in-two-route-domains',
  severity: 'error',
  explanation:
    'A VLAN is in one route domain: the device takes it out of the one when it comes into the other, so a spec that ' +
    'says both is never done.',
  check: ({ objects }) => {
    const first = new Map<string, string>();
    return [...objects.values()].flatMap(({ kind, path, fields, at }) => {
      if (kind !== 'net/route-domain' || !at || !isList(fields.vlans)) return [];
      return fields.vlans
        .map((one) => asText(one))
        .flatMap((vlan) => {
          const other = first.get(vlan);
          first.set(vlan, other ?? path);
          if (other === undefined) return [];
          return [
            {
              at: [...at, 'vlans'],
              message: `the VLAN ${vlan} is in the route domain ${other} already`,
              hint: 'leave it in one of them',
            },
          ];
        });
    });
  },
};
