import type { EventFacts, Header, PoolMember } from '../contract.ts';
import { tclList } from './words.ts';

// What a rule can read, as lists for the interpreter.

export function factsList(facts: EventFacts): string {
  return tclList([
    ...['virtual', facts.virtual],
    ...endpoint('client', facts.client),
    ...endpoint('local', facts.local),
    ...memberWords(facts),
    ...httpWords(facts),
    ...(facts.tls ? ['tls', facts.tls.serverName ?? ''] : []),
    ...(facts.payload === undefined ? [] : ['payload', facts.payload]),
    ...frameWords(facts),
  ]);
}

function endpoint(name: string, { address, port }: { address: string; port: number }): string[] {
  return [`${name}.address`, address, `${name}.port`, String(port)];
}

function memberWords({ member }: EventFacts): string[] {
  if (!member) return [];
  return [...endpoint('member', member), 'member.name', member.name, 'member.pool', member.pool ?? ''];
}

function httpWords({ http }: EventFacts): string[] {
  if (!http) return [];
  const words = ['http.version', http.version, 'http.method', http.method, 'http.uri', http.uri];
  if (http.status !== undefined) words.push('http.status', String(http.status));
  return [...words, 'http.headers', tclList(http.headers.flat())];
}

function frameWords({ frame }: EventFacts): string[] {
  if (!frame) return [];
  const bit = (value: boolean) => (value ? '1' : '0');
  return ['frame.type', frame.type, 'frame.eom', bit(frame.eom), 'frame.masked', bit(frame.masked)];
}

/** Pools: path and members, each as its address, its port, and whether it is up. */
export function poolsList(pools: EventFacts['pools']): string {
  return tclList(
    Object.entries(pools).flatMap(([path, members]) => [
      path,
      tclList(members.flatMap((member) => [...memberEndpoint(member), member.up ? '1' : '0'])),
    ]),
  );
}

/** `node:80`; an IPv6 address is parted from its port by a dot. */
function memberEndpoint({ name, address, port }: PoolMember): readonly [string, string] {
  const [, node = name, service = '0'] = /^(?:.*\/)?(.*)[:.]([^:.]+)$/.exec(name) ?? [];
  return [address ?? node, port === undefined ? service : String(port)];
}

export function dataGroupsList(groups: Readonly<Record<string, readonly Header[]>>): string {
  const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
  return tclList(
    Object.entries(groups).flatMap(([path, records]) => [
      path,
      tclList(records.flat().map((word) => bytes(word))),
    ]),
  );
}
