import { TrafficOptionError } from '../../api.ts';
import { canonicalAddress, isLoopback, parseEndpoint, textOf } from './endpoint.ts';
import type { Endpoint } from '../contract.ts';

// What the user says about places: `203.0.113.10:80` is `127.0.0.1:8080`, or a whole address is another.

export interface NamedPlaces {
  readonly endpoints: readonly { readonly real: Endpoint; readonly at: Endpoint }[];
  /** Whole addresses; the port stays. */
  readonly addresses: ReadonlyMap<string, string>;
}

export function readPlaces(input: Readonly<Record<string, string>>): NamedPlaces {
  const endpoints: { real: Endpoint; at: Endpoint }[] = [];
  const addresses = new Map<string, string>();
  const taken = new Map<string, string>();
  for (const [from, to] of Object.entries(input)) {
    const address = canonicalAddress(from);
    if (address !== undefined) {
      addresses.set(address, loopbackAddress(from, to));
      continue;
    }
    const pair = { real: endpoint(from, from, to), at: loopbackEndpoint(from, to) };
    const other = taken.get(textOf(pair.at));
    if (other !== undefined) throw new TrafficOptionError(`${other} and ${from} are both ${to}`);
    taken.set(textOf(pair.at), from);
    endpoints.push(pair);
  }
  return { endpoints, addresses };
}

function endpoint(text: string, from: string, to: string): Endpoint {
  const found = parseEndpoint(text);
  if (!found || found.port === 0) {
    throw new TrafficOptionError(
      `${from}=${to}: ${text} is no address with a port, such as 203.0.113.10:80 or [2001:db8::1]:80`,
    );
  }
  return found;
}

function loopbackEndpoint(from: string, to: string): Endpoint {
  const at = endpoint(to, from, to);
  if (!isLoopback(at.address)) throw notLoopback(from, to);
  return at;
}

function loopbackAddress(from: string, to: string): string {
  const at = canonicalAddress(to);
  if (at === undefined || !isLoopback(at)) throw notLoopback(from, to);
  return at;
}

const notLoopback = (from: string, to: string) =>
  new TrafficOptionError(
    `${from}=${to}: ${to} is not on loopback (127.0.0.0/8 or ::1), and nothing else is bound`,
  );
