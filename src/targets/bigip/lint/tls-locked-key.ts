import { isLocked, readKey } from '../../../model/certificate.ts';
import { certificatesOf } from './certificates.ts';
import type { Rule } from './rule.ts';

/** A key that nobody can open. */
export const tlsLockedKey: Rule = {
  id: 'tls/locked-key',
  severity: 'error',
  explanation:
    'The private key is encrypted, and passphrase: is missing or does not open it. The device could not use it either. ' +
    'Write passphrase: ${env:NAME}; it is in no plan, log or error.',
  check: (subject) =>
    certificatesOf(subject).flatMap(({ name, at, written, material: { key } }) => {
      const { passphrase } = written;
      if (!isLocked(key) || (passphrase !== undefined && readKey(key, passphrase))) return [];
      return passphrase === undefined
        ? [
            {
              at: [...at, written.key === undefined ? 'certificate' : 'key'],
              message: `${name}: the private key is encrypted, and there is no passphrase`,
              hint: 'write passphrase: ${env:NAME}',
            },
          ]
        : [
            {
              at: [...at, 'passphrase'],
              message: `${name}: the passphrase does not open the private key`,
              hint: 'look at the variable of the environment, a line end in it too',
            },
          ];
    }),
};
