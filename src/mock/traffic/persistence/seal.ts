import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts cookie values so that this mock alone reads them back. The device's own form is not published. */
export interface Seal {
  readonly close: (text: string, passphrase: string) => string;
  readonly open: (sealed: string, passphrase: string) => string | undefined;
}

/** An encrypted cookie begins with `!`. */
const MARK = '!';

export function createSeal(): Seal {
  const secret = randomBytes(32);
  const keyOf = (passphrase: string) => Buffer.from(hkdfSync('sha256', secret, passphrase, 'cookie', 32));
  return {
    close: (text, passphrase) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase), nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return MARK + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open: (sealed, passphrase) => {
      const bytes = Buffer.from(sealed.slice(1), 'base64');
      if (!sealed.startsWith(MARK) || bytes.length < 29) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', keyOf(passphrase), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
