import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** WebSockets do not come over the HTTP/2 of a BIG-IP. */
export const http2Websocket: Rule = {
  id: 'websocket/http2',
  severity: 'note',
  explanation:
    'A BIG-IP does not offer the extended CONNECT of RFC 8441, so browsers open a connection of its own, over ' +
    'HTTP/1.1, for each WebSocket. The client-SSL profile must go on to offer http/1.1 beside h2, and ' +
    'connection limits must count both. (RFC 8441, 3; inferred from its absence in F5’s manuals)',
  check: (subject) =>
    websocketVirtuals(subject).flatMap(({ name, asks }) => {
      const at = asks('http2');
      if (!at) return [];
      return [
        {
          at,
          message: `${name}: browsers open WebSockets over HTTP/1.1, beside their HTTP/2 connection`,
          hint: 'keep http/1.1 offered in TLS, and count both in connectionLimit',
        },
      ];
    }),
};
