import { endOfGroup } from '../../irules/tcl.ts';

// The operators that iRules add to expressions, as the functions and operators of Tcl that do the same
// (device-facts: irule-operators). Nothing else of an expression changes, line ends included.

/** What Tcl 8.4 does not know, and the Tcl that runs here does. */
export class UnknownOperator extends Error {}

/** From what binds least. String tests bind like `eq` (device-facts: irule-operators). */
const LEVELS: readonly (readonly string[])[] = [
  ['||', 'or'],
  ['&&', 'and'],
  ['|'],
  ['^'],
  ['&'],
  ['eq', 'ne', 'equals', 'contains', 'starts_with', 'ends_with', 'matches', 'matches_glob', 'matches_regex'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const PLAIN: Readonly<Record<string, string>> = { or: '||', and: '&&', not: '!', equals: 'eq' };
const FUNCTIONS: ReadonlySet<string> = new Set([
  'contains',
  'starts_with',
  'ends_with',
  'matches',
  'matches_glob',
  'matches_regex',
]);
const TOO_NEW = /^(?:in|ni)$/;

type Rewrite = (text: string) => string;

/** `inside` rewrites a text that holds `[…]`. An expression that cannot be read stays as it is, for Tcl to refuse. */
export function rewriteExpression(text: string, inside: Rewrite): string {
  const reader = new ExpressionReader(text, inside);
  const written = reader.ternary();
  const rest = reader.rest();
  return /^(?:\s|\\\r?\n)*$/.test(rest) ? written + rest : inside(text);
}

/** Whether one of the operators that Tcl lacks is among these words. */
export function hasOwnOperator(words: readonly string[]): boolean {
  return words.some((word) => word in PLAIN || FUNCTIONS.has(word));
}

class ExpressionReader {
  readonly #text: string;
  readonly #inside: Rewrite;
  #at = 0;

  constructor(text: string, inside: Rewrite) {
    this.#text = text;
    this.#inside = inside;
  }

  rest(): string {
    return this.#text.slice(this.#at);
  }

  ternary(): string {
    const test = this.#binary(0);
    const question = this.#take('?');
    if (question === undefined) return test;
    const yes = this.ternary();
    const colon = this.#take(':');
    return colon === undefined ? test : test + question + yes + colon + this.ternary();
  }

  #binary(level: number): string {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const gap = this.#gap();
      const operator = this.#operator();
      if (operator === undefined || !operators.includes(operator)) return left;
      this.#at += gap.length + operator.length;
      const right = this.#binary(level + 1);
      left = FUNCTIONS.has(operator)
        ? `${leading(left)}irule_${operator}(${left.trimStart()}${gap},${right})`
        : `${left}${gap}${PLAIN[operator] ?? operator}${right}`;
    }
  }

  #unary(): string {
    const gap = this.#gap();
    const rest = this.#text.slice(this.#at + gap.length);
    const sign = /^(?:[-+~]|!(?!=)|not\b)/.exec(rest)?.[0];
    if (sign === undefined) return this.#primary(gap);
    this.#at += gap.length + sign.length;
    return gap + (PLAIN[sign] ?? sign) + this.#unary();
  }

  #primary(gap: string): string {
    this.#at += gap.length;
    const start = this.#at;
    const char = this.#text[start];
    if (char === '(') return gap + this.#parenthesised();
    if (char === '$') this.#variable();
    else if (char === '[' || char === '"' || char === '{') this.#at = endOfGroup(this.#text, start);
    else return gap + this.#wordOrNumber();
    const source = this.#text.slice(start, this.#at);
    return gap + (char === '{' ? source : this.#inside(source));
  }

  /** From `(` to `)`: one expression, or those of a function. */
  #parenthesised(): string {
    let written = this.#take('(') ?? '';
    if (this.#gapThen(')')) return written + (this.#take(')') ?? '');
    for (;;) {
      written += this.ternary();
      const comma = this.#take(',');
      if (comma === undefined) return written + (this.#take(')') ?? '');
      written += comma;
    }
  }

  #wordOrNumber(): string {
    const found = /^(?:\d[\w.]*(?:(?<=[eE])[-+]\d+)?|\.\d\w*|[A-Za-z_][\w:]*)/.exec(
      this.#text.slice(this.#at),
    );
    const word = found?.[0] ?? '';
    this.#at += word.length;
    return this.#gapThen('(') && /^[A-Za-z_]/.test(word)
      ? word + this.#gap() + (this.#skip(), this.#parenthesised())
      : word;
  }

  #variable(): void {
    const name = /^\$(?:\{[^}]*\}|[\w:]*)/.exec(this.#text.slice(this.#at))?.[0] ?? '$';
    this.#at += name.length;
    if (this.#text[this.#at] !== '(') return;
    while (this.#at < this.#text.length && this.#text[this.#at] !== ')')
      this.#at = this.#text[this.#at] === '[' ? endOfGroup(this.#text, this.#at) : this.#at + 1;
    this.#at++;
  }

  #operator(): string | undefined {
    const rest = this.#text.slice(this.#at + this.#blanks());
    const word = /^[a-z_]+\b/.exec(rest)?.[0];
    if (word !== undefined && TOO_NEW.test(word)) throw new UnknownOperator(word);
    if (rest.startsWith('**')) throw new UnknownOperator('**');
    return word ?? /^(?:\|\||&&|==|!=|<=|>=|<<|>>|[-|^&<>+*/%])/.exec(rest)?.[0];
  }

  #take(symbol: string): string | undefined {
    if (!this.#gapThen(symbol)) return undefined;
    const taken = this.#gap() + symbol;
    this.#at += taken.length;
    return taken;
  }

  #gapThen(symbol: string): boolean {
    return this.#text[this.#at + this.#blanks()] === symbol;
  }

  #skip(): void {
    this.#at += this.#blanks();
  }

  #gap(): string {
    return this.#text.slice(this.#at, this.#at + this.#blanks());
  }

  #blanks(): number {
    return /^(?:\s|\\\r?\n)*/.exec(this.#text.slice(this.#at))?.[0].length ?? 0;
  }
}

function leading(text: string): string {
  return text.slice(0, text.length - text.trimStart().length);
}
