import { readKey } from '../../../model/certificate.ts';
import { certificatesOf } from './certificates.ts';
import type { Rule } from './rule.ts';

/** A certificate and a key of two pairs. */
export const tlsWrongKey: Rule = {
  id: 'tls/wrong-key',
  severity: 'error',
  explanation:
    'A certificate holds the public half of one private key, and this is another. The device refuses the pair with ' +
    '01070317. It happens when a certificate was renewed with a new key and one of two files was copied. ' +
    '(EquateTechnologies/dehydrated-bigip-ansible#11, F5Networks/f5-ansible#1217)',
  check: (subject) =>
    certificatesOf(subject).flatMap(({ name, at, written, leaf, material }) => {
      const key = readKey(material.key, written.passphrase);
      if (!leaf || !key || leaf.checkPrivateKey(key)) return [];
      return [
        {
          at: [...at, written.key === undefined ? 'certificate' : 'key'],
          message: `${name}: the private key does not belong to the certificate`,
          hint: 'name the two files that were made together',
        },
      ];
    }),
};
