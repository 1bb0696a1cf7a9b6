import { randomBytes } from 'node:crypto';
import { scalarText } from '../../wire/json.ts';
import { custom } from '../../objects/values.ts';

/** A password or shared secret: write-only, read back encrypted and differently at every write (N14). */
export const secret = custom((value) => encrypted(scalarText(value) ?? ''));

export function encrypted(clear: string): string | undefined {
  if (clear === '' || clear === 'none') return undefined;
  const [first = 0, second = 0, ...rest] = randomBytes(18);
  const salt = `${(first % 10).toString()}${String.fromCharCode(65 + (second % 26))}`;
  return `$M$${salt}$${Buffer.from(rest).toString('base64')}`;
}
