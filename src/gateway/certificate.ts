import { generate } from 'selfsigned';

/** A certificate for the gateways of one rehearsal, signed by itself, with the names that they must prove. */
export async function gatewayCertificate(
  names: readonly string[],
): Promise<{ readonly key: string; readonly certificate: string }> {
  const pems = await generate([{ name: 'commonName', value: 'gateway' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [{ type: 7, ip: '127.0.0.1' }, ...names.map((value) => ({ type: 2 as const, value }))],
      },
    ],
  });
  return { key: pems.private, certificate: pems.cert };
}
