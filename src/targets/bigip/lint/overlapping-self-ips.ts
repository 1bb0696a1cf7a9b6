import { type Network, networkOf, parseNetwork } from '../../../model/address.ts';
import type { Spec } from '../../../spec/schema/schema.ts';
import type { Rule } from './rule.ts';

/** Self IPs of one network on two VLANs. */
export const overlappingSelfIps: Rule = {
  id: 'network/overlapping-self-ips',
  severity: 'error',
  explanation:
    'The device reaches a network through one VLAN. Two self IPs whose networks overlap must be on the same ' +
    'VLAN (or in different route domains); the device refuses others.',
  check: ({ spec }) => {
    const all = selfIpsOf(spec);
    return all.flatMap((self, index) => {
      const other = all
        .slice(0, index)
        .find((one) => one.vlan !== self.vlan && overlap(one.network, self.network));
      if (!other) return [];
      return [
        {
          at: ['network', 'selfIps', self.name],
          message: `${self.text} overlaps the network of ${other.name} (${other.text}), which is on the VLAN ${other.vlan}`,
          hint: 'check the prefixes, or put both on one VLAN',
        },
      ];
    });
  },
};

interface SelfIp {
  readonly name: string;
  readonly vlan: string;
  readonly text: string;
  readonly network: Network;
}

function selfIpsOf(spec: Spec): SelfIp[] {
  return Object.entries(spec.network.selfIps).flatMap(([name, { address, vlan }]) => {
    const network = parseNetwork(address);
    // One VLAN may be written by its name or its path.
    return network ? [{ name, vlan: vlan.replace(/^\/Common\//, ''), text: address, network }] : [];
  });
}

function overlap(one: Network, other: Network): boolean {
  if (one.family !== other.family || one.routeDomain !== other.routeDomain) return false;
  const prefix = Math.min(one.prefix, other.prefix);
  return networkOf({ ...one, prefix }) === networkOf({ ...other, prefix });
}
