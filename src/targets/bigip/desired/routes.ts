import { canonicalAddress } from '../../../model/address.ts';
import type { Value } from '../../../model/object.ts';
import { routeNetwork } from '../resources/net/route.ts';
import { type Draft, netPath, type Part, withCommon } from './draft.ts';
import { pools } from './pools.ts';

export const routes: Part = { draft: draftRoutes };

function draftRoutes({ spec, add, resolve }: Draft): void {
  for (const [name, route] of Object.entries(spec.network.routes)) {
    const at = ['network', 'routes', name];
    const nextHop: Value =
      route.gateway !== undefined
        ? `gateway ${canonicalAddress(route.gateway)}`
        : route.pool !== undefined
          ? `pool ${resolve(pools, route.pool, [...at, 'pool'])}`
          : 'blackhole';
    const fields = { network: routeNetwork(route.network), nextHop, mtu: route.mtu };
    add(withCommon({ kind: 'net/route', path: netPath(route, name), fields, at }, route));
  }
}
