import { canonicalNetwork, canonicalAddress } from '../../../model/address.ts';
import type { Value } from '../../../model/object.ts';
import { routeNetwork } from '../resources/net-route.ts';
import { netPath, type Wish, withCommon } from './draft.ts';

/** Interfaces, VLANs, self IPs and routes. */
export function wishNetwork(wish: Wish): void {
  wishInterfaces(wish);
  wishVlans(wish);
  wishSelfIps(wish);
  wishRoutes(wish);
}

function wishInterfaces({ spec, add }: Wish): void {
  for (const [name, one] of Object.entries(spec.network.interfaces)) {
    const at = ['network', 'interfaces', name];
    add(withCommon({ kind: 'net/interface', path: name, fields: { enabled: one.enabled }, at }, one));
  }
}

function wishVlans({ spec, add }: Wish): void {
  for (const [name, vlan] of Object.entries(spec.network.vlans)) {
    const interfaces = vlan.interfaces
      .map((one) => `${one.name} ${one.tagged ? 'tagged' : 'untagged'}`)
      .sort();
    const tag = vlan.tag === undefined ? {} : { tag: vlan.tag };
    const fields = { interfaces, ...tag, mtu: vlan.mtu };
    add(
      withCommon(
        { kind: 'net/vlan', path: netPath(vlan, name), fields, at: ['network', 'vlans', name] },
        vlan,
      ),
    );
  }
}

function wishSelfIps({ spec, add, resolve }: Wish): void {
  for (const [name, self] of Object.entries(spec.network.selfIps)) {
    const at = ['network', 'selfIps', name];
    const fields = {
      address: canonicalNetwork(self.address),
      vlan: resolve('VLAN', self.vlan, [...at, 'vlan']),
      allowService: Array.isArray(self.portLockdown) ? [...self.portLockdown].sort() : self.portLockdown,
      trafficGroup: self.trafficGroup,
    };
    const keepIfUnnamed = self.portLockdown === 'none' ? { keepIfUnnamed: ['allowService'] } : {};
    add(withCommon({ kind: 'net/self', path: netPath(self, name), fields, at, ...keepIfUnnamed }, self));
  }
}

function wishRoutes({ spec, add, resolve }: Wish): void {
  for (const [name, route] of Object.entries(spec.network.routes)) {
    const at = ['network', 'routes', name];
    const nextHop: Value =
      route.gateway !== undefined
        ? `gateway ${canonicalAddress(route.gateway)}`
        : route.pool !== undefined
          ? `pool ${resolve('pool', route.pool, [...at, 'pool'])}`
          : 'blackhole';
    const fields = { network: routeNetwork(route.network), nextHop, mtu: route.mtu };
    add(withCommon({ kind: 'net/route', path: netPath(route, name), fields, at }, route));
  }
}
