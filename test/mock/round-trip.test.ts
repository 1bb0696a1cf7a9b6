import { describe, expect, it } from 'vitest';
import { createMock, type Mock, TMOS_VERSIONS } from '../../src/mock/mock.ts';
import { kindsOf } from '../../src/mock/collections/factory.ts';
import { tmos as versionOf } from '../../src/mock/tmos.ts';
import { type Client, clientOf } from './client.ts';
import { TM } from './running.ts';
import { policyOf, SAMPLES } from './round-trip-samples.ts';

// A law over the registry: of every version, every collection and every object, what a device prints it also takes
// back, and prints the same again. Clients write whole objects as they read them.

const MOVING = new Set(['generation', 'lastModified', 'lastModifiedTime']);
const without = (object: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !MOVING.has(key)));

/** What no request may change. */
const FIXED = new Set(['/mgmt/tm/ltm/rule/~Common~_sys_https_redirect']);

interface Visit {
  readonly client: Client;
  readonly mock: Mock;
  readonly wrong: string[];
  objects: number;
}

/** Reads an object by its own address and writes it back, and first those below it; what cannot be written says so. */
async function there(path: string, visit: Visit): Promise<void> {
  const { client, wrong } = visit;
  const item = await client.get(path);
  for (const value of Object.values(item))
    if (isSubcollection(value)) await each(new URL(value.link).pathname, visit);
  const { status, text } = await client.call('PUT', path, item);
  if (status === 403 || FIXED.has(path)) return;
  visit.objects++;
  if (status !== 200) wrong.push(`${path}: ${status} ${text}`);
  const [before, after] = [without(item), without(await client.get(path))];
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const moved = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  wrong.push(
    `${path}: ${moved.map((key) => `${key} ${JSON.stringify(before[key])} → ${JSON.stringify(after[key])}`).join(', ') || 'order'}`,
  );
}

const pathOf = ({ selfLink }: Record<string, unknown>) => new URL(String(selfLink)).pathname;

/** Each object of a list. */
async function each(path: string, visit: Visit): Promise<void> {
  const { items = [] } = (await visit.client.get(path)) as { items?: Record<string, unknown>[] };
  for (const item of items) await there(pathOf(item), visit);
}

const isSubcollection = (value: unknown): value is { link: string } =>
  typeof value === 'object' && value !== null && 'isSubcollection' in value;

async function upload(client: Client, name: string, content: Buffer): Promise<void> {
  const range = { 'Content-Range': `0-${content.length - 1}/${content.length}` };
  const headers = { 'Content-Type': 'application/octet-stream', ...range };
  await client.call('POST', `/mgmt/shared/file-transfer/uploads/${name}`, content, headers);
}

describe.each(TMOS_VERSIONS)('TMOS %s', (tmos) => {
  it('takes back what it prints', { timeout: 120_000 }, async () => {
    const mock = await createMock({ tmos });
    const client = clientOf(mock);
    const visit: Visit = { client, mock, wrong: [], objects: 0 };
    await upload(client, 'words', Buffer.from('a := 1,\nb := 2,\n'));
    const kinds = kindsOf(versionOf(tmos));
    const empty: string[] = [];
    for (const [path, ...bodies] of SAMPLES) {
      for (const body of kinds.has(path) ? bodies : []) await client.post(`${TM}/${path}`, body);
    }
    await client.post(`${TM}/ltm/policy`, policyOf(tmos));
    let number = 0;
    for (const kind of kinds.values()) {
      const path = `${TM}/${kind.path}`;
      if (kind.naming === 'singleton') {
        await there(path, visit);
        continue;
      }
      await client.call('POST', path, { name: `sample${number++}` });
      const before = visit.objects;
      await each(path, visit);
      const isWritable = kind.definition.methods?.includes('PUT') ?? true;
      if (visit.objects === before && isWritable) empty.push(kind.path);
    }
    expect(visit.wrong).toEqual([]);
    expect(empty.join(' ')).toBe('');
    client.agent.destroy();
    await mock.stop();
  });
});
