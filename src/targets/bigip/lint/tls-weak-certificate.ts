import type { X509Certificate } from 'node:crypto';
import { isSelfSigned, weakHash } from '../../../model/certificate.ts';
import { allOf, certificatesOf } from './certificates.ts';
import type { Rule } from './rule.ts';

const FEWEST_BITS = 2048;

/** A certificate that clients do not take for its weakness. */
export const tlsWeakCertificate: Rule = {
  id: 'tls/weak-certificate',
  severity: 'warning',
  explanation:
    'Browsers refuse certificates that are signed over SHA-1 or MD5, and RSA keys of less than 2048 bits. How a root is ' +
    'signed does not count. (CA/Browser Forum, Baseline Requirements, 6.1.5 and 7.1.3)',
  check: (subject) =>
    certificatesOf(subject).flatMap((view) =>
      allOf(view).flatMap(({ one, called }) => {
        const weakness = weaknessOf(one, one === view.leaf);
        return weakness === undefined
          ? []
          : [
              {
                at: [...view.at, one === view.leaf ? 'certificate' : 'chain'],
                message: `${view.name}: ${called} ${weakness}`,
                hint: 'have a new one made: RSA of 2048 bits or an elliptic curve, signed over SHA-256',
              },
            ];
      }),
    ),
};

function weaknessOf(one: X509Certificate, isLeaf: boolean): string | undefined {
  const bits = one.publicKey.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && bits < FEWEST_BITS) return `has an RSA key of ${bits} bits`;
  const hash = isLeaf || !isSelfSigned(one) ? weakHash(one) : undefined;
  return hash === undefined ? undefined : `is signed over ${hash}`;
}
