import { printable } from './printable.ts';

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
  map: 'a map',
  null: 'nothing',
  never: 'nothing',
};

/** A type of the schema in words: `a map`, `text`, `a whole number`. */
export function typeInWords(type: string): string {
  return TYPES[type] ?? type;
}

/** A value in words, clipped and escaped: `the text "abc"`, `the number 5`, `a list`. */
export function valueInWords(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text "${printable(value)}"`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return 'a map';
}

/** A value that the schema spells out, as one would write it: `` `auto` ``, `5`. */
export function literalInWords(value: unknown): string {
  return typeof value === 'string' ? `\`${printable(value)}\`` : String(value);
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  const distinct = [...new Set(words)];
  const last = distinct.at(-1) ?? 'something else';
  return distinct.length < 2 ? last : `${distinct.slice(0, -1).join(', ')} or ${last}`;
}

/** A path as one would point at it: `pools.web.members[0]`, `network.selfIps."20.20.20.1".vlan`. */
export function pathInWords(path: readonly (string | number)[]): string {
  let words = '';
  for (const segment of path) {
    if (typeof segment === 'number') words += `[${segment}]`;
    else
      words += `${words === '' ? '' : '.'}${/^[\w/-]+$/.test(segment) ? segment : `"${printable(segment)}"`}`;
  }
  return words;
}
