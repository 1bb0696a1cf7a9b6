import { describe, expect, it } from 'vitest';
import type { Header, RuleEffect } from '../../../../src/mock/traffic/contract.ts';
import { evaluate } from '../../../../src/mock/traffic/policies/evaluate.ts';
import type { PolicyFacts } from '../../../../src/mock/traffic/policies/facts.ts';
import type { PolicyRuleView, PolicyView } from '../../../../src/mock/traffic/view.ts';
import type { JsonObject } from '../../../../src/mock/wire/json.ts';

const HEADERS: readonly Header[] = [
  ['Host', 'App.example:8080'],
  ['Cookie', 'a=1; session=xyz'],
  ['X-Kind', 'gold'],
];

const facts = (uri = '/App/chat?room=7', more: Partial<PolicyFacts> = {}): PolicyFacts => ({
  client: { address: '192.0.2.7', port: 40_000 },
  local: { address: '203.0.113.10', port: 80 },
  isTls: false,
  serverName: 'sni.example',
  request: { method: 'GET', uri, version: '1.1', headers: HEADERS },
  dataGroups: { '/Common/paths': [['/app', '']] },
  ...more,
});

const TO_POOL: JsonObject = { forward: true, select: true, pool: '/Common/p', request: true };
const rule = (
  conditions: readonly JsonObject[],
  actions: readonly JsonObject[] = [TO_POOL],
  ordinal = 0,
): PolicyRuleView => ({
  name: `r${ordinal}`,
  ordinal,
  conditions,
  actions,
});
const policy = (
  rules: readonly PolicyRuleView[],
  strategy: PolicyView['strategy'] = 'first-match',
): PolicyView => ({
  path: '/Common/policy',
  strategy,
  rules,
});

const path = (more: JsonObject): JsonObject => ({ httpUri: true, path: true, ...more });

describe('a condition', () => {
  type Row = readonly [holds: boolean, condition: JsonObject];
  const rows: readonly Row[] = [
    [true, path({ startsWith: true, values: ['/app'] })],
    [false, path({ startsWith: true, caseSensitive: true, values: ['/app'] })],
    [true, path({ endsWith: true, values: ['/x', '/CHAT'] })],
    [true, path({ contains: true, values: ['pp/c'] })],
    [true, path({ values: ['/app/chat'] })],
    [false, path({ equals: true, values: ['/app'] })],
    [true, path({ equals: true, not: true, values: ['/app'] })],
    [false, path({ startsWith: true, not: true, values: ['/app'] })],
    [true, path({ startsWith: true, datagroup: '/Common/paths' })],
    [false, path({ startsWith: true, datagroup: '/Common/none' })],
    [true, { httpUri: true, all: true, values: ['/App/chat?room=7'] }],
    [true, { httpUri: true, queryString: true, values: ['room=7'] }],
    [true, { httpUri: true, queryParameter: true, tmName: 'room', greater: true, values: ['6'] }],
    [false, { httpUri: true, queryParameter: true, tmName: 'room', less: true, values: ['7'] }],
    [true, { httpUri: true, queryParameter: true, tmName: 'room', lessOrEqual: true, values: ['7'] }],
    [true, { httpUri: true, pathSegment: true, index: 2, values: ['chat'] }],
    [true, { httpHost: true, host: true, values: ['app.example'] }],
    [true, { httpHost: true, all: true, values: ['app.example:8080'] }],
    [true, { httpHost: true, port: true, values: ['8080'] }],
    [true, { httpHeader: true, tmName: 'x-kind', values: ['GOLD'] }],
    [true, { httpHeader: true, tmName: 'x-kind', exists: true }],
    [false, { httpHeader: true, tmName: 'x-none', exists: true }],
    [true, { httpHeader: true, tmName: 'x-none', exists: true, not: true }],
    [true, { httpMethod: true, values: ['POST', 'GET'] }],
    [true, { httpCookie: true, tmName: 'session', values: ['xyz'] }],
    [false, { httpCookie: true, tmName: 'session', values: ['abc'] }],
    [true, { tcp: true, address: true, values: ['192.0.2.0/24'] }],
    [true, { tcp: true, address: true, values: ['192.0.2.7'] }],
    [false, { tcp: true, address: true, values: ['198.51.100.0/24'] }],
    [true, { tcp: true, address: true, local: true, values: ['203.0.113.10'] }],
    [true, { httpVersion: true, values: ['1.1'] }],
    [false, { httpStatus: true, response: true, values: ['200'] }],
  ];
  it.each(rows)('%s: %j', (holds, condition) => {
    const { effects, unplayed } = evaluate([policy([rule([condition])])], facts());
    expect([effects.length > 0, unplayed]).toEqual([holds, []]);
  });

  it('that is not simulated does not hold, and is told of', () => {
    const { effects, unplayed } = evaluate(
      [policy([rule([{ clientSsl: true, cipher: true, values: ['x'] }])])],
      facts(),
    );
    expect(effects).toEqual([]);
    expect(unplayed).toEqual(['/Common/policy, rule r0: a condition (clientSsl cipher) is not simulated']);
  });
});

