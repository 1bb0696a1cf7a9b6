import { commonName, isSelfSigned } from '../../../model/certificate.ts';
import { hitsOf } from './certificates.ts';
import type { Rule } from './rule.ts';

/** The certificate of an authority in the place of that of a server. */
export const tlsCaCertificate: Rule = {
  id: 'tls/ca-certificate',
  severity: 'warning',
  explanation:
    'The certificate may sign others: it is that of an authority. With its key on the device whoever gets hold of it can ' +
    'make certificates for any name; and many clients refuse it for a server. Two files of the authority were perhaps ' +
    'mixed up. (RFC 5280, 4.2.1.9)',
  check: (subject) =>
    hitsOf(subject, (leaf) =>
      leaf.ca
        ? {
            message: `the certificate ${commonName(leaf)} is that of an authority`,
            hint: isSelfSigned(leaf)
              ? 'make one that is not: openssl req -x509 -addext basicConstraints=critical,CA:FALSE'
              : 'name the certificate that the authority made for this server',
          }
        : undefined,
    ),
};
