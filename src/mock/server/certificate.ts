import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

/** A certificate like the one nearly every BIG-IP has: signed by itself. ECDSA, which takes no time to make. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
  readonly fingerprint: string;
}

export async function selfSigned(host: string): Promise<Certificate> {
  const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 3650 * 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 2, value: 'bigip1.example.com' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
          ...(/^[\d.]+$/.test(host) && host !== '127.0.0.1' && host !== '0.0.0.0'
            ? [{ type: 7 as const, ip: host }]
            : []),
        ],
      },
    ],
  });
  const { fingerprint256 } = new X509Certificate(pems.cert);
  return { key: pems.private, certificate: pems.cert, fingerprint: `sha256:${fingerprint256}` };
}
