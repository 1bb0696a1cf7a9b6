import { escapeText } from '../model/escape.ts';

const SHOWN = 60;

/** Text fit for a message: control and invisible characters escaped, longer than 60 characters clipped. */
export function printable(text: string): string {
  const clipped =
    text.length > SHOWN ? `${text.slice(0, SHOWN - 1).replace(/[\uD800-\uDBFF]$/u, '')}…` : text;
  return escapeText(clipped);
}
