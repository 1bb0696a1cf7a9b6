import { mapMembers } from './map-members.ts';

/**
 * Characters that tell a terminal or a reader something else than they show: control characters (C0, C1), line
 * breaks, bidi controls, zero-width and other invisible characters, halves of surrogate pairs.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Nearly every text; looked for first, since a large plan has a hundred thousand. */
const PLAIN = /^[\x20-\x7e]*$/;
const PLAIN_LINES = /^[\x20-\x7e\n\t]*$/;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text in one line that nothing in it can leave, hide in or turn round. */
export function escapeText(text: string): string {
  return PLAIN.test(text) ? text : text.replaceAll(UNSAFE, escaped);
}

/** Text of several lines, such as an iRule: its line breaks and tabs stay. */
export function escapeLines(text: string): string {
  if (PLAIN_LINES.test(text)) return text;
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(UNSAFE, (one) => (one === '\n' || one === '\t' ? one : escaped(one)));
}

/** Members of a view that may have several lines: our own hints, iRules, long values that are compared by line. */
const OF_LINES = new Set(['hint', 'text', 'before', 'after']);

/** Plain data with all texts in it escaped, names of members too. */
export function escapeData<T>(data: T): T;
export function escapeData(data: unknown): unknown {
  if (typeof data === 'string') return escapeText(data);
  if (typeof data !== 'object' || data === null) return data;
  return mapMembers(
    data,
    (value, key) => (typeof value === 'string' && OF_LINES.has(key) ? escapeLines(value) : escapeData(value)),
    escapeText,
  );
}

/** A JSON document that means the same, with nothing in it that a terminal or a reader could take amiss. */
export function escapeJson(document: string): string {
  if (PLAIN_LINES.test(document)) return document;
  return document.replaceAll(UNSAFE, (one) =>
    one === '\n' || one === '\t'
      ? one
      : Array.from({ length: one.length }, (_, at) => unit(one.charCodeAt(at))).join(''),
  );
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return SHORT[character] ?? (code > 0xff_ff ? `\\u{${code.toString(16)}}` : unit(code));
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
