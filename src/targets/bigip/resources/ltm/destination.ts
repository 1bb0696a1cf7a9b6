import {
  canonicalAddress,
  formatAddress,
  isHostPrefix,
  maskOf,
  parseAddress,
  prefixOf,
} from '../../../../model/address.ts';
import { asText, toValue, type Value } from '../../../../model/object.ts';
import { type Field, ownRouteDomain, type ReadContext, type Reply } from '../field.ts';
import { cutting } from '../impact.ts';
import { partitionOf } from '../object-path.ts';
import { spelled } from '../route-domain.ts';

/** Address or name, then a dot (IPv6) or colon, then the port. */
const PLACE = /^(.*)[:.](\d+|any)$/;

/** Where a virtual server listens, with the prefix of a network: its mask is a key of its own on the wire. */
export function destination(): Field {
  return {
    read: readDestination,
    write: writeDestination,
    // The shell is in /Common, wherever the virtual server is.
    tmsh: (value, path) => [`/${partitionOf(path)}/${asText(value)}`],
    ...cutting,
  };
}

/**
 * The canonical text: `203.0.113.10:443`, `2001:db8::1.443` (a dot parts an IPv6 address from its port), `any` for
 * all ports, `10.13.13.0/24:80` for a network.
 */
export function destinationText(ip: string, port: number, prefix?: number): string {
  const family = parseAddress(ip)?.family;
  const isHost = family === undefined || prefix === undefined || isHostPrefix(family, prefix);
  return `${ip}${isHost ? '' : `/${prefix}`}${ip.includes(':') ? '.' : ':'}${port === 0 ? 'any' : port}`;
}

/** The destination names the virtual-address: `/Common/203.0.113.10:443`. */
export function virtualAddressOf(raw: Reply): string[] {
  const match = typeof raw.destination === 'string' ? PLACE.exec(raw.destination) : null;
  return match?.[1]?.startsWith('/') ? [`ltm/virtual-address:${match[1]}`] : [];
}

function readDestination(raw: Reply, context: ReadContext): Value {
  const value = raw.destination;
  const match = typeof value === 'string' ? PLACE.exec(value) : null;
  if (!match) return toValue(value);
  const [, place = '', port = ''] = match;
  const found = parseAddress(place.slice(place.lastIndexOf('/') + 1));
  const ip = found ? formatAddress(found) : canonicalAddress(context.addressOf(place) ?? place);
  // It is called as in the partition of the virtual address, which may be another.
  const own = ownRouteDomain(raw, context);
  const there = place.startsWith('/') ? (context.routeDomainOf?.(partitionOf(place)) ?? 0) : own;
  const shown = spelled(ip, there, own);
  return destinationText(shown, port === 'any' ? 0 : Number(port), prefixRead(shown, raw.mask));
}

/** A wildcard has a mask of its own kind, whatever is printed with it (device-facts: masks). */
function prefixRead(ip: string, mask: unknown): number | undefined {
  const isWildcard = ['0.0.0.0', '::'].includes(parseAddress(ip)?.ip ?? '');
  return isWildcard || typeof mask !== 'string' ? undefined : prefixOf(mask);
}

/** A mask that goes or comes is said, also that of a single address (device-facts: masks). */
function writeDestination(value: Value): Record<string, Value> {
  const text = asText(value);
  const [, ip = '', prefix, port = ''] = /^(.*?)(?:\/(\d+))?([:.](?:\d+|any))$/.exec(text) ?? [];
  // Every version takes a 0 for any port.
  const body = { destination: `${ip}${port}`.replace(/any$/, '0') };
  const found = parseAddress(ip);
  if (!found || found.ip === '0.0.0.0' || found.ip === '::') return body;
  return { ...body, mask: maskOf(found.family, prefix === undefined ? undefined : Number(prefix)) };
}
