// Text that Tcl reads as a list: every element is data, whatever is in it. Nothing of it is ever evaluated.

const PLAIN = /^[\w./:+*%=?&@,-]+$/;
const NAMED: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
  '\v': String.raw`\v`,
  '\f': String.raw`\f`,
};

/** A character is a byte on its way; what is more becomes several. */
const beyondByte = /[^\0-\xff]/;

/** One element of a list. */
export function tclWord(text: string): string {
  if (PLAIN.test(text)) return text;
  if (text === '') return '{}';
  const bytes = beyondByte.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
  return bytes.replaceAll(/[[\]{}"\\$; #\n\r\t\v\f]/g, (char) => NAMED[char] ?? `\\${char}`);
}

export function tclList(words: readonly string[]): string {
  return words.map((word) => tclWord(word)).join(' ');
}
