import type { Spec } from '../../../spec/schema/schema.ts';
import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';
import { selfIpsOf } from './self-ips.ts';

/** Members that may answer the client past the BIG-IP. */
export const returnPath: Rule = {
  id: 'virtual/return-path',
  severity: 'note',
  explanation:
    'Without SNAT a member sees the address of the client and answers to it by its own default route. Where that ' +
    'does not lead through the BIG-IP, the client gets packets of a connection it does not know, and the connection ' +
    'never opens. Write snat: automap, or make a floating self IP the default gateway of the members. Said ' +
    'where the spec has self IPs, and no floating one in their network. (K7820)',
  check: (subject) => {
    const selfIps = selfIpsOf(subject.spec);
    const gateways = selfIps.filter(({ floats }) => floats);
    if (selfIps.length === 0) return [];
    return virtualsOf(subject)
      .filter(({ written, fields }) => written.snat === 'none' && fields.translateAddress === 'enabled')
      .filter(({ pool }) => {
        const addresses = pool?.written.members.map(({ node }) => addressOf(subject.spec, node)) ?? [];
        return addresses.some((address) => !gateways.some(({ holds }) => holds(address)));
      })
      .map(({ at, name }) => ({
        at,
        message: `${name}: without SNAT the members must answer through the BIG-IP`,
        hint: 'write snat: automap, or make a self IP their default gateway',
      }));
  },
};

function addressOf({ nodes }: Spec, node: string): string {
  return (Object.hasOwn(nodes, node) ? nodes[node]?.address : undefined) ?? node;
}
