import { type JsonObject, textAt } from '../../wire/json.ts';
import type { ProfileView } from '../view.ts';

const FORWARDING: Readonly<Record<string, string>> = {
  internal: 'is internal: no client reaches it',
  ipForward: 'forwards packets by their address',
  l2Forward: 'forwards frames by their address',
  dhcpRelay: 'relays DHCP',
  stateless: 'is stateless, which is for UDP',
  reject: 'rejects every connection',
};

const TRANSPORTS = new Set(['tcp', 'udp', 'fastl4', 'fasthttp', 'sctp']);
/** Transports that are carried: those of TCP. */
const CARRIED = new Set(['tcp', 'fastl4', 'fasthttp']);

/** Why a virtual server cannot be carried; it is never carried in another way than it says. */
export function refusalOf(props: JsonObject, profiles: readonly ProfileView[]): string | undefined {
  const forwarding = Object.keys(FORWARDING).find((key) => props[key] === true);
  if (forwarding !== undefined) return FORWARDING[forwarding];
  if (props.trafficMatchingCriteria !== undefined)
    return 'is matched by criteria, which the mock does not compare';
  const protocol = textAt(props, 'ipProtocol') ?? 'any';
  const transport = profiles.find(({ type }) => TRANSPORTS.has(type))?.type ?? 'tcp';
  if (!['tcp', 'any'].includes(protocol)) return `is for ${protocol}, and only TCP is carried`;
  if (!CARRIED.has(transport)) return `is for ${transport}, and only TCP is carried`;
  if (props.translateAddress === 'disabled')
    return 'does not translate addresses: its pool is one of routers';
  return undefined;
}
