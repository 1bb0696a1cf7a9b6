import type { Spec } from '../../../spec/schema/schema.ts';
import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** Source ports of one address towards one member. */
const PORTS = 64_000;

/** SNAT automap has 64k ports for each address and member, and nothing keeps connections below that. */
export const snatPorts: Rule = {
  id: 'websocket/snat-ports',
  severity: 'note',
  explanation:
    'With SNAT automap all connections to one member come from one address of the BIG-IP, which has some ' +
    '64,000 ports for it; with a SNAT pool each of its addresses has as many. WebSockets stay, so that many is the ' +
    'most at once; then connections fail and the log says "Inet port exhaustion". Keep connectionLimit below it, ' +
    'add members, or add addresses to the SNAT pool. (K7820)',
  check: (subject) =>
    websocketVirtuals(subject).flatMap(({ at, name, written, pool }) => {
      const members = pool?.written.members ?? [];
      const ports = PORTS * addressesOf(subject.spec, written.snat);
      const most = ports * members.length;
      if (most === 0) return [];
      if (members.every(({ connectionLimit }) => connectionLimit > 0 && connectionLimit <= ports)) return [];
      if (written.connectionLimit > 0 && written.connectionLimit <= most) return [];
      const limit =
        written.connectionLimit > 0
          ? `the limit of ${written.connectionLimit} is above that`
          : 'there is no limit';
      return [
        {
          at: [...at, written.connectionLimit > 0 ? 'connectionLimit' : 'snat'],
          message: `${name}: ${written.snat === 'automap' ? 'SNAT automap' : `the SNAT pool ${written.snat}`} has ports for ${most} connections at once to ${members.length === 1 ? 'this member' : `these ${members.length} members`}; ${limit}`,
          hint: `set connectionLimit below it, or ${written.snat === 'automap' ? 'use a SNAT pool with several addresses' : 'add addresses to the SNAT pool'}`,
        },
      ];
    }),
};

/** The source addresses that connections to a member may have; 0 where only the device knows. */
function addressesOf({ snatPools }: Spec, snat: string): number {
  if (snat === 'automap') return 1;
  return Object.hasOwn(snatPools, snat) ? (snatPools[snat]?.addresses.length ?? 0) : 0;
}
