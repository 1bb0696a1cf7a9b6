import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** FastL4 connections that the other unit will not know. */
export const fastl4Failover: Rule = {
  id: 'websocket/fastl4-failover',
  severity: 'note',
  explanation:
    'After a failover the other unit gets packets of connections that it did not see open, and resets them: every ' +
    'WebSocket opens again at once. With looseInitialization: true FastL4 takes them in the middle; mirror: true ' +
    'tells the other unit of each connection, at a cost. Where a unit is alone neither is needed. (DevCentral "Load ' +
    'Balancing WebSockets"; inferred)',
  check: (subject) =>
    websocketVirtuals(subject)
      .filter(
        ({ way, written }) => way === 'fastl4' && !written.mirror && !written.websocket?.looseInitialization,
      )
      .map(({ at, name }) => ({
        at: [...at, 'websocket'],
        message: `${name}: a failover resets the connections that FastL4 did not see open`,
        hint: 'websocket: { mode: fastl4, looseInitialization: true }',
      })),
};
