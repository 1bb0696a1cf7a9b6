import { asText } from '../../../../model/object.ts';
import { count, path, set, text, toReferences, word } from '../field.ts';
import { cutting, harmless, refusing, refusingAt } from '../impact.ts';
import { defineResource } from '../resource.ts';

/** What can be in one; a tunnel is seldom, and looked for by name. */
const VLANS = ['net/vlan', 'net/tunnels/tunnel'];

export const netRouteDomain = defineResource({
  kind: 'net/route-domain',
  label: 'route domain',
  purpose: 'Holds VLANs whose addresses may be those of others: they end with its number, %10.',
  after: [...VLANS, 'auth/partition', 'sys/folder'],
  builtIn: ['0'],
  rare: true,
  // What is to stand in it cannot come in the same transaction (device-facts: route-domains).
  madeSeparately: true,
  impact: { create: 'none', delete: 'drops-connections' },
  claims: ({ fields }) => [`route domain ${asText(fields.id)}`],
  fields: {
    id: count('id', { ...cutting, immutable: true }),
    vlans: {
      ...set('vlans', cutting),
      // A VLAN that is deleted leaves its route domain (device-facts: route-domains).
      refs: (value) => toReferences(VLANS, value).map((one) => ({ ...one, letsGo: true })),
    },
    parent: path('parent', ['net/route-domain'], refusing),
    strict: word('strict', { ...refusingAt('enabled'), defaultValue: 'enabled' }),
    description: text('description', harmless),
  },
});
