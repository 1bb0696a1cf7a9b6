import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** HTTP/2 that no browser asks for. */
export const http2WithoutTls: Rule = {
  id: 'virtual/http2-without-tls',
  severity: 'warning',
  explanation:
    'Browsers speak HTTP/2 only over TLS, where ALPN agrees on it: without a client-SSL profile an HTTP/2 ' +
    'profile does nothing for them. Write tls: { client: … } with renegotiation: false, or leave HTTP/2 out. ' +
    '(RFC 7540, 3.3; F5Networks/f5-ansible#1433)',
  check: (subject) =>
    virtualsOf(subject).flatMap(({ name, asks, has }) => {
      const at = asks('http2');
      if (!at || has('client-ssl') !== false) return [];
      return [
        {
          at,
          message: `${name}: browsers speak HTTP/2 only over TLS, and there is no client-SSL profile`,
          hint: 'write tls: { client: … } with renegotiation: false, or leave HTTP/2 out',
        },
      ];
    }),
};
