import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** Persistence by an address that clients change and share, where a cookie could be had. */
export const sourceAddressOnly: Rule = {
  id: 'websocket/source-address-only',
  severity: 'note',
  explanation:
    'A client that moves from one network to another comes with another address, and loses its member; many behind ' +
    'one NAT share one. A cookie stays with the client. Where TLS ends on the virtual server and HTTP is read, write ' +
    'persistence: cookie with fallbackPersistence: source-address for clients without cookies. (DevCentral "Load ' +
    'Balancing WebSockets")',
  check: (subject) =>
    websocketVirtuals(subject)
      .filter(({ http, has }) => http && has('client-ssl') === true)
      .filter(({ written: { persistence } }) =>
        typeof persistence === 'string'
          ? ['source-address', '/Common/source_addr'].includes(persistence)
          : persistence.type === 'source-address',
      )
      .map(({ at, name }) => ({
        at: [...at, 'persistence'],
        message: `${name}: clients whose address changes lose their member`,
        hint: 'write persistence: cookie, and fallbackPersistence: source-address',
      })),
};
