import ipaddr from 'ipaddr.js';
import { own } from './json.ts';

// Addresses as a BIG-IP writes them: `10.0.0.1%2`, `2001:db8::1`, `any`, `any6`; service and address are
// parted by `:` for IPv4 and names, by `.` for IPv6 (device-facts: ipv6, wildcards, ports).

export interface IpAddress {
  /** Canonical: IPv6 compressed and in lower case, the wildcards as numbers. */
  readonly ip: string;
  readonly version: 4 | 6;
  /** The route domain, when it was written out. */
  readonly routeDomain: number | undefined;
}

const WILDCARDS: Readonly<Record<string, string>> = {
  any: '0.0.0.0',
  any4: '0.0.0.0',
  any6: '::',
  '*': '0.0.0.0',
};

export function parseAddress(text: string): IpAddress | undefined {
  const match = /^([^%/]+)(?:%(\d{1,5}))?$/.exec(text.trim());
  const written = match?.[1];
  if (written === undefined) return undefined;
  const ip = canonicalIp(own(WILDCARDS, written) ?? written);
  if (ip === undefined) return undefined;
  const routeDomain = match?.[2];
  return {
    ip,
    version: ip.includes(':') ? 6 : 4,
    routeDomain: routeDomain === undefined ? undefined : Number(routeDomain),
  };
}

function canonicalIp(text: string): string | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return text;
  if (!text.includes(':') || !ipaddr.IPv6.isValid(text)) return undefined;
  return compress(ipaddr.IPv6.parse(text).parts);
}

/** RFC 5952, without the dotted form of mapped addresses: `2001::100.0.0.0` reads back `2001::6400:0`. */
function compress(parts: readonly number[]): string {
  const words = parts.map((part) => part.toString(16));
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (parts[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  if (best.start < 0) return words.join(':');
  return `${words.slice(0, best.start).join(':')}::${words.slice(best.start + best.length).join(':')}`;
}

/** With the route domain always written out: the same address is the same text. */
export function absolute(address: IpAddress, defaultRouteDomain: number): string {
  return `${address.ip}%${address.routeDomain ?? defaultRouteDomain}`;
}

/** As it is printed: the partition's own route domain is not shown. */
export function printed(address: IpAddress, defaultRouteDomain: number): string {
  const domain = address.routeDomain ?? defaultRouteDomain;
  return domain === defaultRouteDomain ? address.ip : `${address.ip}%${domain}`;
}

/** `0.0.0.0` and `::` in the words the device has for them. */
export function worded(text: string): string {
  return text.replace(/^0\.0\.0\.0(?=$|%)/, 'any').replace(/^::(?=$|%)/, 'any6');
}

export function isWildcard(ip: string): boolean {
  return ip === '0.0.0.0' || ip === '::';
}

export interface Service {
  readonly host: string;
  readonly port: number;
}

/** Names that a BIG-IP accepts for ports; in JSON it prints numbers (device-facts: ports). */
const PORTS: Readonly<Record<string, number>> = {
  any: 0,
  '*': 0,
  'ftp-data': 20,
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  domain: 53,
  http: 80,
  pop3: 110,
  ntp: 123,
  imap: 143,
  snmp: 161,
  ldap: 389,
  https: 443,
  ldaps: 636,
  imaps: 993,
  pop3s: 995,
  sip: 5060,
  amqp: 5672,
  'http-alt': 8080,
  webcache: 8080,
  pcsync_https: 8443,
};

export function parsePort(text: string): number | undefined {
  const known = own(PORTS, text);
  if (known !== undefined) return known;
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port <= 65535 ? port : undefined;
}

/** The port as messages name it: a missing member of port 80 is `… http` in some of them. */
export function portName(port: number): string {
  return Object.entries(PORTS).find(([name, number]) => number === port && name !== '*')?.[0] ?? String(port);
}

/** `host:port`, or `address.port` for IPv6. */
export function parseService(text: string): Service | undefined {
  const colon = text.lastIndexOf(':');
  const dot = text.lastIndexOf('.');
  const isIpv6 = text.indexOf(':') !== colon || /^any6[.%]/.test(text);
  const at = isIpv6 ? dot : colon;
  if (at <= 0) return undefined;
  const port = parsePort(text.slice(at + 1));
  return port === undefined ? undefined : { host: text.slice(0, at), port };
}

export function formatService(host: string, port: number): string {
  return /:|^any6/.test(host) ? `${host}.${port}` : `${host}:${port}`;
}

export interface Network {
  readonly address: IpAddress;
  readonly length: number;
}

/** `10.0.0.0%1/24`, `10.0.0.0/255.255.255.0`; `undefined` without a prefix. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.lastIndexOf('/');
  const address = slash < 0 ? undefined : parseAddress(text.slice(0, slash));
  if (!address) return undefined;
  const length = prefixLength(text.slice(slash + 1), address.version);
  return length === undefined ? undefined : { address, length };
}

function prefixLength(text: string, version: 4 | 6): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= (version === 4 ? 32 : 128) ? Number(text) : undefined;
  if (version === 4 && ipaddr.IPv4.isValidFourPartDecimal(text)) {
    return ipaddr.IPv4.parse(text).prefixLengthFromSubnetMask() ?? undefined;
  }
  return undefined;
}

export function contains(network: Network, address: IpAddress): boolean {
  if (network.address.version !== address.version) return false;
  return network.address.version === 4
    ? ipaddr.IPv4.parse(address.ip).match(ipaddr.IPv4.parse(network.address.ip), network.length)
    : ipaddr.IPv6.parse(address.ip).match(ipaddr.IPv6.parse(network.address.ip), network.length);
}

/** `10.0.3.0` of `10.0.3.5/24`. */
export function firstAddress({ address, length }: Network): string {
  const { parts, size } = wordsOf(address);
  return joined(parts.map((part, index) => part & maskOfWord(length, index, size)));
}

/** `255.255.255.0`, `ffff:ffff::`. */
export function netmask({ address, length }: Network): string {
  const { parts, size } = wordsOf(address);
  return joined(parts.map((_, index) => maskOfWord(length, index, size)));
}

/** Four bytes, or eight words of two. */
const wordsOf = ({ ip, version }: IpAddress): { parts: readonly number[]; size: number } =>
  version === 4
    ? { parts: ipaddr.IPv4.parse(ip).octets, size: 8 }
    : { parts: ipaddr.IPv6.parse(ip).parts, size: 16 };

function maskOfWord(length: number, index: number, size: number): number {
  const kept = Math.min(Math.max(length - index * size, 0), size);
  return 2 ** size - 2 ** (size - kept);
}

const joined = (parts: readonly number[]) => (parts.length === 4 ? parts.join('.') : compress(parts));
