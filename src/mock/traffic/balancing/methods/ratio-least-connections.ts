import { leastOf } from './least-connections.ts';

/** The fewest connections for its ratio. */
export const ratioLeastConnectionsMember = leastOf(({ connections, member }) => connections / member.ratio);
export const ratioLeastConnectionsNode = leastOf(
  ({ nodeConnections, member }) => nodeConnections / member.node.ratio,
);
