import { partitionOf } from '../resources/object-path.ts';
import { networkIn } from '../resources/route-domain.ts';
import { type Draft, netPath, type Part, withCommon } from './draft.ts';
import { vlans } from './vlans.ts';

export const selfIps: Part = { draft: draftSelfIps };

function draftSelfIps({ spec, add, resolve }: Draft): void {
  for (const [name, self] of Object.entries(spec.network.selfIps)) {
    const at = ['network', 'selfIps', name];
    const path = netPath(self, name);
    const fields = {
      address: networkIn(partitionOf(path), self.address),
      vlan: resolve(vlans, self.vlan, [...at, 'vlan']),
      allowService: Array.isArray(self.portLockdown)
        ? [...new Set(self.portLockdown)].sort()
        : self.portLockdown,
      trafficGroup: self.trafficGroup,
    };
    const keepIfUnnamed = self.portLockdown === 'none' ? { keepIfUnnamed: ['allowService'] } : {};
    add(withCommon({ kind: 'net/self', path, fields, at, ...keepIfUnnamed }, self));
  }
}
