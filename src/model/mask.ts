/** What is shown in the place of a secret. */
export const MASK = '***';

/** Shorter values are too common in any text to be masked without making it unreadable. */
const SHORTEST_MASKED = 4;

/** Masks the secrets it has been told of. */
export interface Masker {
  readonly hide: (secrets: readonly string[]) => void;
  /** A text with every hidden secret masked, in each form that it may take on its way to a message. */
  readonly mask: (text: string) => string;
}

export function createMasker(): Masker {
  const forms = new Set<string>();
  let longestFirst: string[] = [];
  return {
    hide: (secrets) => {
      for (const secret of secrets) {
        if (secret.length >= SHORTEST_MASKED) for (const form of formsOf(secret)) forms.add(form);
      }
      // A secret that is part of another must not leave the rest of the longer one behind.
      longestFirst = [...forms].sort((one, other) => other.length - one.length);
    },
    mask: (text) => longestFirst.reduce((masked, form) => masked.replaceAll(form, MASK), text),
  };
}

/** A secret as it is, inside a JSON string, inside a URL, and in base64 as Basic authentication has it. */
function formsOf(secret: string): string[] {
  const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(wellFormed(secret))];
  const base64 = [Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('base64url')];
  return [...forms, ...base64.map((one) => one.replace(/=+$/, ''))].filter(
    (form) => form.length >= SHORTEST_MASKED,
  );
}

/** Members whose values are words of this tool or places that the user named, never a value of a spec. */
const LITERAL = new Set(['action', 'kind', 'impact', 'severity', 'rule', 'file', 'method', 'tmos', 'type']);

/**
 * Plain data with the texts in it masked: values only, so that a document stays what it is. Keys and the
 * members that hold words of this tool are never touched.
 */
export function maskData<T>(data: T, mask: (text: string) => string): T;
export function maskData(data: unknown, mask: (text: string) => string): unknown {
  if (typeof data === 'string') return mask(data);
  if (Array.isArray(data)) return data.map((one) => maskData<unknown>(one, mask));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'string' && LITERAL.has(key) ? value : maskData(value, mask),
    ]),
  );
}

/** A text without halves of surrogate pairs, which no URL can hold. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}
