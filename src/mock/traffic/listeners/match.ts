import { contains, type IpAddress, parseAddress } from '../../wire/address.ts';
import type { Endpoint } from '../contract.ts';
import { isLoopback } from '../places/endpoint.ts';
import type { VirtualServer } from '../model/virtual.ts';

// Which virtual server takes a connection (device-facts: precedence).

/** Those whose destination covers an address and port, the most precise first. */
export function covering(virtuals: Iterable<VirtualServer>, real: Endpoint): readonly VirtualServer[] {
  const address = parseAddress(real.address);
  if (!address) return [];
  return [...virtuals].filter((one) => covers(one, address, real.port)).sort(precision);
}

/**
 * The most precise one that takes this client; one that is disabled hides those behind it. Clients come from loopback,
 * also to an address of IPv6 that has a place of IPv4, and stand for those of any `source` that is not on it.
 */
export function taking(
  virtuals: Iterable<VirtualServer>,
  real: Endpoint,
  client: string,
): VirtualServer | undefined {
  const from = parseAddress(client);
  return covering(virtuals, real).find(
    ({ source }) =>
      source.length === 0 ||
      (isLoopback(client) && !isLoopback(source.address.ip)) ||
      (from && contains(withoutDomain(source), from)),
  );
}

function covers({ destination: { network, port } }: VirtualServer, address: IpAddress, asked: number) {
  if (port !== 0 && port !== asked) return false;
  return (
    (network.address.routeDomain ?? 0) === (address.routeDomain ?? 0) &&
    (network.length === 0 ? network.address.version === address.version : contains(network, address))
  );
}

const withoutDomain = (source: VirtualServer['source']) => ({
  ...source,
  address: { ...source.address, routeDomain: undefined },
});

/** Destination, then source, then port. */
function precision(one: VirtualServer, other: VirtualServer): number {
  return (
    other.destination.network.length - one.destination.network.length ||
    other.source.length - one.source.length ||
    Number(one.destination.port === 0) - Number(other.destination.port === 0)
  );
}
