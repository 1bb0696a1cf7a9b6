import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

const REDIRECT = '/Common/_sys_https_redirect';

/** A redirect where WebSocket clients connect: they do not follow one. */
export const redirect: Rule = {
  id: 'websocket/redirect',
  severity: 'warning',
  explanation:
    'Browsers do not follow a redirect in a WebSocket handshake: a client that opens ws:// on a virtual server ' +
    'that redirects to https:// just fails. Keep the redirect for pages, without websocket: on that virtual ' +
    'server, and give clients the wss:// address.',
  check: (subject) =>
    websocketVirtuals(subject)
      .filter(({ written }) => written.rules.includes(REDIRECT))
      .map(({ at, name, written }) => ({
        at: [...at, 'rules', written.rules.indexOf(REDIRECT)],
        message: `${name}: WebSocket clients do not follow the redirect to https`,
        hint: 'give clients the wss:// address, and leave websocket: out here',
      })),
};
