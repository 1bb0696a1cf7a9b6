import { asText, type Value } from '../../../../model/object.ts';
import { address, path, type Reply, word } from '../field.ts';
import { defineResource } from '../resource.ts';

/** The address of virtual servers: made with the first and removed with the last (device-facts: listeners). */
export const ltmVirtualAddress = defineResource({
  kind: 'ltm/virtual-address',
  label: 'virtual address',
  after: ['auth/partition', 'sys/folder'],
  shared: true,
  goesWithItsUsers: { field: 'autoDelete', on: 'true', off: 'false' },
  claims: (object) => [`virtual-address ${asText(object.fields.address)}`],
  fields: {
    address: address('address', { immutable: true }),
    enabled: word('enabled', { defaultValue: 'yes', impact: 'new-connections' }),
    arp: word('arp', { defaultValue: 'enabled', impact: 'new-connections' }),
    icmpEcho: word('icmpEcho', { defaultValue: 'enabled' }),
    routeAdvertisement: {
      ...word('routeAdvertisement', { defaultValue: 'disabled' }),
      read: routeAdvertisement,
    },
    autoDelete: word('autoDelete'),
    trafficGroup: path('trafficGroup', ['cm/traffic-group'], {
      defaultValue: '/Common/traffic-group-1',
      impact: 'drops-connections',
    }),
  },
});

function routeAdvertisement(raw: Reply): Value {
  return typeof raw.routeAdvertisement === 'string' ? raw.routeAdvertisement : 'disabled';
}
