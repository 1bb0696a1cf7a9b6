import type { Weighted } from '../../model/pool.ts';
import { leastOf } from './least-connections.ts';

// The one that has used the least of its connection limit; without a limit there is nothing to compare.

const unlimited = (what: string, all: readonly Weighted[]) =>
  all.some(({ connectionLimit }) => connectionLimit === 0)
    ? `weighs by connection limits, and a ${what} has none`
    : undefined;

export const weightedLeastConnectionsMember = leastOf(
  ({ connections, member }) => connections / member.connectionLimit,
  ({ members }) => unlimited('member', members),
);
export const weightedLeastConnectionsNode = leastOf(
  ({ nodeConnections, member }) => nodeConnections / member.node.connectionLimit,
  ({ members }) =>
    unlimited(
      'node',
      members.map(({ node }) => node),
    ),
);
