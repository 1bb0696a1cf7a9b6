import { CliError, EXIT } from '../../../exit.ts';
import { isReply } from '../resources/field.ts';

/** A text in a reply; `undefined` where there is none. */
export function textIn(body: unknown, key: string): string | undefined {
  const value = isReply(body) ? body[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** A number in a reply; `undefined` where there is none. */
export function numberOf(body: unknown, key: string): number | undefined {
  const value = isReply(body) ? body[key] : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** A number that a reply must have; without it this is no answer of a BIG-IP. */
export function numberIn(body: unknown, key: string): number {
  const value = numberOf(body, key);
  if (value !== undefined) return value;
  throw new CliError(EXIT.failed, `the device answered without ${key}`, { hint: 'is this a BIG-IP?' });
}
