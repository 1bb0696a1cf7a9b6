import { type Draft, type NamedPart, netPath, withCommon } from './draft.ts';
import { onOff } from '../resources/field.ts';
import { vlans } from './vlans.ts';

export const routeDomains: NamedPart = {
  label: 'route domain',
  names: ({ network }) =>
    new Map(Object.entries(network.routeDomains).map(([name, domain]) => [name, netPath(domain, name)])),
  draft: draftRouteDomains,
};

function draftRouteDomains({ spec, add, resolve }: Draft): void {
  for (const [name, domain] of Object.entries(spec.network.routeDomains)) {
    const at = ['network', 'routeDomains', name];
    const inside = domain.vlans.map((vlan, index) => resolve(vlans, vlan, [...at, 'vlans', index]));
    const fields = {
      id: domain.id,
      vlans: [...new Set(inside)].sort(),
      parent: domain.parent === undefined ? null : resolve(routeDomains, domain.parent, [...at, 'parent']),
      strict: onOff(domain.strict),
    };
    add(withCommon({ kind: 'net/route-domain', path: netPath(domain, name), fields, at }, domain));
  }
}
