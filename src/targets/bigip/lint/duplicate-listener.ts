import { asText } from '../../../model/object.ts';
import { resourceOf } from '../resources/registry.ts';
import type { Rule } from './rule.ts';

/** Two virtual servers on one listener: the device refuses the second (01070333). */
export const duplicateListener: Rule = {
  id: 'bigip/duplicate-listener',
  severity: 'error',
  explanation:
    'Two virtual servers cannot share destination address, port, source, protocol and VLANs: the device ' +
    'refuses the second with 01070333. Give one of them another port, address or source, or other VLANs.',
  check: ({ objects }) => {
    const first = new Map<string, string>();
    return [...objects.values()].flatMap((object) => {
      if (object.kind !== 'ltm/virtual') return [];
      const [claim = ''] = resourceOf(object.kind).claims(object);
      const other = first.get(claim);
      first.set(claim, other ?? object.path);
      if (other === undefined) return [];
      const where = asText(object.fields.destination);
      return [
        {
          at: object.at ?? [],
          message: `${object.path} listens where ${other} does already (${where})`,
          hint: 'give one of them another port, destination, source or vlans',
        },
      ];
    });
  },
};
