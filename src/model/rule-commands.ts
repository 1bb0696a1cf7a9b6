// Reads the commands of a Tcl script, as far as a device does before it runs one. What stands in braces is
// a word like any other: nothing inside is looked at.

export interface Word {
  /** Without its braces. */
  readonly text: string;
  readonly braced: boolean;
  /** Where this text begins in the whole one. */
  readonly at: number;
}

export interface Command {
  readonly words: readonly Word[];
  readonly at: number;
}

/** Where a script cannot be read on, and why. */
export interface Unreadable {
  readonly at: number;
  readonly reason: string;
  readonly hint?: string;
}

/** Says where a place in a text is, for a message. The lines are looked for once: a bad text has many places. */
export function placesIn(text: string): (at: number) => string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (at) => {
    let [line, beyond] = [0, starts.length];
    while (beyond - line > 1) {
      const middle = Math.floor((line + beyond) / 2);
      if ((starts[middle] ?? 0) <= at) line = middle;
      else beyond = middle;
    }
    return `line ${line + 1}, column ${at - (starts[line] ?? 0) + 1}`;
  };
}

export const COUNTED = 'braces in comments and strings count too, unless a \\ stands before them';

const BETWEEN = /(?:[\s;]|\\\r?\n)*/y;
const COMMENT = /#(?:\\[\s\S]|[^\n\\])*/y;
/** A line that begins with a brace goes on with the command above it (device-facts: irule-load-check). */
const BLANKS = /(?:[ \t\r]|\\\r?\n|\r?\n(?=[ \t]*\{)|\r?\n(?=[ \t]*else(?:if)?\b))*/y;
const PLAIN = /(?:\\[\s\S]|[^\\{}[\]"])+/y;
/** People comment the patterns of a `switch`. */
const LIST_BETWEEN = /(?:\s|\\\r?\n|(?<=\n[ \t]*)#[^\n]*)*/y;
const LIST_BARE = /(?:\\[\s\S]|[^\s\\])+/y;
const LIST_QUOTED = /"(?:\\[\s\S]|[^\\"])*"/y;
const BARE = /(?:\$\{[^}]*\}|\\(?!\r?\n)[\s\S]|[^\s;\\[])+/y;

/** The commands of a script that begins at this offset of the whole text; or why it cannot be read. */
export function commandsOf(text: string, base = 0): readonly Command[] | Unreadable {
  return readable(base, () => {
    const commands: Command[] = [];
    for (let at = after(BETWEEN, text, 0); at < text.length; at = after(BETWEEN, text, at)) {
      if (text[at] === '#') at = after(COMMENT, text, at);
      else {
        const { words, end } = wordsAt(text, at);
        commands.push({ words: words.map((word) => moved(word, base)), at: base + at });
        at = end;
      }
    }
    return commands;
  });
}

/** The words of a list, in which nothing runs. */
export function listOf({ text, at: base }: Word): readonly Word[] | Unreadable {
  return readable(base, () => {
    const words: Word[] = [];
    for (let at = after(LIST_BETWEEN, text, 0); at < text.length; at = after(LIST_BETWEEN, text, at)) {
      const end = listWordEnd(text, at);
      words.push(moved(wordOf(text, at, end), base));
      at = end;
    }
    return words;
  });
}

function listWordEnd(text: string, at: number): number {
  if (text[at] === '{') return bracesEnd(text, at);
  if (text[at] !== '"') return Math.max(after(LIST_BARE, text, at), at + 1);
  const end = after(LIST_QUOTED, text, at);
  if (end === at) throw new Unclosed(at, 'the `"` here is not closed');
  return end;
}

function moved(word: Word, base: number): Word {
  return { ...word, at: base + word.at };
}

function wordOf(text: string, at: number, end: number): Word {
  return text[at] === '{'
    ? { text: text.slice(at + 1, end - 1), braced: true, at: at + 1 }
    : { text: text.slice(at, end), braced: false, at };
}

function readable<T>(base: number, read: () => T): T | Unreadable {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unclosed)) throw error;
    return { at: base + error.at, reason: error.message };
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

function wordsAt(text: string, start: number): { words: Word[]; end: number } {
  const words: Word[] = [];
  let at = start;
  while (at < text.length && !/[\n;]/.test(text.charAt(at))) {
    if (words[0]?.text === 'when' && words.length > 2 && words.at(-1)?.braced === true)
      throw new Unclosed(at, `the handler ends at the \`}\` before this; ${COUNTED}`);
    const end = wordEnd(text, at);
    words.push(wordOf(text, at, end));
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

/** A script within a word. */
export interface Substitution {
  readonly text: string;
  readonly at: number;
}

/** The scripts in `[…]` of a word, which run wherever the word is not braced; up to what cannot be read. */
export function substitutionsIn({ text, at: base }: Omit<Word, 'braced'>): Substitution[] {
  const found: Substitution[] = [];
  readable(base, () => {
    for (let at = 0; at < text.length; at += text[at] === '\\' ? 2 : 1)
      if (text[at] === '[') at = pushed(found, text, at, base);
  });
  return found;
}

/** The same of an expression: what is braced in it stays as it is, but not within quotes. */
export function substitutionsInExpression({ text, at: base }: Omit<Word, 'braced'>): Substitution[] {
  const found: Substitution[] = [];
  readable(base, () => {
    let quoted = false;
    for (let at = 0; at < text.length; at += text[at] === '\\' ? 2 : 1) {
      if (text[at] === '"') quoted = !quoted;
      else if (text[at] === '[') at = pushed(found, text, at, base);
      else if (text[at] === '{' && !quoted) at = bracesEnd(text, at) - 1;
    }
  });
  return found;
}

/** Notes the script in the brackets here; gives the offset of the `]`. */
function pushed(found: Substitution[], text: string, at: number, base: number): number {
  const end = bracketsEnd(text, at);
  found.push({ text: text.slice(at + 1, end - 1), at: base + at + 1 });
  return end - 1;
}

/** An expression with blanks for all that is text, variable or command in it: operators and parentheses stay. */
export function operatorsOf(text: string): string {
  let bare = '';
  readable(0, () => {
    while (bare.length < text.length) {
      const end = operandEnd(text, bare.length);
      bare += end > bare.length ? ' '.repeat(end - bare.length) : text.charAt(bare.length);
    }
  });
  return bare;
}

const VARIABLE = /\$(?:\{[^}]*\}|[\w:]+(?:\([^)]*\))?)/y;

function operandEnd(text: string, at: number): number {
  if (text[at] === '"') return quotesEnd(text, at);
  if (text[at] === '[') return bracketsEnd(text, at);
  if (text[at] === '{') return bracesEnd(text, at);
  return text[at] === '\\' ? Math.min(at + 2, text.length) : after(VARIABLE, text, at);
}
