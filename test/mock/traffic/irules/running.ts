import { afterAll } from 'vitest';
import type { EventFacts, EventOutcome, RuleEngine } from '../../../../src/mock/traffic/contract.ts';
import { createRuleEngine, type RuleEngineOptions } from '../../../../src/mock/traffic/irules/engine.ts';

// One engine for a file of tests, and an event with something in every fact.

export const hasTclsh = createRuleEngine({ now: () => 0 }).available;

export function engineForTests(options: Partial<RuleEngineOptions> = {}): RuleEngine {
  const engine = createRuleEngine({ now: () => 0, ...options });
  afterAll(() => engine.stop());
  return engine;
}

export const FACTS: EventFacts = {
  virtual: '/Common/vs',
  client: { address: '192.0.2.7', port: 51000 },
  local: { address: '203.0.113.10', port: 80 },
  http: {
    version: '1.1',
    method: 'GET',
    uri: '/chat/room?user=x&a=1',
    headers: [
      ['Host', 'Ws.example.com:8080'],
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['X-Many', 'one'],
      ['x-many', 'two'],
      ['Cookie', 'a=1; session=abc=='],
    ],
  },
  pools: {
    '/Common/p': [
      { name: '10.0.0.1:8001', up: true },
      { name: '10.0.0.2:8001', up: false },
      { name: 'Gateway-3:8001', address: '10.0.0.3', port: 8001, up: true },
    ],
    '/Common/q': [],
    '/Common/six': [{ name: '2001:db8::1.8001', up: true }],
  },
  dataGroups: {
    '/Common/paths': [
      ['/chat', '/Common/p'],
      ['/news', 'a value'],
    ],
    '/Common/nets': [
      ['192.0.2.0/24', 'office'],
      ['2001:db8::/32', 'six'],
    ],
  },
};

/** What one rule does in one event of a new connection. */
export async function once(
  engine: RuleEngine,
  text: string,
  facts: EventFacts = FACTS,
  event = 'HTTP_REQUEST',
): Promise<EventOutcome> {
  const session = engine.session([{ path: '/Common/r', text }]);
  const outcome = await session.fire(event, facts);
  session.close();
  return outcome;
}

/** What a body of HTTP_REQUEST logs, without what stands before each line; or why it failed. */
export async function said(engine: RuleEngine, body: string, facts?: EventFacts): Promise<readonly string[]> {
  const { log, failed } = await once(engine, `when HTTP_REQUEST {\n${body}\n}`, facts);
  const lines = log.map((line) => line.replace('Rule /Common/r <HTTP_REQUEST>: ', ''));
  return failed === undefined ? lines : [...lines, failed];
}
