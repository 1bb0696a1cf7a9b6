import { isReply, type Reply } from '../resources/field.ts';
import { memberOfNode } from '../resources/ltm/pool.ts';
import { memberPath } from '../resources/object-path.ts';
import type { Client } from './client.ts';
import { OddAnswerError } from './errors.ts';

// What `/stats` of a collection tells, a row for each object (device-facts: stats).

/** What one row says; each name has a number or a text. */
export interface StatsRow {
  /** Full path; of a member with its pool before it. */
  readonly path: string;
  readonly number: (name: string) => number | undefined;
  readonly text: (name: string) => string | undefined;
}

/** All rows of a kind, or of one place where it is found. An answer about something else is none. */
export async function readStats(client: Client, kind: string, collection = kind): Promise<StatsRow[]> {
  const { body } = await client.request('GET', `/mgmt/tm/${collection}/stats`);
  if (!isReply(body) || !isStatsOf(kind, body.kind))
    throw new OddAnswerError(`GET /mgmt/tm/${collection}/stats`, `the statistics of ${kind}`);
  const entries = isReply(body.entries) ? body.entries : {};
  return Object.values(entries).map((entry) => rowOf(kind, valuesOf(entry)));
}

/** `tm:ltm:virtual:virtualcollectionstats`. */
function isStatsOf(kind: string, told: unknown): boolean {
  return (
    typeof told === 'string' && told.startsWith(`tm:${kind.replaceAll('/', ':')}:`) && told.endsWith('stats')
  );
}

function valuesOf(entry: unknown): Reply {
  const nested = isReply(entry) ? entry.nestedStats : undefined;
  return isReply(nested) && isReply(nested.entries) ? nested.entries : {};
}

function rowOf(kind: string, values: Reply): StatsRow {
  const number = (name: string): number | undefined => {
    const value = valueIn(values, name, 'value');
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  };
  const text = (name: string): string | undefined => {
    const value = valueIn(values, name, 'description');
    return typeof value === 'string' ? value : undefined;
  };
  const path =
    kind === 'ltm/pool/members'
      ? memberPath(text('poolName') ?? '', memberOfNode(text('nodeName') ?? '', number('port') ?? 0))
      : (text('tmName') ?? '');
  return { path, number, text };
}

function valueIn(values: Reply, name: string, key: 'value' | 'description'): unknown {
  const found = values[name];
  return isReply(found) ? found[key] : undefined;
}
