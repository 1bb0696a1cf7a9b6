import type { Pool } from '../model/pool.ts';
import { own } from '../../wire/json.ts';
import type { Method } from './method.ts';
import { dynamicRatioMember, dynamicRatioNode } from './methods/dynamic-ratio.ts';
import { leastConnectionsMember, leastConnectionsNode } from './methods/least-connections.ts';
import { ratioMember, ratioNode } from './methods/ratio.ts';
import { ratioLeastConnectionsMember, ratioLeastConnectionsNode } from './methods/ratio-least-connections.ts';
import { byResponseTime, bySessions, unpublished } from './methods/refused.ts';
import { roundRobin } from './methods/round-robin.ts';
import {
  weightedLeastConnectionsMember,
  weightedLeastConnectionsNode,
} from './methods/weighted-least-connections.ts';

/** The load-balancing methods, by the word of `loadBalancingMode`. */
export const METHODS: Readonly<Record<string, Method>> = {
  'dynamic-ratio-member': dynamicRatioMember,
  'dynamic-ratio-node': dynamicRatioNode,
  'fastest-app-response': byResponseTime,
  'fastest-node': byResponseTime,
  'least-connections-member': leastConnectionsMember,
  'least-connections-node': leastConnectionsNode,
  'least-sessions': bySessions,
  'observed-member': unpublished,
  'observed-node': unpublished,
  'predictive-member': unpublished,
  'predictive-node': unpublished,
  'ratio-least-connections-member': ratioLeastConnectionsMember,
  'ratio-least-connections-node': ratioLeastConnectionsNode,
  'ratio-member': ratioMember,
  'ratio-node': ratioNode,
  'ratio-session': bySessions,
  'round-robin': roundRobin,
  'weighted-least-connections-member': weightedLeastConnectionsMember,
  'weighted-least-connections-node': weightedLeastConnectionsNode,
};

/** Why a pool is not balanced here. */
export function poolRefusal(pool: Pool): string | undefined {
  if (pool.queues) return `has pool ${pool.path}, which queues connections beyond its limits`;
  const method = own(METHODS, pool.method);
  const why = method ? method.refusal?.(pool) : 'is a method that the mock does not know';
  return why === undefined ? undefined : `has pool ${pool.path}, whose method ${pool.method} ${why}`;
}
