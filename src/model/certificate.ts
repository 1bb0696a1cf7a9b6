import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

// What can be told of a certificate and its key without a network.

export function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** Whether a key opens only with a passphrase. */
export function isLocked(key: string): boolean {
  return key.includes('BEGIN ENCRYPTED PRIVATE KEY') || key.includes('Proc-Type: 4,ENCRYPTED');
}

/** The private key in a PEM block; `undefined` where it is none, or the passphrase does not open it. */
export function readKey(pem: string, passphrase?: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, ...(isLocked(pem) ? { passphrase: passphrase ?? '' } : {}) });
  } catch {
    return undefined;
  }
}

/** The name that people know it by. */
export function commonName({ subject }: X509Certificate): string {
  return /(?:^|\n)CN=([^\n]*)/.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');
}

/** Whether it is good for a host; for `*.example.com` it must be good for all names below. */
export function covers(certificate: X509Certificate, host: string): boolean {
  const name = host.replace(/^\*/, 'any-name-at-all');
  return certificate.checkHost(name.toLowerCase()) !== undefined;
}

/** Whether the first was signed by the second. */
export function isSignedBy(one: X509Certificate, issuer: X509Certificate): boolean {
  return one.checkIssued(issuer) && one.verify(issuer.publicKey);
}

export function isSelfSigned(one: X509Certificate): boolean {
  return isSignedBy(one, one);
}

/** Object identifiers of signatures over MD5 and SHA-1. */
const WEAK: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'MD5',
  '2a864886f70d010105': 'SHA-1',
  '2a8648ce3d0401': 'SHA-1',
  '2a8648ce380403': 'SHA-1',
};

/** The hash of its signature, where that can be forged. */
export function weakHash({ raw }: X509Certificate): string | undefined {
  // A certificate is a sequence of what is signed, the algorithm, and the signature.
  const signed = contentOf(raw, 0);
  const algorithm = signed && contentOf(raw, contentOf(raw, signed.start)?.end ?? raw.length);
  const id = algorithm && contentOf(raw, algorithm.start);
  return id && WEAK[raw.subarray(id.start, id.end).toString('hex')];
}

/** Where the content of an element of DER stands. */
function contentOf(raw: Buffer, at: number): { readonly start: number; readonly end: number } | undefined {
  const first = raw[at + 1];
  if (first === undefined) return undefined;
  const count = first < 0x80 ? 0 : first - 0x80;
  if (count > 4) return undefined;
  const length = count === 0 ? first : raw.readUIntBE(at + 2, count);
  const start = at + 2 + count;
  return { start, end: start + length };
}
