import { isHostPrefix, maskOf, parseAddress, prefixOf } from '../../../../model/address.ts';
import { asText, type Value } from '../../../../model/object.ts';
import { address, path, type Reply, word } from '../field.ts';
import { defineResource } from '../resource.ts';
import { cutting, cuttingAt, harmless, refusingAt } from '../impact.ts';

/** The address of virtual servers: made with the first and removed with the last (device-facts: listeners). */
export const ltmVirtualAddress = defineResource({
  kind: 'ltm/virtual-address',
  label: 'virtual address',
  purpose: 'The address that clients connect to, for all virtual servers on it.',
  after: ['net/route-domain', 'auth/partition', 'sys/folder'],
  shared: true,
  impact: { create: 'none', delete: 'drops-connections' },
  goesWithItsUsers: { field: 'autoDelete', on: 'true', off: 'false' },
  claims: (object) => [`virtual-address ${asText(object.fields.address)}`],
  fields: {
    address: address('address', { ...cutting, immutable: true }),
    mask: {
      read: ({ address: ip, mask }) =>
        typeof mask === 'string' && typeof ip === 'string' ? maskValue(ip, prefixOf(mask)) : null,
      write: (value) => ({ mask: value ?? maskOf(4) }),
      ...cutting,
    },
    enabled: word('enabled', { ...refusingAt('no'), defaultValue: 'yes' }),
    arp: word('arp', { ...cuttingAt('disabled'), defaultValue: 'enabled' }),
    icmpEcho: word('icmpEcho', { ...harmless, defaultValue: 'enabled' }),
    routeAdvertisement: {
      ...word('routeAdvertisement', { ...cuttingAt('disabled'), defaultValue: 'disabled' }),
      read: routeAdvertisement,
    },
    autoDelete: word('autoDelete', harmless),
    trafficGroup: path('trafficGroup', ['cm/traffic-group'], {
      ...cutting,
      defaultValue: '/Common/traffic-group-1',
    }),
  },
});

/**
 * The mask of a virtual address, unset for a wildcard and for a single IPv4 address: the device makes it then, and it
 * is written only where a network becomes a single address.
 */
export function maskValue(ip: string, prefix: number | undefined): Value {
  const found = parseAddress(ip);
  if (!found || prefix === undefined || prefix === 0) return null;
  return found.family === 4 && isHostPrefix(4, prefix) ? null : maskOf(found.family, prefix);
}

function routeAdvertisement(raw: Reply): Value {
  return typeof raw.routeAdvertisement === 'string' ? raw.routeAdvertisement : 'disabled';
}
