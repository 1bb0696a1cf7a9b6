import ipaddr from 'ipaddr.js';

/** An IP address with its route domain, in the device's spelling: lower-case, compressed. */
export interface Address {
  readonly ip: string;
  readonly family: 4 | 6;
  /** 0 where none is said, though in a partition with another default that is meant then. */
  readonly routeDomain: number;
  /** `%0` was written: route domain 0, whatever the default is (device-facts: route-domain-zero). */
  readonly saysZero?: true;
}

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Reads `10.0.0.1`, `10.0.0.1%2`, `2001:DB8::1`, `any`, `any6`; `undefined` where it is no address. */
export function parseAddress(text: string): Address | undefined {
  const match = /^([^%]+)(?:%(\d{1,5}))?$/.exec(text);
  if (!match) return undefined;
  const routeDomain = Number(match[2] ?? 0);
  const domain = { routeDomain, ...(match[2] !== undefined && routeDomain === 0 ? { saysZero } : {}) };
  const plain = match[1] === 'any' ? '0.0.0.0' : match[1] === 'any6' ? '::' : (match[1] ?? '');
  if (routeDomain > 65534) return undefined;
  if (IPV4.test(plain)) return ipaddr.IPv4.isValidFourPartDecimal(plain) ? v4(plain, domain) : undefined;
  if (!plain.includes(':') || !ipaddr.IPv6.isValid(plain)) return undefined;
  return { ip: ipaddr.IPv6.parse(plain).toRFC5952String(), family: 6, ...domain };
}

const saysZero = true as const;

function v4(text: string, domain: Pick<Address, 'routeDomain' | 'saysZero'>): Address | undefined {
  // 010.0.0.1 would be octal to some and decimal to others: not an address here.
  if (text.split('.').some((part) => part.length > 1 && part.startsWith('0'))) return undefined;
  return { ip: text, family: 4, ...domain };
}

export function formatAddress(address: Address): string {
  return address.routeDomain === 0 && !address.saysZero ? address.ip : `${address.ip}%${address.routeDomain}`;
}

/** The device's spelling of an address, or the text itself where it is none (a name, `any`). */
export function canonicalAddress(text: string): string {
  const address = parseAddress(text);
  return address ? formatAddress(address) : text;
}

const PRIVATE: ReadonlySet<string> = new Set([
  'private',
  'carrierGradeNat',
  'uniqueLocal',
  'linkLocal',
  'loopback',
]);

/** Whether an address, with or without a prefix, is one that the Internet does not route; false for no address. */
export function isPrivate(text: string): boolean {
  const address = parseAddress(text.replace(/\/\d+$/, ''));
  return address !== undefined && PRIVATE.has(ipaddr.parse(address.ip).range());
}

/** An address with a prefix length, `20.20.20.1/24`, `10.0.0.1%2/24`. */
export interface Network extends Address {
  readonly prefix: number;
}

/** Reads `address/prefix`; `undefined` without a prefix or with one out of range. Host bits are kept. */
export function parseNetwork(text: string): Network | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const address = match ? parseAddress(match[1] ?? '') : undefined;
  const prefix = Number(match?.[2]);
  if (!address || prefix > (address.family === 4 ? 32 : 128)) return undefined;
  return { ...address, prefix };
}

export function formatNetwork(network: Network): string {
  return `${formatAddress(network)}/${network.prefix}`;
}

/** The device's spelling of `address/prefix`, or the text itself where it is none (`default`). */
export function canonicalNetwork(text: string): string {
  const network = parseNetwork(text);
  return network ? formatNetwork(network) : text;
}

/** The network an interface address lies in, host bits cleared, to compare by: `20.20.20.1/24` gives `20.20.20.0/24`. */
export function networkOf(network: Network): string {
  const base =
    network.family === 4
      ? ipaddr.IPv4.networkAddressFromCIDR(`${network.ip}/${network.prefix}`).toString()
      : ipaddr.IPv6.networkAddressFromCIDR(`${network.ip}/${network.prefix}`).toRFC5952String();
  const { routeDomain, family, prefix } = network;
  return formatNetwork({ routeDomain, family, prefix, ip: base });
}

/** Reads an address, or a network without host bits; `undefined` for anything else. */
export function parsePlace(text: string): Network | undefined {
  const address = parseAddress(text);
  if (address) return { ...address, prefix: BITS[address.family] };
  const network = parseNetwork(text);
  if (!network) return undefined;
  const { ip, family, prefix } = network;
  const routeDomain = 0;
  return networkOf({ ip, family, prefix, routeDomain }) === `${ip}/${prefix}` ? network : undefined;
}

const BITS = { 4: 32, 6: 128 } as const;

/** Whether a prefix leaves one address only. */
export function isHostPrefix(family: 4 | 6, prefix: number): boolean {
  return prefix === BITS[family];
}

/** The mask of a prefix; that of a single address where none is given. */
export function maskOf(family: 4 | 6, prefix: number = BITS[family]): string {
  return family === 4
    ? ipaddr.IPv4.subnetMaskFromPrefixLength(prefix).toString()
    : ipaddr.IPv6.subnetMaskFromPrefixLength(prefix).toRFC5952String();
}

/** The prefix of a mask; `undefined` for what is none. */
export function prefixOf(mask: string): number | undefined {
  return ipaddr.isValid(mask) ? (ipaddr.parse(mask).prefixLengthFromSubnetMask() ?? undefined) : undefined;
}
