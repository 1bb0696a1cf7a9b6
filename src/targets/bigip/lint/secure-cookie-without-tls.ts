import { atLeast } from '../../../model/version.ts';
import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** A `Secure` persistence cookie on a virtual server that speaks no TLS: browsers drop it. */
export const secureCookieWithoutTls: Rule = {
  id: 'virtual/secure-cookie-without-tls',
  severity: 'warning',
  explanation:
    'A browser keeps a Secure cookie only if it came over TLS. On a virtual server without a client-SSL ' +
    'profile it is dropped and there is no persistence at all. Write tls: { client: … }, or ' +
    'write persistence: { type: cookie, secure: false }. The built-in cookie profile is Secure too. Where ' +
    'something before the BIG-IP ends the TLS, all is well.',
  check: (subject) =>
    // Older cookie profiles have no such attribute.
    (atLeast(subject.version, '12.0') ? virtualsOf(subject) : [])
      .filter(
        ({ written: { persistence } }) =>
          persistence === 'cookie' ||
          (typeof persistence === 'object' && persistence.type === 'cookie' && persistence.secure),
      )
      .filter(({ has }) => has('client-ssl') === false)
      .map(({ at, name }) => ({
        at: [...at, 'persistence'],
        message: `${name}: browsers drop a secure cookie that does not come over TLS`,
        hint: 'write tls: { client: … }, or write persistence: { type: cookie, secure: false }',
      })),
};
