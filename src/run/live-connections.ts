import type { LiveConnections } from '../model/live-connections.ts';
import { objectKey } from '../model/object.ts';
import { disrupts } from '../plan/impact.ts';
import type { PlannedRun } from './plan-run.ts';
import type { Connection } from './target.ts';

const NOT_COUNTED: LiveConnections = { count: null, where: '' };

/** The plan with the live connections of what it cuts or refuses. Nothing is read where it does neither. */
export async function withLiveConnections(connection: Connection, planned: PlannedRun): Promise<PlannedRun> {
  const felt = planned.plan.changes.filter(disrupts);
  if (felt.length === 0) return planned;
  const counted = (await connection.connections?.(planned.device, felt)) ?? {};
  const live = felt.map(objectKey).map((key) => [key, counted[key] ?? NOT_COUNTED] as const);
  return { ...planned, live: Object.fromEntries(live) };
}
