// Reads Tcl as far as a load check needs it: commands, their words and lines. Nothing is ever executed.

export interface Word {
  readonly form: 'braced' | 'quoted' | 'bare';
  /** Without its braces or quotes. */
  readonly text: string;
  readonly line: number;
  /** Where it begins in the text that was read, and where what follows it does: with its braces or quotes. */
  readonly start: number;
  readonly end: number;
}

export interface Command {
  readonly words: readonly Word[];
  readonly line: number;
  readonly source: string;
}

export class TclError extends Error {
  readonly line: number;
  readonly source: string;

  constructor(reason: string, line: number, source: string) {
    super(reason);
    this.line = line;
    this.source = source;
  }
}

const isBlank = (char: string | undefined) => char === ' ' || char === '\t' || char === '\r';
const isEnd = (char: string | undefined) => char === undefined || char === '\n' || char === ';';

export function parseScript(text: string, firstLine: number): readonly Command[] {
  return new Reader(text, firstLine).script();
}

/** Where the word that begins here with `[`, `{` or `"` has ended. */
export function endOfGroup(text: string, start: number): number {
  return new Reader(text, 1, start).group();
}

class Reader {
  readonly #text: string;
  #at: number;
  #line: number;

  constructor(text: string, firstLine: number, start = 0) {
    this.#text = text;
    this.#line = firstLine;
    this.#at = start;
  }

  group(): number {
    if (this.#peek() === '[') this.#bracketed();
    else this.#formAndText();
    return this.#at;
  }

  script(): readonly Command[] {
    const commands: Command[] = [];
    for (;;) {
      this.#skipBetween();
      if (this.#at >= this.#text.length) return commands;
      if (this.#peek() === '#') this.#skipComment();
      else commands.push(this.#command());
    }
  }

  #peek(ahead = 0): string | undefined {
    return this.#text[this.#at + ahead];
  }

  #step(): void {
    if (this.#text[this.#at] === '\n') this.#line++;
    this.#at++;
  }

  #skipBetween(): void {
    while (isBlank(this.#peek()) || this.#peek() === '\n' || this.#peek() === ';' || this.#isContinuation())
      this.#step();
  }

  #isContinuation(): boolean {
    return (
      this.#peek() === '\\' && (this.#peek(1) === '\n' || (this.#peek(1) === '\r' && this.#peek(2) === '\n'))
    );
  }

  #skipComment(): void {
    while (this.#at < this.#text.length && this.#peek() !== '\n') {
      if (this.#peek() === '\\') this.#step();
      this.#step();
    }
  }

  #command(): Command {
    const start = this.#at;
    const line = this.#line;
    const words: Word[] = [];
    while ((this.#skipBlanks(words), !isEnd(this.#peek()))) words.push(this.#word());
    return { words, line, source: this.#text.slice(start, this.#at).trim() };
  }

  /** Blanks, and the line ends that a BIG-IP reads over: before `{`, and before `else` after a body. */
  #skipBlanks(words: readonly Word[]): void {
    for (;;) {
      if (this.#isContinuation()) {
        this.#step();
        while (this.#peek() !== '\n') this.#step();
        this.#step();
      } else if (isBlank(this.#peek())) this.#step();
      else if (this.#peek() === '\n' && this.#continuesBelow(words)) this.#step();
      else return;
    }
  }

  #continuesBelow(words: readonly Word[]): boolean {
    const below = this.#text.slice(this.#at + 1, this.#at + 200);
    if (words.length === 0) return false;
    if (/^[ \t]*\{/.test(below)) return true;
    return words[0]?.text === 'if' && words.at(-1)?.form === 'braced' && /^[ \t]*(else|elseif)\b/.test(below);
  }

  #word(): Word {
    const place = { line: this.#line, start: this.#at };
    const [form, text] = this.#formAndText();
    return { form, text, ...place, end: this.#at };
  }

  #formAndText(): readonly [Word['form'], string] {
    if (this.#peek() === '{') return ['braced', this.#braced()];
    if (this.#peek() === '"') return ['quoted', this.#quoted()];
    return ['bare', this.#bare()];
  }

  #fail(reason: string, line: number, start: number): never {
    throw new TclError(reason, line, this.#text.slice(start).split('\n')[0]?.trim() ?? '');
  }

  #braced(): string {
    const start = this.#at;
    const line = this.#line;
    this.#step();
    let depth = 1;
    while (this.#at < this.#text.length) {
      const char = this.#peek();
      if (char === '\\') this.#step();
      else if (char === '{') depth++;
      else if (char === '}') depth--;
      this.#step();
      // A word may follow a closing brace without a blank: the device's own lexer reads it as a new one.
      if (depth === 0) return this.#text.slice(start + 1, this.#at - 1);
    }
    return this.#fail('missing close-brace', line, start);
  }

  #quoted(): string {
    const start = this.#at;
    const line = this.#line;
    this.#step();
    while (this.#at < this.#text.length) {
      const char = this.#peek();
      if (char === '"') {
        this.#step();
        return this.#text.slice(start + 1, this.#at - 1);
      }
      if (char === '[') this.#bracketed();
      else {
        if (char === '\\') this.#step();
        this.#step();
      }
    }
    return this.#fail('missing "', line, start);
  }

  #bare(): string {
    const start = this.#at;
    while (!isEnd(this.#peek()) && !isBlank(this.#peek()) && !this.#isContinuation()) {
      const char = this.#peek();
      if (char === '[') this.#bracketed();
      else if (char === '$' && this.#peek(1) === '{') this.#variable();
      else {
        if (char === '\\') this.#step();
        this.#step();
      }
    }
    return this.#text.slice(start, this.#at);
  }

  #variable(): void {
    while (this.#at < this.#text.length && this.#peek() !== '}') this.#step();
    this.#step();
  }

  /** From `[` to behind its `]`, over quotes and braces inside. */
  #bracketed(): void {
    const start = this.#at;
    const line = this.#line;
    this.#step();
    while (this.#at < this.#text.length) {
      const char = this.#peek();
      if (char === ']') {
        this.#step();
        return;
      }
      if (char === '[') this.#bracketed();
      else if (char === '{') this.#braced();
      else if (char === '"' && /[\s[]/.test(this.#text[this.#at - 1] ?? ' ')) this.#quoted();
      else {
        if (char === '\\') this.#step();
        this.#step();
      }
    }
    this.#fail('missing close-bracket', line, start);
  }
}

export interface Substitution {
  readonly script: string;
  readonly line: number;
}

/** The `[…]` parts of a text, outermost ones, with the line each begins on. */
export function substitutions(text: string, firstLine: number): readonly Substitution[] {
  const found: Substitution[] = [];
  let depth = 0;
  let start = 0;
  let line = firstLine;
  let startLine = firstLine;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '\n') line++;
    if (char === '\\') at++;
    else if (char === '[') {
      if (depth++ === 0) {
        start = at + 1;
        startLine = line;
      }
    } else if (char === ']' && depth > 0 && --depth === 0)
      found.push({ script: text.slice(start, at), line: startLine });
  }
  return found;
}
