import { canonicalNetwork } from '../../../model/address.ts';
import { type Draft, netPath, type Part, withCommon } from './draft.ts';
import { vlans } from './vlans.ts';

export const selfIps: Part = { draft: draftSelfIps };

function draftSelfIps({ spec, add, resolve }: Draft): void {
  for (const [name, self] of Object.entries(spec.network.selfIps)) {
    const at = ['network', 'selfIps', name];
    const fields = {
      address: canonicalNetwork(self.address),
      vlan: resolve(vlans, self.vlan, [...at, 'vlan']),
      allowService: Array.isArray(self.portLockdown) ? [...self.portLockdown].sort() : self.portLockdown,
      trafficGroup: self.trafficGroup,
    };
    const keepIfUnnamed = self.portLockdown === 'none' ? { keepIfUnnamed: ['allowService'] } : {};
    add(withCommon({ kind: 'net/self', path: netPath(self, name), fields, at, ...keepIfUnnamed }, self));
  }
}
