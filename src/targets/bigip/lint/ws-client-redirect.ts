import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** Clients that open `ws://` where `redirectHttp` answers. */
export const wsClientRedirect: Rule = {
  id: 'websocket/ws-client-redirect',
  severity: 'note',
  explanation:
    'A page follows a redirect from http:// to https://; a WebSocket does not: RFC 6455 lets a client fail on any ' +
    'answer but 101, and browsers do. Whoever opens ws:// on the port of redirectHttp gets the redirect and stays ' +
    'outside. Pages that come by https:// may open wss:// only anyway; give other clients the wss:// address. ' +
    '(RFC 6455, 4.1; F5Networks/f5-appsvcs-templates#143)',
  check: (subject) =>
    websocketVirtuals(subject).flatMap(({ at, name, written: { redirectHttp } }) =>
      redirectHttp
        ? [
            {
              at: [...at, 'redirectHttp'],
              message: `${name}: a client that opens ws:// on port ${redirectHttp.port} gets ${redirectHttp.status}, and does not follow`,
              hint: 'give WebSocket clients the wss:// address',
            },
          ]
        : [],
    ),
};
