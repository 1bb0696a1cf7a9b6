import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** Cookie persistence under the allow-ws iRule: no cookie is inserted once HTTP is off. */
export const iruleLosesCookie: Rule = {
  id: 'websocket/irule-loses-cookie',
  severity: 'warning',
  explanation:
    'The allow-ws iRule turns HTTP off for a connection that becomes a WebSocket, so the answer to the ' +
    'handshake gets no persistence cookie: a client that only ever opens WebSockets is not recognised again. ' +
    'Use source-address persistence, as the first or the fallback, or a version that needs no iRule.',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ way, written: { persistence } }) => {
        const cookie =
          persistence === 'cookie' || (typeof persistence === 'object' && persistence.type === 'cookie');
        return way === 'irule' && cookie;
      })
      .filter(({ written }) => written.fallbackPersistence === 'none')
      .map(({ at, name }) => ({
        at: [...at, 'persistence'],
        message: `${name}: the allow-ws iRule turns HTTP off, so a WebSocket gets no persistence cookie`,
        hint: 'use source-address persistence, at least as fallbackPersistence',
      })),
};
