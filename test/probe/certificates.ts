import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

export interface Asked {
  readonly names?: readonly string[];
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
}

const DAY = 86_400_000;

/** A certificate that is its own authority. */
export async function certificateFor({
  names = ['localhost'],
  from = -1,
  to = 100,
}: Asked = {}): Promise<Certificate> {
  const pems = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + from * DAY),
    notAfterDate: new Date(Date.now() + to * DAY),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2 as const, value })) },
    ],
  });
  return { key: pems.private, certificate: pems.cert };
}
