import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isReply } from '../../src/targets/bigip/resources/field.ts';
import { type Device, startDevice } from '../harness/device.ts';
import { FIXTURE_ENV, plainValue } from '../harness/fixtures.ts';
import { isWholeProof, sample } from '../harness/sample.ts';
import { type Snapshot, snapshot, withoutChosenTags } from '../harness/snapshot.ts';

type Path = readonly (string | number)[];
type Plain = Readonly<Record<string, unknown>>;

const env = FIXTURE_ENV;

let device: Device;
beforeAll(async () => {
  device = await startDevice();
});
afterAll(() => device.stop());

/** A spec without what is no configuration of the device, its rule files put in. */
async function specOf(file: string): Promise<Plain> {
  const dropped = new Set(['device', 'archive', 'version', 'name', 'vars', 'publicEnv']);
  const value = await plainValue(file);
  const kept = Object.entries(value).filter(([key]) => !dropped.has(key));
  const rules = isReply(value.rules) ? value.rules : {};
  const inlined = Object.entries(rules).map(([name, rule]) => [name, inline(rule)]);
  return {
    version: 1,
    name: 'whole',
    ...(value.vars === undefined ? {} : { vars: value.vars }),
    ...Object.fromEntries(kept),
    ...(value.rules === undefined ? {} : { rules: Object.fromEntries(inlined) }),
  };
}

function inline(rule: unknown): unknown {
  const text = 'when CLIENT_ACCEPTED { log local0. here }';
  if (!isReply(rule)) return { text };
  const { file, ...rest } = rule;
  return file === undefined ? rule : { ...rest, text };
}

/** The places of all keys and list items below a value. */
function places(value: unknown, at: Path = []): Path[] {
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((inner, index): [number, unknown] => [index, inner])
    : isReply(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([key, inner]) => [[...at, key], ...places(inner, [...at, key])]);
}

function without(value: unknown, [key, ...rest]: Path): unknown {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return rest.length === 0
      ? list.filter((_, index) => index !== key)
      : list.map((inner, index) => (index === key ? without(inner, rest) : inner));
  }
  if (!isReply(value)) return value;
  const entries = Object.entries(value).filter(([name]) => rest.length > 0 || name !== key);
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, name === key ? without(inner, rest) : inner]),
  );
}

/** Without what a spec manages only where it says so: interfaces, VLAN ids, the state of nodes and members. */
function comparable(objects: Snapshot): Snapshot {
  const entries = Object.entries(withoutChosenTags(objects)).filter(
    ([key]) => !key.startsWith('net/interface'),
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutState(value)]));
}

function withoutState(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutState);
  if (!isReply(value)) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'session' && key !== 'state');
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutState(inner)]));
}

/** Keys of each file that are tried where not all are. */
const SAMPLED = 16;

describe('a line that is deleted leaves its default behind', () => {
  it.each([
    ['docs/reference.yaml', 100],
    ['fixtures/specs/kaazing-modern.yaml', 15],
  ])('%s, key by key', { timeout: 300_000 }, async (file, least) => {
    const whole = await specOf(file);
    device.reset();
    expect(await device.apply(whole, { env })).toMatchObject({ code: 0, error: '' });
    let tried = 0;
    const problems: string[] = [];
    const all = places(whole).filter(([first]) => first !== 'version' && first !== 'name');
    for (const place of sample(all, SAMPLED)) {
      const spec = without(whole, place);
      if (!isReply(spec)) throw new Error('a spec is a map');
      device.reset();
      const alone = await device.apply(spec, { env });
      // What another part refers to or the schema demands cannot be left out.
      if (alone.code === 65) continue;
      // Nor what the device itself cannot do without: the self IP that a gateway is reached through.
      if (alone.error.includes('not directly reachable')) continue;
      const where = place.join('.');
      if (alone.code !== 0) problems.push(`${where} cannot be left out: ${alone.error}`);
      const expected = comparable(await snapshot(device));
      // The line comes, and goes again.
      const first = await device.apply(whole, { env });
      expect(first.code, first.error).toBe(0);
      const second = await device.apply(spec, { env });
      if (second.code !== 0) problems.push(`${where}: ${second.error}`);
      const found = comparable(await snapshot(device));
      const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
      const differing = keys.filter((key) => JSON.stringify(found[key]) !== JSON.stringify(expected[key]));
      if (differing.length > 0) problems.push(`${where} leaves something behind: ${differing.join(', ')}`);
      tried += 1;
    }
    expect(problems).toEqual([]);
    expect(tried).toBeGreaterThanOrEqual(isWholeProof ? least : SAMPLED / 5);
  });
});
