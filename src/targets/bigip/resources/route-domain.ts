import { type Address, canonicalNetwork, formatAddress, parseAddress } from '../../../model/address.ts';

// In a partition an address without a route domain is in the default one of that partition, and the device
// prints no other way what is in it (device-facts: route-domain-zero). `%0` is the same as nothing only
// where the default is 0.

/** The route domain of an address that lies in a partition of this default. */
export function routeDomainOf({ routeDomain, saysZero }: Address, byDefault: number): number {
  return routeDomain === 0 && !saysZero ? byDefault : routeDomain;
}

/** What can be known of a partition's default without a device: /Common has 0. */
export function isZeroByDefault(partition: string): boolean {
  return partition === 'Common';
}

/** The canonical text of an address in a partition, as far as it can be known without a device. */
export function addressIn(partition: string, text: string): string {
  const address = parseAddress(text);
  if (!address) return text;
  return isZeroByDefault(partition) ? spelled(formatAddress(address), 0, 0) : formatAddress(address);
}

/** As `addressIn`, of an address with a prefix. */
export function networkIn(partition: string, text: string): string {
  const canonical = canonicalNetwork(text);
  return isZeroByDefault(partition) ? spelled(canonical, 0, 0) : canonical;
}

/** An address, alone or before a prefix, a port, or both. */
const PARTS = /^(.*?)(?:%(\d+))?((?:\/\d+)?(?:[:.](?:\d+|any))?)$/;
/** An address alone: without this the last part of one would be a port. */
const ALONE = /^([^%/]*)(?:%(\d+))?()$/;

/** The text of an address of a partition of the default `from`, as it is printed in one of the default `to`. */
export function spelled(text: string, from: number, to: number, hasPort = false): string {
  const match = (hasPort ? PARTS : ALONE).exec(text) ?? PARTS.exec(text);
  if (!match) return text;
  const [, ip = '', said, rest = ''] = match;
  const domain = said === undefined ? from : Number(said);
  return domain === to ? `${ip}${rest}` : `${ip}%${domain}${rest}`;
}
