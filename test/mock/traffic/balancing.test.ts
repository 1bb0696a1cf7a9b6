import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../src/mock/traffic/balancing/method.ts';
import { activated } from '../../../src/mock/traffic/balancing/priority.ts';
import { METHODS, poolRefusal } from '../../../src/mock/traffic/balancing/registry.ts';
import type { Pool, PoolMember } from '../../../src/mock/traffic/model/pool.ts';
import { compile } from '../../../src/mock/objects/compile.ts';
import { pool as poolKind, LOAD_BALANCING } from '../../../src/mock/collections/ltm/pool.ts';
import { tmos } from '../../../src/mock/tmos.ts';

const kind = [...compile([poolKind], tmos('17.1.2')).values()][0];

interface Said {
  readonly ratio?: number;
  readonly nodeRatio?: number;
  readonly dynamicRatio?: number;
  readonly connectionLimit?: number;
  readonly priorityGroup?: number;
  readonly connections?: number;
  readonly nodeConnections?: number;
  readonly ramp?: number;
}

function candidate(name: string, said: Said = {}): Candidate {
  if (!kind) throw new Error('there is no such kind');
  const entry = {
    kind,
    key: name,
    parent: '',
    generation: 1,
    props: {},
    own: new Set<string>(),
    hidden: {},
    system: false,
  };
  const weights = {
    entry,
    rateLimit: 0,
    dynamicRatio: said.dynamicRatio ?? 1,
    connectionLimit: said.connectionLimit ?? 0,
  };
  const member: PoolMember = {
    ...weights,
    pool: '/Common/p',
    name,
    address: '10.0.0.1',
    port: 80,
    admin: 'enabled',
    ratio: said.ratio ?? 1,
    priorityGroup: said.priorityGroup ?? 0,
    rule: undefined,
    node: {
      ...weights,
      path: `/Common/${name}`,
      address: '10.0.0.1',
      admin: 'enabled',
      ratio: said.nodeRatio ?? 1,
      rule: undefined,
    },
  };
  const { connections = 0, nodeConnections = 0, ramp = 1 } = said;
  return { member, connections, nodeConnections, ramp };
}

/** How often each is chosen; with `stay` the connections stay open. */
function spread(method: string, said: Readonly<Record<string, Said>>, times: number, stay = false) {
  const pick = METHODS[method]?.start();
  if (!pick) throw new Error(`there is no method ${method}`);
  const counts = new Map(Object.keys(said).map((name) => [name, 0]));
  for (let time = 0; time < times; time++) {
    const candidates = Object.entries(said).map(([name, one]) => {
      const open = stay ? (counts.get(name) ?? 0) : 0;
      const { connections = 0, nodeConnections = 0 } = one;
      return candidate(name, {
        ...one,
        connections: connections + open,
        nodeConnections: nodeConnections + open,
      });
    });
    const { member } = pick(candidates);
    counts.set(member.name, (counts.get(member.name) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

describe('load-balancing methods', () => {
  it('every word of a device is a method, played or refused', () => {
    expect(Object.keys(METHODS).sort()).toEqual([...LOAD_BALANCING].sort());
  });

  it.each([
    ['round-robin', { a: {}, b: {}, c: {} }, 9, false, { a: 3, b: 3, c: 3 }],
    ['ratio-member', { a: { ratio: 3 }, b: { ratio: 1 } }, 8, false, { a: 6, b: 2 }],
    ['ratio-node', { a: { nodeRatio: 1 }, b: { nodeRatio: 3 } }, 8, false, { a: 2, b: 6 }],
    ['dynamic-ratio-member', { a: { dynamicRatio: 4 }, b: {} }, 10, false, { a: 8, b: 2 }],
    ['least-connections-member', { a: { connections: 4 }, b: {}, c: {} }, 8, true, { a: 0, b: 4, c: 4 }],
    ['least-connections-node', { a: { nodeConnections: 5 }, b: { connections: 5 } }, 5, true, { a: 0, b: 5 }],
    ['ratio-least-connections-member', { a: { ratio: 2 }, b: {} }, 9, true, { a: 6, b: 3 }],
    [
      'weighted-least-connections-member',
      { a: { connectionLimit: 100 }, b: { connectionLimit: 50 } },
      9,
      true,
      { a: 6, b: 3 },
    ],
    ['ratio-member', { a: { ramp: 0.25 }, b: {} }, 10, false, { a: 2, b: 8 }],
    ['round-robin', { a: { ramp: 0.25 }, b: {} }, 10, false, { a: 5, b: 5 }],
    ['least-connections-member', { a: { ramp: 0.1 }, b: { connections: 4 } }, 4, true, { a: 0, b: 4 }],
  ])('%s of %j', (method, said, times, stay, expected) => {
    expect(spread(method, said, times, stay)).toEqual(expected);
  });

  it('one that comes and goes leaves the turn of the others alone', () => {
    const pick = METHODS['round-robin']?.start();
    const choose = (...names: string[]) => pick?.(names.map((name) => candidate(name))).member.name;
    expect([choose('a', 'b', 'c'), choose('a', 'c'), choose('a', 'b', 'c'), choose('b', 'c')]).toEqual([
      'a',
      'c',
      'a',
      'b',
    ]);
  });

  it.each([
    [0, ['a', 'b', 'c', 'd']],
    [1, ['a', 'b']],
    [2, ['a', 'b']],
    [3, ['a', 'b', 'c']],
    [9, ['a', 'b', 'c', 'd']],
  ])('priority groups until %i are active', (least, names) => {
    const groups = { a: 10, b: 10, c: 5, d: 0 };
    const all = Object.entries(groups).map(([name, priorityGroup]) => candidate(name, { priorityGroup }));
    expect(activated(all, least).map(({ member }) => member.name)).toEqual(names);
  });

  it.each([
    'observed-member',
    'predictive-node',
    'fastest-node',
    'least-sessions',
    'ratio-session',
    'weighted-least-connections-member',
  ])('%s is refused in words', (method) => {
    const { member } = candidate('a');
    const pool: Pool = {
      path: '/Common/p',
      entry: member.entry,
      method,
      minActiveMembers: 0,
      slowRamp: 0,
      serviceDownAction: 'none',
      reselectTries: 0,
      queues: false,
      members: [member],
      unresolved: [],
    };
    expect(poolRefusal(pool)).toContain(`method ${method}`);
  });
});
