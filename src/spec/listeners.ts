import type { SpecPath } from '../model/object.ts';
import type { Spec, VirtualServer } from './schema/schema.ts';

/** A virtual server of the spec at one of the places where it listens. */
export interface Listening extends VirtualServer {
  readonly destination: string;
  readonly port: number;
}

export interface Listener {
  /** What it is called on the device. */
  readonly name: string;
  /** Where it stands in the spec; `writtenAt` tells where what it does not say itself does. */
  readonly at: SpecPath;
  readonly virtual: Listening;
}

/** Where a virtual server listens: at its own destination, or at each of its `listeners`. */
export function listenersOf(name: string, virtual: VirtualServer): Listener[] {
  const at = ['virtualServers', name];
  const { destination, port, listeners = {} } = virtual;
  if (destination !== undefined && port !== undefined)
    return [{ name, at, virtual: { ...virtual, destination, port } }];
  return Object.entries(listeners).map(([key, own]) => ({
    name: derivedName(name, key),
    at: [...at, 'listeners', key],
    virtual: {
      ...virtual,
      destination: own.destination,
      port: own.port,
      source: own.source ?? virtual.source,
      enabled: own.enabled ?? virtual.enabled,
      snat: own.snat ?? virtual.snat,
      vlans: own.vlans ?? virtual.vlans,
      connectionLimit: own.connectionLimit ?? virtual.connectionLimit,
      connectionRateLimit: own.connectionRateLimit ?? virtual.connectionRateLimit,
      virtualAddress: own.virtualAddress ?? virtual.virtualAddress,
    },
  }));
}

/** Only an address may begin with a digit, and what is called after one is none (device-facts: object-names). */
export function derivedName(name: string, suffix: string): string {
  return `${/^\d/.test(name) ? 'ws-' : ''}${name}-${suffix}`;
}

/** A path into a listener taken apart; undefined where it does not lead there. */
export interface InListener {
  readonly service: string;
  readonly listener: string;
  readonly below: SpecPath;
  /** Whether the listener itself says what the path leads to. */
  readonly isOwn: boolean;
}

export function inListener({ virtualServers }: Spec, at: SpecPath): InListener | undefined {
  const [map, service, word, listener, ...below] = at;
  if (map !== 'virtualServers' || word !== 'listeners') return undefined;
  if (typeof service !== 'string' || typeof listener !== 'string') return undefined;
  const said = virtualServers[service]?.listeners?.[listener] ?? {};
  const [key] = below;
  return { service, listener, below, isOwn: key === undefined || Object.hasOwn(said, key) };
}

/** Where something is written: what a listener does not say itself stands with its virtual server. */
export function writtenAt(spec: Spec, at: SpecPath): SpecPath {
  const found = inListener(spec, at);
  return !found || found.isOwn ? at : ['virtualServers', found.service, ...found.below];
}
