import { formatService, parseAddress, parseService } from '../../wire/address.ts';
import type { Endpoint } from '../contract.ts';

// Addresses and ports as text: `203.0.113.10:80`, `2001:db8::1.80` as a device writes it, `[2001:db8::1]:80` as others do.

export const textOf = ({ address, port }: Endpoint): string => formatService(address, port);

export function parseEndpoint(text: string): Endpoint | undefined {
  const bracketed = /^\[([^\]]+)\]:(\d{1,5})$/.exec(text.trim());
  const service = parseService(bracketed ? `${bracketed[1] ?? ''}.${bracketed[2] ?? ''}` : text.trim());
  const address = service && canonicalAddress(service.host);
  return address === undefined ? undefined : { address, port: service?.port ?? 0 };
}

/** One spelling for one address; the route domain is told unless it is 0. */
export function canonicalAddress(text: string): string | undefined {
  const address = parseAddress(text);
  if (!address) return undefined;
  return address.routeDomain ? `${address.ip}%${address.routeDomain}` : address.ip;
}

export function isLoopback(address: string): boolean {
  const ip = canonicalAddress(address);
  return ip === '::1' || (ip?.startsWith('127.') === true && !ip.includes('%'));
}
