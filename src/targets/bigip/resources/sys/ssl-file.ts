import { createHash } from 'node:crypto';
import { isPem } from '../../../../model/pem.ts';
import { asText, type Value } from '../../../../model/object.ts';
import { type Field, secret } from '../field.ts';
import { fresh } from '../impact.ts';
import { defineResource } from '../resource.ts';

// Certificates and private keys, as files on the device. What is in one is compared by the checksum that the device
// keeps of it, so nothing is downloaded (device-facts: ssl-files).

const common = {
  rare: true,
  // A profile that leaves one in a transaction may hold it until that is over (device-facts: ssl-files).
  deletedSeparately: true,
  namedByContent: true,
  uploads: 'content',
} as const;

export const sslKey = defineResource({
  ...common,
  kind: 'sys/file/ssl-key',
  label: 'private key',
  purpose: 'Proves that a certificate is ours.',
  builtIn: ['default.key'],
  after: ['auth/partition', 'sys/folder'],
  fields: { content: { ...content(), secret: true }, passphrase: secret('passphrase', fresh) },
});

export const sslCert = defineResource({
  ...common,
  kind: 'sys/file/ssl-cert',
  label: 'certificate',
  purpose: 'Says to whoever connects who we are, or whom we trust.',
  builtIn: ['default.crt', 'ca-bundle.crt'],
  // Of a pair that is replaced in place the key goes first (device-facts: ssl-files).
  after: ['sys/file/ssl-key'],
  fields: { content: content() },
});

/** PEM where it is desired, its checksum where it is read. The text itself travels as an upload. */
function content(): Field {
  return {
    read: ({ checksum }) => (typeof checksum === 'string' ? checksum : null),
    write: () => ({}),
    same: (desired, actual) => checksumOf(desired) === actual,
    shown: checksumOf,
    ...fresh,
  };
}

/** `SHA1:<bytes>:<digest>`, as the device writes it, of PEM; of anything else the value itself. */
export function checksumOf(value: Value): Value {
  const text = asText(value);
  if (!isPem(text)) return value;
  return `SHA1:${Buffer.byteLength(text)}:${createHash('sha1').update(text).digest('hex')}`;
}
