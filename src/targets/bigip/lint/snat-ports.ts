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
    '64,000 ports for it. WebSockets stay, so that many is the most at once; then connections fail and ' +
    'the log says "Inet port exhaustion". Keep connectionLimit below it, add members, or use a SNAT pool with ' +
    'several addresses. (K7820)',
  check: (subject) =>
    websocketVirtuals(subject).flatMap(({ at, name, written, pool }) => {
      const members = pool?.written.members ?? [];
      const most = PORTS * members.length;
      if (written.snat !== 'automap' || most === 0) return [];
      if (members.every(({ connectionLimit }) => connectionLimit > 0 && connectionLimit <= PORTS)) return [];
      if (written.connectionLimit > 0 && written.connectionLimit <= most) return [];
      const limit =
        written.connectionLimit > 0
          ? `the limit of ${written.connectionLimit} is above that`
          : 'there is no limit';
      return [
        {
          at: [...at, written.connectionLimit > 0 ? 'connectionLimit' : 'snat'],
          message: `${name}: SNAT automap has ports for ${most} connections at once to ${members.length === 1 ? 'this member' : `these ${members.length} members`}; ${limit}`,
          hint: 'set connectionLimit below it, or use a SNAT pool with several addresses',
        },
      ];
    }),
};
