import { createHash } from 'node:crypto';

// Texts that a device or a spec may hold, made to hurt whoever prints them.

const code = (...points: readonly number[]): string => String.fromCodePoint(...points);

/** Each tells a terminal or a reader something else than it shows. */
const ATOMS: readonly string[] = [
  ...[0x07, 0x08, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b, 0x7f, 0x80, 0x84, 0x85, 0x8d, 0x90, 0x9b, 0x9c, 0x9d, 0x9f],
  ...[0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a],
  ...[0x202b, 0x202d, 0x202e, 0x2060, 0x2064, 0x2066, 0x2067, 0x2069, 0x206f, 0x3164, 0xfe0f, 0xfeff, 0xfff9],
  ...[0xe0001, 0xe0061],
]
  .map((point) => code(point))
  .concat([
    '\u001B[2J',
    '\u001B]0;title\u0007',
    '\u001B[31m',
    '\u009B31m',
    '\r\n',
    '\n- **ok**',
    '\uD800',
    '\uDC00',
  ]);

const AROUND: readonly (readonly [before: string, after: string])[] = [
  ['', ''],
  ['name', 'end'],
  ['| a ', ' | `b`'],
  ['<b>', '</b>'],
  ['error: ', '\u001B[0m'],
  ['[x](', ')'],
  ['```\n', '\n```'],
  ['"', '\\'],
  ['\u202E', '\u202C'],
];

/** 500 and more, each once. */
export const HOSTILE: readonly string[] = AROUND.flatMap(([before, after]) =>
  ATOMS.flatMap((atom) => [`${before}${atom}${after}`, `${before}x${atom}${atom}y${after}`]),
);

const isUnsafe = (point: number, keeps: readonly number[]): boolean =>
  !keeps.includes(point) &&
  (point < 0x20 ||
    (point >= 0x7f && point < 0xa0) ||
    (point >= 0xd800 && point < 0xe000) ||
    ATOMS.some((atom) => atom.length <= 2 && atom.codePointAt(0) === point));

/** Code points of a text that no terminal may get. */
export function unsafeIn(text: string, keeps: readonly number[] = [0x0a]): number[] {
  return Array.from(text, (one) => one.codePointAt(0) ?? 0).filter((point) => isUnsafe(point, keeps));
}

const SHAPES: readonly ((word: string) => string)[] = [
  (word) => word.slice(0, 4),
  (word) => word,
  (word) => `${word}-and-more`,
  (word) => `${word}\t${word}`,
  (word) => `"${word}"'${word}`,
  (word) => `${word}\r\n${word}\nend${word}`,
  (word) => `<${word}>&${word}`,
  (word) => `${word}\u001B[2J${word}`,
  (word) => `ü${word} %+/=\\${word}`,
  (word) => word.repeat(400).slice(0, 4000),
];

/** 300 secrets of odd shapes; many are the beginning of others. */
export const SECRETS: readonly string[] = Array.from({ length: 30 }, (_, index) =>
  createHash('sha256').update(String(index)).digest('base64url').slice(0, 12),
).flatMap((word) => SHAPES.map((shape) => shape(word)));
