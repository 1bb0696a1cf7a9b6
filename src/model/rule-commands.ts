// Reads the commands of a Tcl script, as far as a device does before it runs one. What stands in braces is
// a word like any other: nothing inside is looked at.

export interface Word {
  /** Without its braces. */
  readonly text: string;
  readonly braced: boolean;
  readonly line: number;
}

export interface Command {
  readonly words: readonly Word[];
  readonly line: number;
}

/** Where a script cannot be read on, and why. */
export interface Unreadable {
  readonly line: number;
  readonly reason: string;
}

export const COUNTED = 'braces in comments and strings count too, unless a \\ stands before them';

const BETWEEN = /(?:[\s;]|\\\r?\n)*/y;
const COMMENT = /#(?:\\[\s\S]|[^\n\\])*/y;
/** A line that begins with a brace goes on with the command above it (device-facts: irule-load-check). */
const BLANKS = /(?:[ \t\r]|\\\r?\n|\r?\n(?=[ \t]*\{)|\r?\n(?=[ \t]*else(?:if)?\b))*/y;
const PLAIN = /(?:\\[\s\S]|[^\\{}[\]"])+/y;
const BARE = /(?:\$\{[^}]*\}|\\(?!\r?\n)[\s\S]|[^\s;\\[])+/y;

/** The commands of a script whose first line has this number; or the place where it cannot be read. */
export function commandsOf(text: string, firstLine = 1): readonly Command[] | Unreadable {
  const commands: Command[] = [];
  const lineAt = (at: number): number => firstLine + text.slice(0, at).split('\n').length - 1;
  try {
    for (let at = after(BETWEEN, text, 0); at < text.length; at = after(BETWEEN, text, at)) {
      if (text[at] === '#') at = after(COMMENT, text, at);
      else {
        const { words, end } = wordsAt(text, at);
        commands.push({
          words: words.map(({ from, ...word }) => ({ ...word, line: lineAt(from) })),
          line: lineAt(at),
        });
        at = end;
      }
    }
    return commands;
  } catch (error) {
    if (!(error instanceof Unclosed)) throw error;
    return { line: lineAt(error.at), reason: error.message };
  }
}

/** Something that is opened at an offset of the text and never closed. */
class Unclosed extends Error {
  readonly at: number;

  constructor(at: number, reason: string) {
    super(reason);
    this.at = at;
  }
}

interface Found {
  readonly text: string;
  readonly braced: boolean;
  readonly from: number;
}

function wordsAt(text: string, start: number): { words: Found[]; end: number } {
  const words: Found[] = [];
  let at = start;
  while (at < text.length && !/[\n;]/.test(text.charAt(at))) {
    if (words[0]?.text === 'when' && words.length > 2 && words.at(-1)?.braced === true)
      throw new Unclosed(at, `the handler ends at the \`}\` before this; ${COUNTED}`);
    const end = wordEnd(text, at);
    const braced = text[at] === '{';
    words.push({ text: braced ? text.slice(at + 1, end - 1) : text.slice(at, end), braced, from: at });
    at = after(BLANKS, text, end);
  }
  return { words, end: at };
}

function wordEnd(text: string, at: number): number {
  if (text[at] === '{') return bracesEnd(text, at);
  if (text[at] === '"') return quotesEnd(text, at);
  let end = at;
  while (end < text.length && !/[\s;]/.test(text.charAt(end))) {
    const next = text[end] === '[' ? bracketsEnd(text, end) : after(BARE, text, end);
    // A backslash at the end of a line stands for a blank.
    if (next === end) break;
    end = next;
  }
  return Math.max(end, at + 1);
}

function bracesEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += text[at] === '\\' ? 2 : 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new Unclosed(start, `the \`{\` here is not closed; ${COUNTED}`);
}

function quotesEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length;) {
    if (text[at] === '"') return at + 1;
    if (text[at] === '[') at = bracketsEnd(text, at);
    else at += text[at] === '\\' ? 2 : 1;
  }
  throw new Unclosed(start, 'the `"` here is not closed');
}

/** Behind the `]` of a command in a command, over the braces and quotes in it. */
function bracketsEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== ']') {
    if (text[at] === '[') at = bracketsEnd(text, at);
    else if (text[at] === '{') at = bracesEnd(text, at);
    else if (text[at] === '"' && /[\s[]/.test(text.charAt(at - 1))) at = quotesEnd(text, at);
    else at = Math.max(after(PLAIN, text, at), at + 1);
  }
  if (at >= text.length) throw new Unclosed(start, 'the `[` here is not closed');
  return at + 1;
}

/** The offset behind what a sticky pattern matches here. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The scripts in `[…]` of a word, which run wherever the word is not braced; without what cannot be read. */
export function substitutionsIn(
  text: string,
  firstLine = 1,
): { readonly text: string; readonly line: number }[] {
  const found: { text: string; line: number }[] = [];
  try {
    for (let at = 0; at < text.length; at += text[at] === '\\' ? 2 : 1) {
      if (text[at] !== '[') continue;
      const end = bracketsEnd(text, at);
      const line = firstLine + text.slice(0, at).split('\n').length - 1;
      found.push({ text: text.slice(at + 1, end - 1), line });
      at = end - 1;
    }
  } catch (error) {
    if (!(error instanceof Unclosed)) throw error;
  }
  return found;
}
