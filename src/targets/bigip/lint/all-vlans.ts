import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** A virtual server that listens on every VLAN although the spec knows several. */
export const allVlans: Rule = {
  id: 'virtual/all-vlans',
  severity: 'note',
  explanation:
    'Without vlans: a virtual server answers on every VLAN, the one of the servers and the one of the ' +
    'management tools too. Name those that clients come from. Said only where the spec itself defines more ' +
    'than one VLAN.',
  check: (subject) =>
    Object.keys(subject.spec.network.vlans).length < 2
      ? []
      : virtualsOf(subject)
          .filter(({ written }) => written.vlans === 'all')
          .map(({ at, name }) => ({
            at,
            message: `${name} listens on every VLAN`,
            hint: 'add vlans: with those that clients come from',
          })),
};
