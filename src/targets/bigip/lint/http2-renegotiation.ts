import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** HTTP/2 beside the client-SSL profile that allows renegotiation. */
export const http2Renegotiation: Rule = {
  id: 'virtual/http2-renegotiation',
  severity: 'warning',
  explanation:
    'HTTP/2 over TLS 1.2 forbids renegotiation (RFC 7540, 9.2.1), and /Common/clientssl allows it: clients that ' +
    'keep to the letter end such connections. Use a client-SSL profile with renegotiation disabled. ' +
    '(K73152709; F5Networks/f5-ansible#1250)',
  check: (subject) =>
    virtualsOf(subject).flatMap(({ at, name, written, has }) => {
      const index = written.profiles.findIndex(({ profile }) => profile === '/Common/clientssl');
      if (index < 0 || has('http2') !== true) return [];
      return [
        {
          at: [...at, 'profiles', index],
          message: `${name}: /Common/clientssl allows renegotiation, which HTTP/2 forbids`,
          hint: 'use a client-SSL profile of your own with renegotiation disabled',
        },
      ];
    }),
};