describe('an action', () => {
  const redirect = (status: number, location: string): RuleEffect => ({
    do: 'respond',
    status,
    headers: [
      ['Location', location],
      ['Server', 'BigIP'],
      ['Connection', 'close'],
    ],
    body: '',
  });
  type Row = readonly [action: JsonObject, effects: readonly RuleEffect[]];
  const rows: readonly Row[] = [
    [TO_POOL, [{ do: 'pool', pool: '/Common/p' }]],
    [
      { forward: true, select: true, node: '10.0.0.1', port: 80 },
      [{ do: 'node', address: '10.0.0.1', port: 80 }],
    ],
    [
      { forward: true, select: true, node: '2001:db8::1.80' },
      [{ do: 'node', address: '2001:db8::1', port: 80 }],
    ],
    [{ forward: true, select: true, virtual: '/Common/v' }, [{ do: 'virtual', virtual: '/Common/v' }]],
    [{ forward: true, reset: true }, [{ do: 'reject' }]],
    [{ forward: true, select: true, snat: 'automap' }, [{ do: 'snat', to: 'automap' }]],
    [{ httpReply: true, redirect: true, location: 'https://a/' }, [redirect(302, 'https://a/')]],
    [
      {
        httpReply: true,
        redirect: true,
        code: 301,
        location: 'tcl:https://[getfield [HTTP::host] ":" 1][HTTP::uri]',
      },
      [redirect(301, 'https://App.example/App/chat?room=7')],
    ],
    [
      { httpHeader: true, insert: true, tmName: 'X-A', value: '1' },
      [{ do: 'headers', headers: [...HEADERS, ['X-A', '1']] }],
    ],
    [{ httpHeader: true, remove: true, tmName: 'x-kind' }, [{ do: 'headers', headers: HEADERS.slice(0, 2) }]],
    [
      { httpHeader: true, replace: true, tmName: 'x-kind', value: 'tin' },
      [{ do: 'headers', headers: [...HEADERS.slice(0, 2), ['X-Kind', 'tin']] }],
    ],
    [
      { httpHost: true, replace: true, value: 'b' },
      [{ do: 'headers', headers: [['Host', 'b'], ...HEADERS.slice(1)] }],
    ],
    [
      { httpUri: true, replace: true, path: '/new' },
      [{ do: 'request-line', method: 'GET', uri: '/new?room=7' }],
    ],
    [{ httpUri: true, replace: true, value: '/x' }, [{ do: 'request-line', method: 'GET', uri: '/x' }]],
    [
      { httpCookie: true, remove: true, tmName: 'a' },
      [{ do: 'headers', headers: [HEADERS[0] ?? ['', ''], ['Cookie', 'session=xyz'], ['X-Kind', 'gold']] }],
    ],
    [{ http: true, disable: true }, [{ do: 'http-disable' }]],
    [
      { persist: true, sourceAddress: true, timeout: 60 },
      [{ do: 'persist', method: 'source_addr', timeoutS: 60 }],
    ],
    [{ shutdown: true, connection: true }, [{ do: 'close' }]],
  ];
  it.each(rows)('%j', (action, effects) => {
    expect(evaluate([policy([rule([], [action])])], facts())).toEqual({ effects, unplayed: [] });
  });

  it.each<JsonObject>([
    { asm: true, enable: true, policy: 'x' },
    { httpReply: true, redirect: true, location: 'tcl:https://[class lookup a b]/' },
  ])('that is not simulated is told of: %j', (action) => {
    const { effects, unplayed } = evaluate([policy([rule([], [action])])], facts());
    expect([effects, unplayed.length]).toEqual([[], 1]);
  });

  it('of the answer waits for it', () => {
    const policies = [
      policy([
        rule(
          [path({ startsWith: true, values: ['/app'] })],
          [{ httpHeader: true, insert: true, tmName: 'X-R', value: '1', response: true }],
        ),
      ]),
    ];
    expect(evaluate(policies, facts()).effects).toEqual([]);
    const answered = facts('/app', { response: { status: 200, headers: [] } });
    expect(evaluate(policies, answered).effects).toEqual([{ do: 'headers', headers: [['X-R', '1']] }]);
  });
});

describe('a strategy', () => {
  const to = (pool: string): JsonObject => ({ ...TO_POOL, pool });
  const rules = [
    rule([path({ startsWith: true, values: ['/app'] })], [to('/Common/short')], 2),
    rule([path({ startsWith: true, values: ['/app/chat'] })], [to('/Common/long')], 3),
    rule([path({ startsWith: true, values: ['/other'] })], [to('/Common/other')], 1),
    rule([], [to('/Common/rest')], 4),
  ];
  const cases: readonly (readonly [PolicyView['strategy'], readonly string[]])[] = [
    ['first-match', ['/Common/short']],
    ['best-match', ['/Common/long']],
    ['all-match', ['/Common/short', '/Common/long', '/Common/rest']],
  ];
  it.each(cases)('%s', (strategy, pools) => {
    const { effects } = evaluate([policy(rules, strategy)], facts());
    expect(effects.map((effect) => effect.do === 'pool' && effect.pool)).toEqual(pools);
  });
});
