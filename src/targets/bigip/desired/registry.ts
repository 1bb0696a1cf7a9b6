import { dataGroups } from './data-groups.ts';
import type { Part } from './draft.ts';
import { interfaces } from './interfaces.ts';
import { monitors } from './monitors.ts';
import { nodes } from './nodes.ts';
import { pools } from './pools.ts';
import { routeDomains } from './route-domains.ts';
import { routes } from './routes.ts';
import { rules } from './rules.ts';
import { selfIps } from './self-ips.ts';
import { snatPools } from './snat-pools.ts';
import { virtuals } from './virtual/virtuals.ts';
import { vlans } from './vlans.ts';

/** Every map of the spec that becomes objects; a part may look for what those before it have added. */
export const parts: readonly Part[] = [
  interfaces,
  vlans,
  routeDomains,
  selfIps,
  routes,
  monitors,
  nodes,
  pools,
  dataGroups,
  rules,
  snatPools,
  virtuals,
];
