import { parseAddress } from '../../../model/address.ts';
import type { Spec } from '../../../spec/schema/schema.ts';
import type { Hit, Rule, Subject } from './rule.ts';
import { type PoolView, type VirtualView, virtualsOf, websocketVirtuals } from './virtuals.ts';

/** Source ports of one address towards one member. */
const PORTS = 64_000;

/** An address has 64k ports for each member, and nothing keeps connections below that. */
export const snatPorts: Rule = {
  id: 'websocket/snat-ports',
  severity: 'note',
  explanation:
    'With SNAT all connections to one member come from the addresses of the SNAT, each of which has some 64,000 ports ' +
    'for one address and port of a member: addresses × members × 64,000 connections at once, for all virtual ' +
    'servers together that have this SNAT and these members. Automap is counted as one address. WebSockets stay, ' +
    'so that many is the most; then connections fail and the log says "Inet port exhaustion". Keep the ' +
    'connectionLimit of the virtual servers or of the members below it, add members, or use a SNAT pool with more ' +
    'addresses. (K7820)',
  check: (subject) =>
    websocketVirtuals(subject).flatMap((view) => {
      // Each connection goes to one of its pools, and all of them may go to the one with the fewest ports.
      const pools = view.pools.flatMap((pool) => {
        const addresses = addressesOf(subject.spec, view.written.snat, pool);
        const members = placesOf(subject.spec, pool);
        return addresses && members > 0 ? [{ pool, addresses, members }] : [];
      });
      return pools
        .sort((one, other) => one.addresses * one.members - other.addresses * other.members)
        .flatMap((ports) => hits(subject, view, ports))
        .slice(0, 1);
    }),
};

interface Ports {
  readonly pool: PoolView;
  readonly addresses: number;
  readonly members: number;
}

function hits(subject: Subject, view: VirtualView, { pool, addresses, members }: Ports): Hit[] {
  const { at, name, written } = view;
  const each = PORTS * addresses;
  const most = each * members;
  const limited = ({ connectionLimit }: { connectionLimit: number }) =>
    connectionLimit > 0 && connectionLimit <= each;
  if (pool.written.members.every(limited)) return [];
  const limits = sharing(subject, view, pool).map((one) => one.written.connectionLimit);
  const isLimited = !limits.includes(0);
  const sum = limits.reduce((total, one) => total + one, 0);
  if (isLimited && sum <= most) return [];
  const above =
    limits.length === 1
      ? `the limit of ${sum} is above that`
      : `the limits of the ${limits.length} virtual servers that share them, ${sum} in all, are above that`;
  return [
    {
      at: [...at, isLimited ? 'connectionLimit' : 'snat'],
      message:
        `${name}: ${snatInWords(written.snat, addresses)} has ports for ${most} connections at once to ` +
        `${membersInWords(view, pool, members)} ` +
        `(${addresses} × ${members} × ${PORTS}); ${isLimited ? above : 'there is no limit'}`,
      hint: 'set connectionLimit below it, or use a SNAT pool with more addresses',
    },
  ];
}

function snatInWords(snat: string, addresses: number): string {
  return snat === 'automap'
    ? 'SNAT automap'
    : `the SNAT pool ${snat} of ${addresses === 1 ? 'one address' : `${addresses} addresses`}`;
}

function membersInWords({ pools }: VirtualView, { name }: PoolView, count: number): string {
  if (pools.length > 1) return `the ${count === 1 ? 'member' : `${count} members`} of ${name}`;
  return count === 1 ? 'this member' : `these ${count} members`;
}

/** The virtual servers whose connections take ports from the same addresses to the same members. */
function sharing(subject: Subject, { written }: VirtualView, pool: PoolView): VirtualView[] {
  return virtualsOf(subject).filter(
    (one) => one.written.snat === written.snat && one.pools.some(({ name }) => name === pool.name),
  );
}

/** How many addresses connections come from; undefined where the spec does not know. */
function addressesOf(spec: Spec, snat: string, pool: PoolView): number | undefined {
  if (snat === 'none') return undefined;
  if (snat === 'automap') return 1;
  const own = Object.hasOwn(spec.snatPools, snat) ? spec.snatPools[snat] : undefined;
  const families = new Set(
    pool.written.members.map(({ node }) => parseAddress(addressOf(spec, node))?.family),
  );
  const fitting = own?.addresses.filter((one) => families.has(parseAddress(one)?.family));
  return fitting && new Set(fitting).size;
}

/** The addresses with ports that the members come to: two names of one are one. */
function placesOf(spec: Spec, { written }: PoolView): number {
  return new Set(written.members.map(({ node, port }) => `${addressOf(spec, node)} ${port}`)).size;
}

function addressOf(spec: Spec, node: string): string {
  return (Object.hasOwn(spec.nodes, node) ? spec.nodes[node]?.address : undefined) ?? node;
}
