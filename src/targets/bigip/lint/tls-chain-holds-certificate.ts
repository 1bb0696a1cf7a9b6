import { certificatesIn } from '../../../model/pem.ts';
import { pemOf } from '../../../spec/tls-files.ts';
import { hitsOf } from './certificates.ts';
import type { Rule } from './rule.ts';

/** The certificate itself, among those that it leads to. */
export const tlsChainHoldsCertificate: Rule = {
  id: 'tls/chain-holds-certificate',
  severity: 'warning',
  explanation:
    'The chain begins with who signed the certificate; here it holds the certificate too, so that clients would get it ' +
    'twice. It is left out of what the device gets. A file with certificate and chain (fullchain.pem) is named as ' +
    'certificate:, without chain:.',
  check: (subject) =>
    hitsOf(
      subject,
      (_leaf, { written, material }) =>
        certificatesIn(pemOf(written.chain ?? '', subject.files)).includes(material.leaf)
          ? {
              message: 'the chain holds the certificate itself',
              hint: 'leave it out of the chain, or name the file as certificate: and leave chain: out',
            }
          : undefined,
      'chain',
    ),
};
