import { parseAddress } from '../../model/address.ts';
import { listenersOf } from '../../spec/listeners.ts';
import { poolReached } from './pool-reached.ts';
import type { Service, ServiceMember } from '../../run/service.ts';
import type { Spec, VirtualServer } from '../../spec/schema/schema.ts';
import { ltmNames } from './desired/draft.ts';
import { type ProfileType, profileType } from './resources/ltm/profile-types.ts';

/** The virtual servers of a spec, as a client meets them. */
export function servicesOf(spec: Spec): Service[] {
  const listeners = Object.entries(spec.virtualServers)
    .filter(([, { protocol }]) => protocol === 'tcp')
    .flatMap(([key, one]) => listenersOf(key, one).map((listener) => ({ key, ...listener })));
  return listeners.map(({ key, name, at, virtual }) => {
    // Nobody connects to a network or to the wildcard as such.
    const ip = parseAddress(virtual.destination)?.ip;
    return {
      virtual: key,
      name,
      at,
      enabled: virtual.enabled,
      address: ip === '0.0.0.0' || ip === '::' ? undefined : ip,
      port: portOf(virtual.port),
      tls: hasProfile(virtual, 'client-ssl'),
      memberTls: hasProfile(virtual, 'server-ssl'),
      members: membersOf(spec, virtual),
      cookieName: cookieOf(virtual),
    };
  });
}

/** Whether a profile of a type is attached; a profile that only the device knows may be one. */
function hasProfile({ profiles, tls }: VirtualServer, type: ProfileType): boolean | undefined {
  if (type === 'client-ssl' && tls.client.length > 0) return true;
  if (type === 'server-ssl' && tls.server !== undefined) return true;
  const types = profiles.map(({ profile }) => profileType(profile));
  if (types.includes(type)) return true;
  return types.includes(undefined) ? undefined : false;
}

function cookieOf({ persistence }: VirtualServer): string | undefined {
  if (typeof persistence === 'object')
    return persistence.type === 'cookie' ? persistence.cookieName : undefined;
  return persistence === 'cookie' || persistence === '/Common/cookie' ? '' : undefined;
}

/** Those that the WebSocket of `verify:` reaches. */
function membersOf(spec: Spec, virtual: VirtualServer): ServiceMember[] {
  const reference = poolReached(virtual);
  const name = reference === undefined ? undefined : keyOf(spec, spec.pools, reference);
  const pool = name === undefined ? undefined : spec.pools[name];
  if (name === undefined || !pool) return [];
  return pool.members.map((member) => ({
    name: `${member.node}:${member.port === 0 ? 'any' : member.port}`,
    at: ['pools', name, 'members', ...member.at],
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
function keyOf(spec: Spec, map: Parameters<typeof ltmNames>[1], reference: string): string | undefined {
  if (Object.hasOwn(map, reference)) return reference;
  return [...ltmNames(spec, map)].find(([, path]) => path === reference)?.[0];
}

function portOf(port: number): number | undefined {
  return port === 0 ? undefined : port;
}
