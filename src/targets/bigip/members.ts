import { parseAddress } from '../../model/address.ts';
import type { ServiceMember } from '../../run/service.ts';
import type { Spec } from '../../spec/schema/schema.ts';
import { ltmNames } from './desired/draft.ts';

/** The members of a pool of a spec, as they are connected to. */
export function membersOf(spec: Spec, pool: string): ServiceMember[] {
  return (spec.pools[pool]?.members ?? []).map((member) => ({
    name: `${member.node}:${member.port === 0 ? 'any' : member.port}`,
    at: ['pools', pool, 'members', ...member.at],
    address: addressOf(spec, member.node),
    port: portOf(member.port),
  }));
}

function addressOf(spec: Spec, reference: string): string | undefined {
  const name = keyOf(spec, spec.nodes, reference);
  const node = name === undefined ? undefined : spec.nodes[name];
  if (node) return node.fqdn ?? parseAddress(node.address ?? '')?.ip;
  return parseAddress(reference)?.ip;
}

/** The key of what a reference names in a map of the spec, by its bare name or its full path. */
export function keyOf(
  spec: Spec,
  map: Parameters<typeof ltmNames>[1],
  reference: string,
): string | undefined {
  if (Object.hasOwn(map, reference)) return reference;
  return [...ltmNames(spec, map)].find(([, path]) => path === reference)?.[0];
}

export function portOf(port: number): number | undefined {
  return port === 0 ? undefined : port;
}
