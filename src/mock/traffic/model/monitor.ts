import { hasMonitor } from '../../collections/ltm/monitor-rule.ts';
import type { Entry, Store } from '../../objects/kind.ts';
import { parseAddress, parseService } from '../../wire/address.ts';
import { type Json, type JsonObject, textAt } from '../../wire/json.ts';
import type { Endpoint } from '../contract.ts';
import { canonicalAddress } from '../places/endpoint.ts';

// What watches a member or a node.

export interface Monitor {
  readonly path: string;
  /** `http`, as under `ltm/monitor/`. */
  readonly type: string;
  readonly props: JsonObject;
}

export interface MonitorRule {
  readonly monitors: readonly Monitor[];
  /** How many of them must succeed. */
  readonly atLeast: number;
}

/** `a and b`, `min 1 of { a b }`; undefined where nothing watches. */
export function ruleFrom(text: Json | undefined, store: Store): MonitorRule | undefined {
  if (typeof text !== 'string' || !hasMonitor(text)) return undefined;
  const monitors = (text.match(/\/[^\s{}]+/g) ?? []).flatMap((path): Monitor[] => {
    const found = store.find('monitor', path);
    return found ? [{ path, type: typeOf(found), props: found.props }] : [];
  });
  const least = /^min (\d+) of/.exec(text)?.[1];
  return monitors.length === 0
    ? undefined
    : { monitors, atLeast: least === undefined ? monitors.length : Number(least) };
}

const typeOf = ({ kind }: Entry) => kind.path.split('/').at(-1) ?? '';

/** The rule of an object, or the one that it inherits. */
export const inherited = (own: Json | undefined, above: Json | undefined): Json | undefined =>
  own === 'default' || own === undefined ? above : own;

/** Where a monitor looks: its own destination, with what that leaves open taken from the member. */
export function destinationOf({ props }: Monitor, member: Endpoint): Endpoint {
  const text = textAt(props, 'destination') ?? '*:*';
  const wild = /^\*[:.]?(\d*)\*?$/.exec(text);
  if (wild) return { address: member.address, port: Number(wild[1]) || member.port };
  const service = parseService(text.replace(/\*$/, '0'));
  const address = canonicalAddress(service?.host ?? text);
  if (address === undefined || !parseAddress(address)) return member;
  return { address, port: (service?.port ?? 0) || member.port };
}
