import { randomBytes } from 'node:crypto';
import { scalarText } from '../../wire/json.ts';
import { custom } from '../../objects/values.ts';

/**
 * A password or shared secret: read back encrypted, differently at every write (device-facts: secrets); what is written
 * back as it was read stays.
 */
export const secret = custom((value) => encrypted(scalarText(value) ?? ''));

const ENCRYPTED = /^\$M\$\d[A-Z]\$[A-Za-z0-9+/]+=*$/;

export function encrypted(clear: string): string | undefined {
  if (clear === '' || clear === 'none') return undefined;
  if (ENCRYPTED.test(clear)) return clear;
  const [first = 0, second = 0, ...rest] = randomBytes(18);
  const salt = `${(first % 10).toString()}${String.fromCharCode(65 + (second % 26))}`;
  return `$M$${salt}$${Buffer.from(rest).toString('base64')}`;
}
