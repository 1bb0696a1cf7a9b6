import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { examineRule } from '../../../../src/mock/irules/check.ts';
import type { EventFacts, EventOutcome, RuleText } from '../../../../src/mock/traffic/contract.ts';
import { asText } from '../../../../src/model/object.ts';
import { desiredObjects } from '../../../harness/rendered.ts';
import { engineForTests, FACTS, hasTclsh } from './running.ts';

// Every iRule that a spec of fixtures/ puts on a device runs, and does what the spec asks for.

const engine = engineForTests();
const specs = readdirSync('fixtures/specs').filter((file) => file.endsWith('.yaml'));

async function rulesOf(spec: string, tmos?: string): Promise<RuleText[]> {
  const objects = await desiredObjects(`fixtures/specs/${spec}`, tmos === undefined ? {} : { tmos });
  return [...objects.values()]
    .filter(({ kind }) => kind === 'ltm/rule')
    .map(({ path, fields }) => ({ path, text: asText(fields.apiAnonymous) }));
}

/** A request; the pools and data-groups that the rules name are there. */
function request(
  rules: readonly RuleText[],
  uri: string,
  headers: Readonly<Record<string, string>>,
): EventFacts {
  const references = rules.flatMap(({ text }) => examineRule(text).references);
  const named = (family: string) =>
    references
      .filter((one) => one.family === family)
      .map(({ name }) => [name.startsWith('/') ? name : `/Common/${name}`, []] as const);
  return {
    ...FACTS,
    http: { version: '1.1', method: 'GET', uri, headers: Object.entries(headers) },
    pools: Object.fromEntries(named('ltm/pool')),
    dataGroups: Object.fromEntries(named('data-group')),
  };
}

async function asked(
  rules: readonly RuleText[],
  uri: string,
  headers: Readonly<Record<string, string>>,
): Promise<EventOutcome> {
  const session = engine.session(rules);
  const outcome = await session.fire('HTTP_REQUEST', request(rules, uri, headers));
  session.close();
  return outcome;
}

/** What the device adds to an answer without content. */
const ENDED = [
  ['Connection', 'close'],
  ['Content-Length', '0'],
];

const WEBSOCKET = { Host: 'h.example.com', Upgrade: 'websocket', Connection: 'keep-alive, Upgrade' };

describe.skipIf(!hasTclsh)('the iRules', () => {
  test.each(specs)('of %s run', async (spec) => {
    for (const rule of await rulesOf(spec)) {
      const { events } = examineRule(rule.text);
      const session = engine.session([rule]);
      for (const event of events) {
        const facts = request([rule], '/a/b?c=d', WEBSOCKET);
        expect(await session.fire(event, facts), `${rule.path} ${event}`).not.toHaveProperty('failed');
      }
      session.close();
    }
  });

  test('of the how-to turn HTTP off for a WebSocket only', async () => {
    const rules = await rulesOf('kaazing.yaml');
    expect((await asked(rules, '/echo', WEBSOCKET)).effects).toContainEqual({ do: 'http-disable' });
    expect((await asked(rules, '/echo', { Host: 'h' })).effects).toEqual([]);
  });

  test('of routes choose the pool', async () => {
    const rules = await rulesOf('grafana-live.yaml');
    const [first] = rules;
    const pools = async (uri: string) => (await asked(first ? [first] : [], uri, WEBSOCKET)).effects;
    expect(await pools('/api/live/ws')).toEqual([{ do: 'pool', pool: '/Common/grafana-live' }]);
    expect(await pools('/')).toEqual([{ do: 'pool', pool: '/Common/grafana' }]);
  });

  test('of redirects and fixed answers say where and what', async () => {
    const rules = await rulesOf('guacamole.yaml');
    const does = async (
      name: RegExp,
      uri: string,
      headers: Readonly<Record<string, string>> = { Host: 'h' },
    ) =>
      (
        await asked(
          rules.filter(({ path }) => name.test(path)),
          uri,
          headers,
        )
      ).effects;
    expect(await does(/redirect/, '/a?b')).toMatchObject([
      { do: 'respond', status: 308, headers: [['Location', 'https://desk.example.com/a?b'], ...ENDED] },
    ]);
    expect(await does(/routes/, '/')).toMatchObject([
      { do: 'respond', status: 301, headers: [['Location', '/guacamole/'], ...ENDED] },
    ]);
    expect(await does(/routes/, '/', WEBSOCKET)).toMatchObject([{ do: 'respond', status: 404 }]);
  });
});
