import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/mock/mock.ts';
import { CASES, type CapturedCase, ELSEWHERE } from './captured-cases.ts';
import { EXCEPTIONS } from './captured-exceptions.ts';
import { clientOf } from './client.ts';

// Holds the mock against answers of real devices: the same keys in the same order, the same types, the same
// values. The folder of captures is not part of the project; without it there is nothing to compare with.

const FOLDER = process.env.CAPTURED ?? resolve(import.meta.dirname, '../../../shared/captured');
const present = existsSync(FOLDER);
const read = (file: string): unknown => JSON.parse(readFileSync(resolve(FOLDER, `${file}.json`), 'utf8'));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Differences as `path: what`. */
function differences(captured: unknown, own: unknown, path: string): string[] {
  if (isObject(captured) && isObject(own)) return objectDifferences(captured, own, path);
  if (Array.isArray(captured) && Array.isArray(own)) {
    const length =
      captured.length === own.length ? [] : [`${path}: ${captured.length} items, not ${own.length}`];
    return [...length, ...captured.flatMap((item, index) => differences(item, own[index], `${path}[]`))];
  }
  if (typeof captured !== typeof own) return [`${path}: type ${typeof captured}, not ${typeof own}`];
  return captured === own ? [] : [`${path}: ${JSON.stringify(captured)}, not ${JSON.stringify(own)}`];
}

function objectDifferences(
  captured: Record<string, unknown>,
  own: Record<string, unknown>,
  path: string,
): string[] {
  const keys = Object.keys(captured);
  const ownKeys = Object.keys(own);
  const missing = keys.filter((key) => !(key in own)).map((key) => `${path}.${key}: missing`);
  const added = ownKeys.filter((key) => !(key in captured)).map((key) => `${path}.${key}: not captured`);
  const shared = keys.filter((key) => key in own);
  const order = ownKeys.filter((key) => key in captured);
  const moved = shared.join() === order.join() ? [] : [`${path}: order ${shared.join()} not ${order.join()}`];
  return [
    ...missing,
    ...added,
    ...moved,
    ...shared.flatMap((key) => differences(captured[key], own[key], `${path}.${key}`)),
  ];
}

const asPattern = (path: string) =>
  new RegExp(`^${path.replace(/[.[\]{}()+?^$|\\]/g, '\\$&').replaceAll('*', '.*')}$`);

function unexplained(file: string, found: readonly string[]): { open: string[]; used: Set<number> } {
  const used = new Set<number>();
  const open = found.filter((difference) => {
    const path = difference.slice(0, difference.indexOf(': '));
    const at = EXCEPTIONS.findIndex(
      (one) => (one.file === '*' || one.file === file) && asPattern(one.path).test(path),
    );
    if (at >= 0) used.add(at);
    return at < 0;
  });
  return { open, used };
}

async function answerOf({ tmos, steps = [], path, shape }: CapturedCase): Promise<unknown> {
  const mock = await createMock({ tmos, taskMs: 1 });
  try {
    const client = clientOf(mock);
    for (const [method, url, body] of steps) {
      const reply = await client.call(method, url, body);
      if (reply.status >= 300) throw new Error(`${method} ${url}: ${reply.status} ${reply.text}`);
    }
    const answer = await client.get(path);
    client.agent.destroy();
    return shape === 'items' ? answer.items : answer;
  } finally {
    await mock.stop();
  }
}

describe.skipIf(!present)(
  `captured answers (${present ? FOLDER : 'skipped: no ../shared/captured here'})`,
  () => {
    const used = new Set<number>();

    it.each(CASES.map((one) => [one.file, one] as const))('%s', async (file, one) => {
      const found = differences(read(file), await answerOf(one), '');
      const result = unexplained(file, found);
      for (const at of result.used) used.add(at);
      expect(result.open).toEqual([]);
    });

    it('every captured file is looked at', () => {
      const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
      const known = new Set([...CASES.map(({ file }) => file), ...ELSEWHERE]);
      expect(files.map((name) => name.replace(/\.json$/, '')).filter((name) => !known.has(name))).toEqual([]);
    });

    it('every exception is still one', () => {
      expect(EXCEPTIONS.filter((_, index) => !used.has(index))).toEqual([]);
    });
  },
);
