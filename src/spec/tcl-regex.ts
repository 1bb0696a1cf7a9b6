import { printable } from '../yaml/printable.ts';

// Regular expressions of a spec run on the device, in Tcl (device-facts: tcl-regex). What is taken here is what
// Tcl and JavaScript read alike, so that nothing that passes means something else there or is refused there.

/** Repeats and alternatives become states; Tcl holds some ten thousand before it gets slow. */
const MOST_STATES = 1000;
const MOST_CHARACTERS = 256;
/** Tcl counts no further. */
const MOST_REPEATS = 255;

interface Cursor {
  readonly text: string;
  at: number;
}

class Refused extends Error {}

/** Why an expression cannot be used; undefined where it can. */
export function regexProblem(text: string): string | undefined {
  if (!/^[ -~]*$/.test(text)) return 'only printable ASCII can be matched: what travels is percent-encoded';
  if (text.length > MOST_CHARACTERS) return `it is longer than ${MOST_CHARACTERS} characters`;
  const cursor = { text, at: text.startsWith('(?i)') ? 4 : 0 };
  try {
    const states = alternatives(cursor);
    if (cursor.at < text.length) return 'a `)` closes nothing; write `\\)` for the character';
    return states > MOST_STATES ? 'its repeats multiply to more than the device should hold' : undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.message;
  }
}

function peek({ text, at }: Cursor): string {
  return text.charAt(at);
}

/** Takes what a sticky pattern matches here; undefined where it does not. */
function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text) ?? undefined;
  if (match) cursor.at = pattern.lastIndex;
  return match;
}

function alternatives(cursor: Cursor): number {
  let states = branch(cursor);
  while (take(cursor, /\|/y)) states += branch(cursor);
  return states;
}

function branch(cursor: Cursor): number {
  const start = cursor.at;
  let states = 0;
  while (cursor.at < cursor.text.length && !'|)'.includes(peek(cursor))) states += piece(cursor);
  if (cursor.at === start) throw new Refused('an empty alternative matches everything');
  return states;
}

/** Constraints match a place and no text, so they cannot be repeated. */
const CONSTRAINT = /\^|\$|\(\?[=!]/y;

function piece(cursor: Cursor): number {
  const constraint = take(cursor, CONSTRAINT)?.[0];
  if (constraint?.startsWith('(') === true) return group(cursor);
  if (constraint !== undefined) return 1;
  return atom(cursor) * repeats(cursor);
}

function group(cursor: Cursor): number {
  const states = alternatives(cursor);
  if (!take(cursor, /\)/y)) throw new Refused('a `(` is not closed; write `\\(` for the character');
  return states;
}

function atom(cursor: Cursor): number {
  if (take(cursor, /\((?:\?:)?(?!\?)/y)) return group(cursor);
  if (take(cursor, /\[\^?/y)) return set(cursor);
  if (take(cursor, /\\[dDwWsS]/y) ?? take(cursor, /\\[^A-Za-z0-9]/y) ?? take(cursor, /[^\\*+?{}()[\]]/y))
    return 1;
  throw new Refused(atomProblem(cursor));
}

function atomProblem(cursor: Cursor): string {
  const next = printable(cursor.text.slice(cursor.at, cursor.at + 2));
  const first = next.charAt(0);
  if ('*+?'.includes(first)) return `there is nothing that this \`${first}\` could repeat`;
  if (first === '(')
    return `\`${next}\` with what follows is unknown: of the groups there are (…), (?:…), (?=…) and (?!…)`;
  if (first === '\\' && next.length === 1) return 'a `\\` at the end';
  if (first === '\\') return `\`${next}\` means something else or nothing in Tcl`;
  return `write \`\\${first}\` for the character`;
}

function repeats(cursor: Cursor): number {
  const found = take(cursor, /(?:[*+?]|\{(\d{1,4})(,(\d{1,4})?)?\})\??/y);
  if (!found) return 1;
  const [, least = '0', , most = least] = found;
  if (Number(most) > MOST_REPEATS || Number(least) > Number(most))
    throw new Refused(`\`${found[0]}\`: it counts from the smaller to the larger, up to ${MOST_REPEATS}`);
  return Math.max(1, Number(most));
}

/** One character of a set, and whether it is a class such as `\d`. */
interface Item {
  readonly code: number;
  readonly isClass: boolean;
}

function set(cursor: Cursor): number {
  if (peek(cursor) === ']') throw new Refused('a set is empty; write `\\]` for the character');
  for (let first = true; !take(cursor, /\]/y); first = false) {
    const from = item(cursor, first);
    if (!take(cursor, /-(?!\])/y)) continue;
    const to = item(cursor, false);
    if (from.isClass || to.isClass || from.code > to.code)
      throw new Refused('a range in a set goes from one character up to another');
    if (peek(cursor) === '-' && !cursor.text.startsWith('-]', cursor.at))
      throw new Refused('a range in a set begins where another ends');
  }
  return 1;
}

function item(cursor: Cursor, first: boolean): Item {
  const found =
    take(cursor, /\\([dws])/y) ??
    take(cursor, /\\([^A-Za-z0-9])/y) ??
    take(cursor, first ? /([^\\[\]])/y : /([^\\[\]-]|-(?=\]))/y);
  if (!found) throw new Refused(itemProblem(cursor));
  const [text, letter = ''] = found;
  return { code: letter.charCodeAt(0), isClass: /^\\[dws]/.test(text) };
}

function itemProblem(cursor: Cursor): string {
  const next = printable(cursor.text.slice(cursor.at, cursor.at + 2));
  if (next === '') return 'a `[` is not closed; write `\\[` for the character';
  if (next.startsWith('\\')) return `\`${next}\` cannot stand in a set`;
  return `write \`\\${next.charAt(0)}\` for the character in a set`;
}
