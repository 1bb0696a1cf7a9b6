import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** `redirectHttp` to a virtual server that ends no TLS. */
export const redirectWithoutTls: Rule = {
  id: 'virtual/redirect-without-tls',
  severity: 'warning',
  explanation:
    'redirectHttp sends clients to https:// on the port of this virtual server, which speaks HTTP there and ends no ' +
    'TLS: they get an error instead of the page. Add a client-SSL profile, or leave redirectHttp out. Where TLS goes ' +
    'through to the members (no HTTP here), and where a profile is known to the device only, nothing is said. (RFC 9110, 4.2.2)',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ written, http, has }) => written.redirectHttp && http && has('client-ssl') === false)
      .map(({ at, name }) => ({
        at: [...at, 'redirectHttp'],
        message: `${name}: redirectHttp sends clients to https://, and nothing here ends TLS`,
        hint: 'add a client-SSL profile to profiles:',
      })),
};
