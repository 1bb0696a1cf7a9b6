import type { Rule } from './rule.ts';
import { poolsBehind, websocketVirtuals } from './virtuals.ts';

/** A member that is taken out and keeps its WebSockets. */
export const slowDrain: Rule = {
  id: 'websocket/slow-drain',
  severity: 'note',
  explanation:
    'state: disabled and forced-offline keep new clients from a member and leave those it has: a WebSocket stays for ' +
    'as long as its client does, hours or days. serviceDownAction does not end it either. Before a member is stopped ' +
    'let the application close its connections, or wait until it has none. Clients of a disabled member that come ' +
    'back with a cookie are still sent to it; forced-offline turns them away too. (K13310; K15095)',
  check: (subject) =>
    poolsBehind(websocketVirtuals(subject)).flatMap(({ name, written }) =>
      written.members.flatMap((member) => {
        const node = Object.hasOwn(subject.spec.nodes, member.node)
          ? subject.spec.nodes[member.node]
          : undefined;
        const at = isOut(member.state)
          ? ['pools', name, 'members', ...member.at, 'state']
          : isOut(node?.state)
            ? ['nodes', member.node, 'state']
            : undefined;
        if (!at) return [];
        return [
          {
            at,
            message: `the pool ${name}: ${member.node} takes nobody new, and keeps its WebSockets until they end`,
            hint: 'have the application close them, or wait until the member has none',
          },
        ];
      }),
    ),
};

function isOut(state: string | undefined): boolean {
  return state === 'disabled' || state === 'forced-offline';
}
