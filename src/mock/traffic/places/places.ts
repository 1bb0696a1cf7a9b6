import { createServer } from 'node:net';
import type { Endpoint } from '../contract.ts';
import { isLoopback, textOf } from './endpoint.ts';
import { listenAt } from './loopback.ts';
import type { NamedPlaces } from './map.ts';

// Where on loopback the addresses of the configuration are.

export interface Places {
  readonly isAuto: boolean;
  /** What was named endpoint by endpoint. */
  readonly named: NamedPlaces['endpoints'];
  /** Where an endpoint is, as far as that is known. */
  find(real: Endpoint): Endpoint | undefined;
  /** The same; with `auto`, one that has no place is given a free port, and keeps it. */
  give(real: Endpoint): Promise<Endpoint | undefined>;
  /** Whether there is anything at an address. */
  knows(address: string): boolean;
  /** The loopback address that stands for the address that connections to members come from. */
  source(address: string): string | undefined;
}

export function createPlaces({ endpoints, addresses }: NamedPlaces, isAuto: boolean): Places {
  const named = new Map(endpoints.map(({ real, at }) => [textOf(real), at]));
  const known = new Map(named);
  const given = new Map<string, Promise<Endpoint>>();
  const taken = new Set(endpoints.map(({ at }) => at.port));
  const find = (real: Endpoint): Endpoint | undefined => {
    // What is named without a route domain is named for all that are not named by themselves.
    const bare = withoutDomain(real.address);
    const exact = known.get(textOf(real)) ?? named.get(textOf({ ...real, address: bare }));
    if (exact) return exact;
    const address = addresses.get(real.address) ?? addresses.get(bare);
    if (address !== undefined) return { address, port: real.port };
    return isLoopback(real.address) ? real : undefined;
  };
  const reserve = async (real: Endpoint): Promise<Endpoint> => {
    const at = { address: '127.0.0.1', port: await freePort(taken) };
    known.set(textOf(real), at);
    return at;
  };
  return {
    isAuto,
    named: endpoints,
    find,
    give: async (real) => {
      const found = find(real);
      if (found || !isAuto) return found;
      const key = textOf(real);
      const reserved = given.get(key) ?? reserve(real);
      given.set(key, reserved);
      return reserved;
    },
    knows: (address) =>
      isAuto ||
      isLoopback(address) ||
      [address, withoutDomain(address)].some(
        (one) => addresses.has(one) || endpoints.some(({ real }) => real.address === one),
      ),
    source: (address) => addresses.get(address) ?? (isAuto ? derived(address) : undefined),
  };
}

const withoutDomain = (address: string): string => address.replace(/%\d+$/, '');

/** 203.0.113.2 is 127.0.113.2: what a member sees can be told apart. Linux answers on all of 127.0.0.0/8. */
function derived(address: string): string | undefined {
  const [, ...rest] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)?.slice(1) ?? [];
  return rest.length === 3 ? `127.${rest.join('.')}` : undefined;
}

// Below the ports that the kernel gives to connections on their way out, so that none of those takes one that is kept.
const FIRST = 20_000;
const LAST = 32_000;

async function freePort(taken: Set<number>): Promise<number> {
  const start = FIRST + Math.floor(Math.random() * (LAST - FIRST));
  for (let step = 0; step < LAST - FIRST; step++) {
    const port = FIRST + ((start - FIRST + step) % (LAST - FIRST));
    if (taken.has(port)) continue;
    taken.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`there is no free port between ${FIRST} and ${LAST} on 127.0.0.1`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await listenAt(server, { address: '127.0.0.1', port });
  } catch {
    return false;
  }
  await new Promise((done) => server.close(done));
  return true;
}
