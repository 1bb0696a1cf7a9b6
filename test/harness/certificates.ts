import { createPrivateKey } from 'node:crypto';
import { generate } from 'selfsigned';

export interface Made {
  readonly cert: string;
  readonly key: string;
}

export interface Wish {
  readonly name?: string;
  readonly names?: readonly string[];
  readonly isCa?: boolean;
  readonly from?: string;
  readonly until?: string;
  readonly by?: Made;
  readonly algorithm?: 'sha1' | 'sha256';
  /** Bits of an RSA key; else the key is of an elliptic curve. */
  readonly bits?: number;
}

/** A certificate and its key, made for a test: no key is in the tree. */
export async function makeCertificate(wish: Wish = {}): Promise<Made> {
  const { name = 'ws.example.com', names = [name], isCa = false, by, bits } = wish;
  const made = await generate([{ name: 'commonName', value: name }], {
    ...(bits === undefined ? { keyType: 'ec' } : { keySize: bits }),
    algorithm: wish.algorithm ?? 'sha256',
    notBeforeDate: new Date(wish.from ?? '2020-01-01T00:00:00Z'),
    notAfterDate: new Date(wish.until ?? '2099-01-01T00:00:00Z'),
    extensions: [
      { name: 'basicConstraints', cA: isCa, critical: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2 as const, value })) },
    ],
    ...(by ? { ca: by } : {}),
  });
  return { cert: made.cert, key: made.private };
}

/** The same key, which only opens with a passphrase. */
export function locked({ key }: Made, passphrase: string): string {
  const options = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase } as const;
  return createPrivateKey(key).export(options).toString();
}
