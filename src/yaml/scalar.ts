import { boolCoreTag, floatCoreTag, intCoreTag, nullCoreTag } from 'js-yaml';

export type Scalar = string | number | boolean | null;

const TAGS = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag];

/** What YAML 1.2 (core schema) makes of an unquoted text: `8001` a number, `true` a boolean, `yes` text. */
export function coreScalar(text: string): Scalar {
  for (const tag of TAGS) {
    const value: unknown = tag.resolve(text, false, tag.tagName);
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  }
  return text;
}

export function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
