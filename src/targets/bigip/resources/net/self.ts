import { asText, isList, toValue, type Value } from '../../../../model/object.ts';
import { parseNetwork } from '../../../../model/address.ts';
import { type Field, network, path, text } from '../field.ts';
import { defineResource } from '../resource.ts';
import type { Impact } from '../../../../model/impact.ts';
import { cutting, harmless, isWithin } from '../impact.ts';

export const netSelf = defineResource({
  kind: 'net/self',
  label: 'self IP',
  purpose:
    'The address of the device itself on a VLAN: internal towards the members, external towards the clients.',
  howTo: 'steps 5 and 8',
  after: ['net/route-domain', 'auth/partition', 'sys/folder'],
  impact: { create: 'none', delete: 'drops-connections' },
  claims: ({ fields }) => {
    const found = parseNetwork(asText(fields.address));
    return found ? [`self ${found.ip}%${found.routeDomain}`] : [];
  },
  fields: {
    address: network('address', { ...cutting, immutable: true }),
    vlan: path('vlan', ['net/vlan', 'net/tunnels/tunnel'], cutting),
    allowService: portLockdown(),
    trafficGroup: path('trafficGroup', ['cm/traffic-group'], {
      ...cutting,
      defaultValue: '/Common/traffic-group-local-only',
    }),
    description: text('description', harmless),
  },
});

/** Port lockdown: no key is none, `"all"` is a string, `["default"]` and services are lists. */
function portLockdown(): Field {
  return {
    read: (raw) => {
      const found = toValue(raw.allowService);
      if (found === null) return 'none';
      if (!Array.isArray(found)) return found;
      const services = found.map(String).sort();
      return services.length === 0
        ? 'none'
        : services.length === 1 && services[0] === 'default'
          ? 'default'
          : services;
    },
    write: (value) => ({ allowService: value === 'default' ? ['default'] : value }),
    impact: lockdownImpact,
    // A word of its own, not a service.
    tmsh: (value) => (isList(value) && value[0] === 'default' ? ['default'] : undefined),
    defaultValue: 'none',
  };
}

/** Whoever used a service that is closed is refused; `default` is a list of services that only the device knows. */
function lockdownImpact(before: Value, after: Value): Impact {
  return after === 'all' || before === 'none' || isWithin(before, after) ? 'new-connections' : 'refuses-new';
}
