import type { Value } from '../../../model/object.ts';
import { routeNetwork } from '../resources/net/route.ts';
import { partitionOf } from '../resources/object-path.ts';
import { addressIn, isZeroByDefault } from '../resources/route-domain.ts';
import { type Draft, netPath, type Part, withCommon } from './draft.ts';
import { pools } from './pools.ts';

export const routes: Part = { draft: draftRoutes };

function draftRoutes({ spec, add, resolve }: Draft): void {
  for (const [name, route] of Object.entries(spec.network.routes)) {
    const at = ['network', 'routes', name];
    const path = netPath(route, name);
    const partition = partitionOf(path);
    const nextHop: Value =
      route.gateway !== undefined
        ? `gateway ${addressIn(partition, route.gateway)}`
        : route.pool !== undefined
          ? `pool ${resolve(pools, route.pool, [...at, 'pool'])}`
          : 'blackhole';
    const fields = {
      network: routeNetwork(route.network, isZeroByDefault(partition) ? 0 : undefined),
      nextHop,
      mtu: route.mtu,
    };
    add(withCommon({ kind: 'net/route', path, fields, at }, route));
  }
}
