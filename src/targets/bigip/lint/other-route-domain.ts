import { parseNetwork } from '../../../model/address.ts';
import { asText, isList } from '../../../model/object.ts';
import { partitionOf } from '../resources/object-path.ts';
import { isZeroByDefault } from '../resources/route-domain.ts';
import type { Rule } from './rule.ts';

/** A self IP whose address is in another route domain than its VLAN. */
export const otherRouteDomain: Rule = {
  id: 'network/other-route-domain',
  severity: 'error',
  explanation:
    'The address of a self IP is in the route domain of its VLAN; the device refuses another. In /Common an address ' +
    'without % is in route domain 0. Where another partition has a default of its own, only the device can tell.',
  check: ({ objects }) => {
    const domains = [...objects.values()].filter(({ kind }) => kind === 'net/route-domain');
    return [...objects.values()].flatMap(({ kind, path, fields, at }) => {
      const network = kind === 'net/self' ? parseNetwork(asText(fields.address)) : undefined;
      const own = domains.find(
        (one) => isList(one.fields.vlans) && one.fields.vlans.includes(fields.vlan ?? null),
      );
      if (!network || !own || !at) return [];
      const isOpen = network.routeDomain === 0 && !network.saysZero && !isZeroByDefault(partitionOf(path));
      if (isOpen || network.routeDomain === own.fields.id) return [];
      const id = asText(own.fields.id);
      return [
        {
          at: [...at, 'address'],
          message: `${asText(fields.address)} is in route domain ${network.routeDomain}, its VLAN is in ${id} (${own.path})`,
          hint: `write the address as ${network.ip}%${id}/${network.prefix}`,
        },
      ];
    });
  },
};
