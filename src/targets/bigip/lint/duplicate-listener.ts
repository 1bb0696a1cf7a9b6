import { asText, type ConfigObject } from '../../../model/object.ts';
import { isZeroByDefault } from '../resources/route-domain.ts';
import { partitionOf } from '../resources/object-path.ts';
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
      const claim = listenerOf(object);
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

/** A bare address is in the default route domain of its partition, which only the device knows but for /Common. */
function listenerOf(virtual: ConfigObject): string {
  const [claim = ''] = resourceOf(virtual.kind).claims(virtual);
  const partition = partitionOf(virtual.path);
  const said = /%(\d+)/.exec(asText(virtual.fields.destination))?.[1];
  const domain = said ?? (isZeroByDefault(partition) ? '0' : `of ${partition}`);
  return `${claim.replaceAll(/%\d+/g, '')} ${domain}`;
}
