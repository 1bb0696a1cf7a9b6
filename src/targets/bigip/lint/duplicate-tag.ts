import type { Rule } from './rule.ts';

/** Two VLANs with one tag. */
export const duplicateTag: Rule = {
  id: 'network/duplicate-tag',
  severity: 'error',
  explanation: 'A tag stands for one VLAN of the device; a second VLAN with it is refused.',
  check: ({ spec }) => {
    const first = new Map<number, string>();
    return Object.entries(spec.network.vlans).flatMap(([vlan, { tag }]) => {
      if (tag === undefined) return [];
      const other = first.get(tag);
      first.set(tag, other ?? vlan);
      if (other === undefined) return [];
      return [
        {
          at: ['network', 'vlans', vlan, 'tag'],
          message: `the VLAN ${other} has the tag ${tag} already`,
          hint: 'give it another tag, or leave the tag out and let the device choose',
        },
      ];
    });
  },
};
