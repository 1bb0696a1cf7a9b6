import { type Draft, type NamedPart, netPath, withCommon } from './draft.ts';

export const vlans: NamedPart = {
  label: 'VLAN',
  names: ({ network }) =>
    new Map(Object.entries(network.vlans).map(([name, vlan]) => [name, netPath(vlan, name)])),
  draft: draftVlans,
};

function draftVlans({ spec, add }: Draft): void {
  for (const [name, vlan] of Object.entries(spec.network.vlans)) {
    const at = ['network', 'vlans', name];
    const interfaces = vlan.interfaces
      .map((one) => `${one.name} ${one.tagged ? 'tagged' : 'untagged'}`)
      .sort();
    const tag = vlan.tag === undefined ? {} : { tag: vlan.tag };
    const fields = { interfaces, ...tag, mtu: vlan.mtu };
    add(withCommon({ kind: 'net/vlan', path: netPath(vlan, name), fields, at }, vlan));
  }
}
