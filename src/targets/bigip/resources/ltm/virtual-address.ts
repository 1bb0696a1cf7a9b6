import { asText, type Value } from '../../../../model/object.ts';
import { address, path, type Reply, word } from '../field.ts';
import { defineResource } from '../resource.ts';
import { cutting, cuttingAt, harmless, refusingAt } from '../impact.ts';

/** The address of virtual servers: made with the first and removed with the last (device-facts: listeners). */
export const ltmVirtualAddress = defineResource({
  kind: 'ltm/virtual-address',
  label: 'virtual address',
  purpose: 'The address that clients connect to, for all virtual servers on it.',
  after: ['auth/partition', 'sys/folder'],
  shared: true,
  impact: { create: 'none', delete: 'drops-connections' },
  goesWithItsUsers: { field: 'autoDelete', on: 'true', off: 'false' },
  claims: (object) => [`virtual-address ${asText(object.fields.address)}`],
  fields: {
    address: address('address', { ...cutting, immutable: true }),
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

function routeAdvertisement(raw: Reply): Value {
  return typeof raw.routeAdvertisement === 'string' ? raw.routeAdvertisement : 'disabled';
}
