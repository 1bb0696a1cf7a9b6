import type { Rule } from './rule.ts';

/** One interface untagged in two VLANs. */
export const untaggedTwice: Rule = {
  id: 'network/untagged-twice',
  severity: 'error',
  explanation:
    'A frame without a tag belongs to one VLAN, so an interface is untagged in one VLAN at most; the device ' +
    'refuses the second. Tag it in the others: interfaces: [{ tagged: "1.1" }] and a tag.',
  check: ({ spec }) => {
    const first = new Map<string, string>();
    return Object.entries(spec.network.vlans).flatMap(([vlan, { interfaces }]) =>
      interfaces.flatMap(({ name, tagged }, index) => {
        if (tagged) return [];
        const other = first.get(name);
        first.set(name, other ?? vlan);
        if (other === undefined || other === vlan) return [];
        return [
          {
            at: ['network', 'vlans', vlan, 'interfaces', index],
            message: `the interface ${name} is untagged in the VLAN ${other} already`,
            hint: `use another interface, or tag it: { tagged: "${name}" } and a tag`,
          },
        ];
      }),
    );
  },
};
