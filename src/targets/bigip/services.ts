import { parseAddress } from '../../model/address.ts';
import { listenersOf } from '../../spec/listeners.ts';
import { keyOf, membersOf, portOf } from './members.ts';
import { poolReached } from './pool-reached.ts';
import type { Service } from '../../run/service.ts';
import type { Spec, VirtualServer } from '../../spec/schema/schema.ts';
import { type ProfileType, profileType } from './resources/ltm/profile-types.ts';

/** The virtual servers of a spec, as a client meets them. */
export function servicesOf(spec: Spec): Service[] {
  const listeners = Object.entries(spec.virtualServers)
    .filter(([, { protocol }]) => protocol === 'tcp')
    .flatMap(([key, one]) => listenersOf(key, one).map((listener) => ({ key, ...listener })));
  return listeners.map(({ key, name, at, virtual }) => {
    const pool = poolOf(spec, virtual);
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
      memberProof: proofOf(virtual),
      hasOwnCertificate: virtual.tls.client.some(({ own }) => own !== undefined),
      pool,
      members: pool === undefined ? [] : membersOf(spec, pool),
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

function proofOf({ tls }: VirtualServer): readonly string[] | undefined {
  const { serverName, verify } = tls.server?.own ?? {};
  return verify && [verify.host ?? serverName ?? []].flat();
}

function cookieOf({ persistence }: VirtualServer): string | undefined {
  if (typeof persistence === 'object')
    return persistence.type === 'cookie' ? persistence.cookieName : undefined;
  return persistence === 'cookie' || persistence === '/Common/cookie' ? '' : undefined;
}

/** The one that the WebSocket of `verify:` reaches. */
function poolOf(spec: Spec, virtual: VirtualServer): string | undefined {
  const reference = poolReached(virtual);
  return reference === undefined ? undefined : keyOf(spec, spec.pools, reference);
}
