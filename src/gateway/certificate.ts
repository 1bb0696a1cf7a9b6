import { generate } from 'selfsigned';

/** A certificate for the gateways of one rehearsal: signed by itself, since a BIG-IP takes any of its members. */
export async function gatewayCertificate(): Promise<{ readonly key: string; readonly certificate: string }> {
  const pems = await generate([{ name: 'commonName', value: 'gateway' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  return { key: pems.private, certificate: pems.cert };
}
