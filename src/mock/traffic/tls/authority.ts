import { X509Certificate } from 'node:crypto';

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

export function certificatesIn(pem: string): readonly X509Certificate[] {
  return (pem.match(PEM) ?? []).map((text) => new X509Certificate(text));
}

/** Whether a certificate goes back to one of the authorities, over at most `depth` others, and has not run out. */
export function isTrusted(
  certificate: X509Certificate,
  authorities: readonly X509Certificate[],
  depth: number,
  now: number,
): boolean {
  if (now < Date.parse(certificate.validFrom) || now > Date.parse(certificate.validTo)) return false;
  if (authorities.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256)) return true;
  if (depth < 0) return false;
  const issuer = authorities.find(
    (authority) => certificate.checkIssued(authority) && certificate.verify(authority.publicKey),
  );
  return issuer !== undefined && isTrusted(issuer, authorities, depth - 1, now);
}
