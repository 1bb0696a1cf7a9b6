import { allOf, certificatesOf, day } from './certificates.ts';
import type { Rule } from './rule.ts';

/** A certificate that no client takes any more. */
export const tlsExpired: Rule = {
  id: 'tls/expired',
  severity: 'warning',
  explanation:
    'The device serves an expired certificate, and clients end the handshake: a browser opens no WebSocket and shows ' +
    'no page on which a user could click it away. One of the chain counts too. (RFC 5280, 6.1.3)',
  check: (subject) =>
    certificatesOf(subject).flatMap((view) =>
      allOf(view)
        .filter(({ one }) => new Date(one.validTo) < subject.now)
        .map(({ one, called }) => ({
          at: [...view.at, one === view.leaf ? 'certificate' : 'chain'],
          message: `${view.name}: ${called} expired on ${day(one.validTo)}`,
          hint: 'renew it and apply again: it is replaced without an interruption',
        })),
    ),
};
