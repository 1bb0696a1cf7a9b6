import { createHash, randomBytes } from 'node:crypto';
import type { Value } from '../model/object.ts';

/** `<salt>.<hash>`: whether a secret is still the one that was sent can be told, what it is cannot. */
export function digestSecret(value: Value, salt = randomBytes(9).toString('base64url')): string {
  const hash = createHash('sha256')
    .update(`${salt}\n${JSON.stringify(value)}`)
    .digest('base64url');
  return `${salt}.${hash.slice(0, 24)}`;
}

export function matchesDigest(value: Value, digest: string | undefined): boolean {
  return digest !== undefined && digestSecret(value, digest.split('.')[0] ?? '') === digest;
}
