const SHOWN = 60;

/** Text fit for a message: control and invisible characters escaped, longer than 60 characters clipped. */
export function printable(text: string): string {
  const clipped =
    text.length > SHOWN ? `${text.slice(0, SHOWN - 1).replace(/[\uD800-\uDBFF]$/u, '')}…` : text;
  return clipped.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, escaped);
}

function escaped(character: string): string {
  const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  const code = character.codePointAt(0) ?? 0;
  return short[character] ?? `\\u${code.toString(16).padStart(4, '0')}`;
}
