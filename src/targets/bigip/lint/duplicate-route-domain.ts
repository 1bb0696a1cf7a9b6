import type { Rule } from './rule.ts';

/** Two route domains with one number. */
export const duplicateRouteDomain: Rule = {
  id: 'network/duplicate-route-domain',
  severity: 'error',
  explanation: 'Addresses name a route domain by its number, so the device refuses a second one with it.',
  check: ({ spec }) => {
    const first = new Map<number, string>();
    return Object.entries(spec.network.routeDomains).flatMap(([name, { id }]) => {
      const other = first.get(id);
      first.set(id, other ?? name);
      if (other === undefined) return [];
      return [
        {
          at: ['network', 'routeDomains', name, 'id'],
          message: `the route domain ${other} has the id ${id} already`,
          hint: 'give it another id, and write that behind the % of its addresses',
        },
      ];
    });
  },
};
