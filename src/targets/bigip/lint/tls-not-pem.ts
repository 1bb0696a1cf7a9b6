import type { SpecPath } from '../../../model/object.ts';
import { isLocked, readCertificate, readKey } from '../../../model/certificate.ts';
import { certificatesIn } from '../../../model/pem.ts';
import { isOnDevice, pemOf } from '../../../spec/tls-files.ts';
import { type CertificateView, certificatesOf } from './certificates.ts';
import type { Hit, Rule, Subject } from './rule.ts';

/** Something else where a certificate or a key should be. */
export const tlsNotPem: Rule = {
  id: 'tls/not-pem',
  severity: 'error',
  explanation:
    'Certificates and keys are PEM: text between -----BEGIN CERTIFICATE----- or -----BEGIN PRIVATE KEY----- and its ' +
    'END. openssl makes PEM of other forms: openssl x509 -inform der -in site.cer, openssl pkcs12 -in site.pfx -nodes. ' +
    'The device refuses what it cannot read.',
  check: (subject) => [
    ...certificatesOf(subject).flatMap((view) => hits(subject, view)),
    ...authorities(subject),
  ],
};

function hits({ files }: Subject, { name, at, written, material, leaf }: CertificateView): Hit[] {
  const { key, chain } = material;
  const said = written.chain === undefined ? undefined : certificatesIn(pemOf(written.chain, files));
  const isKey = isLocked(key) || readKey(key) !== undefined;
  return [
    ...(leaf ? [] : [hit(name, [...at, 'certificate'], 'there is no certificate in it')]),
    ...(isKey ? [] : [keyHit(name, at, written.key === undefined)]),
    ...(said?.length !== 0 && chain.every(readCertificate)
      ? []
      : [
          hit(
            name,
            [...at, 'chain'],
            said?.length === 0 ? 'there is no certificate in it' : 'one of its certificates cannot be read',
          ),
        ]),
  ];
}

function keyHit(name: string, at: SpecPath, isWithCertificate: boolean): Hit {
  return isWithCertificate
    ? {
        ...hit(name, [...at, 'certificate'], 'there is no private key in it'),
        hint: 'name the file of the key with key:',
      }
    : hit(name, [...at, 'key'], 'there is no private key in it');
}

function hit(name: string, at: SpecPath, message: string): Hit {
  return {
    at,
    message: `${name}: ${message}`,
    hint: 'it must be PEM: text between its BEGIN and END lines',
  };
}

function authorities({ spec, files }: Subject): Hit[] {
  return Object.entries(spec.virtualServers).flatMap(([name, { tls }]) => {
    const ca = tls.server?.own?.verify?.ca;
    if (ca === undefined || isOnDevice(ca)) return [];
    const found = certificatesIn(pemOf(ca, files));
    if (found.length > 0 && found.every(readCertificate)) return [];
    return [
      hit(name, ['virtualServers', name, 'tls', 'server', 'verify', 'ca'], 'there is no certificate in it'),
    ];
  });
}
