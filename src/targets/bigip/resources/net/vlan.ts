import { asText, isList, type Value } from '../../../../model/object.ts';
import { count, type Field, itemsOf, type Reply, text } from '../field.ts';
import { defineResource } from '../resource.ts';
import { cutting, fresh, harmless, losing } from '../impact.ts';

/** What a VLAN can have. */
const PORTS = ['net/interface', 'net/trunk'];

export const netVlan = defineResource({
  kind: 'net/vlan',
  label: 'VLAN',
  purpose: 'Joins interfaces to one network, for self IPs to stand on.',
  after: ['auth/partition', 'sys/folder'],
  expand: true,
  impact: { create: 'none', delete: 'drops-connections' },
  // An interface is untagged in one VLAN at a time (device-facts: vlan-interfaces).
  claims: ({ fields: { interfaces } }) =>
    (isList(interfaces) ? interfaces : []).map(asText).filter((one) => one.endsWith(' untagged')),
  fields: {
    interfaces: vlanInterfaces(),
    tag: count('tag', cutting),
    mtu: count('mtu', { ...fresh, defaultValue: 1500 }),
    description: text('description', harmless),
  },
});

/** The sub-collection as one sorted list of `1.1 untagged` and `1.2 tagged`. */
function vlanInterfaces(): Field {
  return {
    read: (raw) => itemsOf(raw.interfacesReference).map(interfaceText).sort(),
    write: (value) => ({ interfaces: isList(value) ? value.map(interfaceBody) : [] }),
    ...losing('drops-connections'),
    refKinds: PORTS,
    refs: (value) =>
      isList(value)
        ? value.map((one) => ({
            kinds: PORTS,
            path: asText(one).split(' ')[0] ?? '',
          }))
        : [],
  };
}

function interfaceText(item: Reply): string {
  // Neither key means untagged: so is an interface that a configuration only names (device-facts: vlan-interfaces).
  return `${String(item.name)} ${item.tagged === true ? 'tagged' : 'untagged'}`;
}

function interfaceBody(one: Value): Value {
  const [name, tagging] = asText(one).split(' ');
  return { name: name ?? '', [tagging ?? 'untagged']: true };
}
