import type { Diagnostic } from '../model/diagnostic.ts';
import type { SpecPath } from '../model/object.ts';
import { parseAddress } from '../model/address.ts';
import type { Locate } from '../yaml/locate.ts';
import { closest } from '../yaml/suggest.ts';
import { keysAt, valueAt } from '../yaml/walk.ts';
import { otherWord } from './other-words.ts';
import { specSchema } from './schema/schema.ts';
import { reference } from './schema/scalars.ts';

/** A map of the spec whose names can be referred to, and what one of them is called in a message. */
interface Named {
  readonly label: string;
  readonly path: SpecPath;
}

const NAMED = {
  vlan: { label: 'VLAN', path: ['network', 'vlans'] },
  routeDomain: { label: 'route domain', path: ['network', 'routeDomains'] },
  node: { label: 'node', path: ['nodes'] },
  monitor: { label: 'monitor', path: ['monitors'] },
  pool: { label: 'pool', path: ['pools'] },
  snatPool: { label: 'SNAT pool', path: ['snatPools'] },
  rule: { label: 'iRule', path: ['rules'] },
} as const satisfies Record<string, Named>;

/** Where references stand (a star is any key or position), to what, and the words that are none. */
const PLACES: readonly (readonly [path: string, named: Named, ...words: string[]])[] = [
  ['network.selfIps.*.vlan', NAMED.vlan],
  ['network.routeDomains.*.vlans.*', NAMED.vlan],
  ['network.routeDomains.*.parent', NAMED.routeDomain],
  ['network.routes.*.pool', NAMED.pool],
  ['nodes.*.monitors.*', NAMED.monitor],
  ['nodes.*.monitors.of.*', NAMED.monitor],
  ['pools.*.monitors.*', NAMED.monitor],
  ['pools.*.monitors.of.*', NAMED.monitor],
  ['pools.*.members.*.monitors.*', NAMED.monitor],
  ['pools.*.members.*.monitors.of.*', NAMED.monitor],
  ['virtualServers.*.pool', NAMED.pool],
  ['virtualServers.*.routes.*.pool', NAMED.pool],
  ['virtualServers.*.snat', NAMED.snatPool, 'none', 'automap'],
  ['virtualServers.*.rules.*', NAMED.rule],
  ['virtualServers.*.persistence.rule', NAMED.rule],
  ['virtualServers.*.vlans.*', NAMED.vlan],
  ['virtualServers.*.vlans.except.*', NAMED.vlan],
  ['virtualServers.*.listeners.*.snat', NAMED.snatPool, 'none', 'automap'],
  ['virtualServers.*.listeners.*.vlans.*', NAMED.vlan],
  ['virtualServers.*.listeners.*.vlans.except.*', NAMED.vlan],
];

/**
 * The references of a spec that does not follow the schema. A name counts as defined where its map has it,
 * whatever is wrong with what stands below it; what is not the text of a reference is the schema's to say.
 * A spec that does follow it is checked when it is turned into objects, with the same words.
 */
export function danglingReferences(spec: unknown, locate: Locate): Diagnostic[] {
  const found = PLACES.flatMap(([path, named, ...words]) =>
    placesOf(spec, path.split('.')).flatMap((at) => dangling(spec, valueAt(spec, at), named, at, words)),
  );
  const members = Object.keys(mapAt(spec, ['pools'])).flatMap((pool) => membersOf(spec, pool));
  return [...found, ...members].map(({ at, ...one }) => ({ ...one, source: locate(at) }));
}

type Dangling = Omit<Diagnostic, 'source'> & { readonly at: SpecPath };

/** A member names its node by its key, or in a list by `node`; an address is a node of its own. */
function membersOf(spec: unknown, pool: string): Dangling[] {
  const members = valueAt(spec, ['pools', pool, 'members']);
  const named = Array.isArray(members)
    ? members.map((one: unknown, index) => [valueAt(one, ['node']), [index, 'node']] as const)
    : Object.keys(mapAt(spec, ['pools', pool, 'members'])).map((node) => [node, [node]] as const);
  return named.flatMap(([node, at]) =>
    typeof node === 'string' && parseAddress(node)
      ? []
      : dangling(spec, node, NAMED.node, ['pools', pool, 'members', ...at], []),
  );
}

function dangling(
  spec: unknown,
  name: unknown,
  { label, path }: Named,
  at: SpecPath,
  words: readonly string[],
): Dangling[] {
  if (typeof name !== 'string' || name.startsWith('/') || words.includes(name)) return [];
  if (!reference.safeParse(name).success) return [];
  if (!isReadable(spec, path)) return [];
  const known = Object.keys(mapAt(spec, path));
  return known.includes(name) ? [] : [{ ...danglingReference(label, name, known, at), at }];
}

/** Whether what is defined is known: a map of the wrong type, or perhaps under a misspelt key, tells nothing. */
function isReadable(spec: unknown, path: SpecPath): boolean {
  const map = valueAt(spec, path);
  if (map !== undefined) return typeof map === 'object' && map !== null && !Array.isArray(map);
  return path.every((_, depth) => {
    const above = path.slice(0, depth);
    const known = keysAt(specSchema, above);
    return Object.keys(mapAt(spec, above)).every((key) => known.includes(key));
  });
}

/** There is no such thing in this spec. */
export function danglingReference(
  label: string,
  name: string,
  known: readonly string[],
  at: SpecPath,
): Omit<Diagnostic, 'source'> {
  const near = closest(name, known);
  const hint =
    near === undefined
      ? `define it in this spec, or write /Common/${name} if it is on the device`
      : `did you mean ${near}? (/Common/${name} would be one on the device)`;
  const message = `there is no ${label} ${name} in this spec`;
  const other = otherWord(at, name, 'value');
  return { rule: 'spec/dangling-reference', severity: 'error', message, hint: other ?? hint };
}

/** The paths of a spec that a pattern matches. */
function placesOf(value: unknown, [segment, ...rest]: readonly string[]): SpecPath[] {
  if (segment === undefined) return [[]];
  return childrenOf(value, segment).flatMap((key) =>
    placesOf(valueAt(value, [key]), rest).map((path) => [key, ...path]),
  );
}

function childrenOf(value: unknown, segment: string): (string | number)[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return segment === '*' ? [...value.keys()] : [];
  if (segment === '*') return Object.keys(value);
  return Object.hasOwn(value, segment) ? [segment] : [];
}

function mapAt(spec: unknown, path: SpecPath): object {
  const value = valueAt(spec, path);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
