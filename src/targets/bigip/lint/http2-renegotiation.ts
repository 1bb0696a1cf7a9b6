import type { SpecPath } from '../../../model/object.ts';
import type { Hit, Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** HTTP/2 beside the client-SSL profile that allows renegotiation. */
export const http2Renegotiation: Rule = {
  id: 'virtual/http2-renegotiation',
  severity: 'warning',
  explanation:
    'HTTP/2 over TLS 1.2 forbids renegotiation (RFC 7540, 9.2.1), and /Common/clientssl allows it: clients that ' +
    'keep to the letter end such connections. Write renegotiation: false beside the certificate, or use a client-SSL ' +
    'profile of the device that has it disabled. ' +
    '(K73152709; F5Networks/f5-ansible#1250)',
  check: (subject) =>
    virtualsOf(subject).flatMap(({ at, name, written, has }) => {
      if (has('http2') !== true) return [];
      const index = written.profiles.findIndex(({ profile }) => profile === RENEGOTIATES);
      return [
        ...(index < 0 ? [] : [hit(name, [...at, 'profiles', index], RENEGOTIATES)]),
        ...written.tls.client
          .filter(({ own, profile }) => own?.renegotiation ?? profile === RENEGOTIATES)
          .map((one) => hit(name, [...at, 'tls', ...one.at], one.profile ?? 'TLS to clients')),
      ];
    }),
};

const RENEGOTIATES = '/Common/clientssl';

function hit(name: string, at: SpecPath, what: string): Hit {
  return {
    at,
    message: `${name}: ${what} allows renegotiation, which HTTP/2 forbids`,
    hint: 'write renegotiation: false beside the certificate',
  };
}
