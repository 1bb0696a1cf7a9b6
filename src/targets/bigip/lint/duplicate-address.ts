import { asText } from '../../../model/object.ts';
import { partitionOf } from '../resources/object-path.ts';
import { resourceOf } from '../resources/registry.ts';
import type { Rule } from './rule.ts';

const LABELS: Readonly<Record<string, string>> = { 'ltm/node': 'node', 'net/self': 'self IP' };

/** Two nodes or two self IPs with one address: the device refuses the second (0107176c for nodes). */
export const duplicateAddress: Rule = {
  id: 'bigip/duplicate-address',
  severity: 'error',
  explanation:
    'An address exists once in a route domain: a second node with it is refused with 0107176c, a second self ' +
    'IP likewise. Refer to the one node from several pools; one node can have members on many ports.',
  check: ({ objects }) => {
    const first = new Map<string, string>();
    return [...objects.values()].flatMap((object) => {
      const label = LABELS[object.kind];
      const [name] = label === undefined ? [] : resourceOf(object.kind).claims(object);
      if (label === undefined || name === undefined) return [];
      // In another partition a bare address may be in another route domain: only the device can tell.
      const claim = `${partitionOf(object.path)} ${name}`;
      const other = first.get(claim);
      first.set(claim, other ?? object.path);
      if (other === undefined) return [];
      const address = asText(object.fields.address);
      return [
        {
          at: object.at ?? [],
          message: `the ${label} ${other} has the address ${address} already`,
          hint: 'use one of them',
        },
      ];
    });
  },
};
