import { printable } from './printable.ts';

/** What is shown in the place of a value from the environment. */
const MASK = '***';

/** Whether a text holds one of the secrets. */
export function holdsSecret(text: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => text.includes(secret));
}

/** The text without the secrets, also where they were escaped for a message; clipping must come after. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), printable(secret)]);
  const longestFirst = forms.filter((form) => form !== '').sort((a, b) => b.length - a.length);
  return longestFirst.reduce((masked, form) => masked.replaceAll(form, MASK), text);
}
