import { allOf, certificatesOf, day } from './certificates.ts';
import type { Rule } from './rule.ts';

/** A certificate that no client takes yet. */
export const tlsNotYetValid: Rule = {
  id: 'tls/not-yet-valid',
  severity: 'warning',
  explanation:
    'A certificate is good from a day on that has not come. Until then clients end the handshake. Wait with it, or ' +
    'look at the clock of this machine. (RFC 5280, 6.1.3)',
  check: (subject) =>
    certificatesOf(subject).flatMap((view) =>
      allOf(view)
        .filter(({ one }) => new Date(one.validFrom) > subject.now)
        .map(({ one, called }) => ({
          at: [...view.at, one === view.leaf ? 'certificate' : 'chain'],
          message: `${view.name}: ${called} is not valid before ${day(one.validFrom)}`,
          hint: 'wait until then, or check the clock here',
        })),
    ),
};
