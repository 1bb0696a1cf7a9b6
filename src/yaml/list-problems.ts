import { parseDocument, visit } from 'yaml';
import type { Problem } from './problem.ts';
import { type Wording, wordingOf } from './wording.ts';

// `yaml` is loaded with this file, which is loaded only when there is something to report. It is imported
// here by its names: bundled, a CommonJS package that is loaded by itself with `import()` has only a default.

/** `yaml` compares every key of a map with every other. */
const DUPLICATES_UP_TO = 32 * 1024;
const SHOWN = 20;

/** What is read of a YAMLParseError. */
interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

const LISTED: readonly Wording[] = [
  [/^TAB_AS_INDENT/, ['a tab indents this line', 'indent with spaces']],
  [/^DUPLICATE_KEY/, ['this key appears twice in its map', 'keep one of them']],
  [/^MISSING_CHAR .*closing (["'])quote/, ['this quote is never closed']],
  [/^MISSING_CHAR .*map values/, ['a `:` is missing after this key']],
  [
    /^BAD_INDENT .*Flow sequence/,
    ['a `[` before this place is not closed by `]`, or its lines are not indented'],
  ],
  [/^BAD_INDENT .*Flow map/, ['a `{` before this place is not closed by `}`, or its lines are not indented']],
  [/^BAD_INDENT/, ['this line is not indented like the others of its map or list']],
  [
    /^BLOCK_AS_IMPLICIT_KEY/,
    ['a key and its value cannot follow another key here', 'quote text that holds `: `'],
  ],
  [
    /^MULTILINE_IMPLICIT_KEY/,
    ['a key must be on one line and end with `:`', 'check the indentation below it'],
  ],
  [/^BLOCK_IN_FLOW/, ['a comma is missing between the entries of `[…]` or `{…}`']],
  [/ Missing , or :/, ['a comma is missing between the entries of `[…]` or `{…}`']],
  [/^BAD_SCALAR_START/, ['text cannot start with this character', 'quote it']],
  [
    /^BAD_DQ_ESCAPE/,
    ['this escape does not exist in double quotes', 'double the backslash, or use single quotes'],
  ],
  [/^UNEXPECTED_TOKEN/, ['this does not belong here', 'check the indentation and the brackets before it']],
];

/** All errors of a text that `yaml` can tell apart, in the order of the text. */
export function listProblems(text: string): Problem[] {
  const uniqueKeys = text.length <= DUPLICATES_UP_TO;
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys, logLevel: 'silent' });
  const quotes: (readonly [start: number, end: number])[] = [];
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type?.startsWith('QUOTE') && range) quotes.push([range[0], range[1]]);
    },
  });
  const problems = withoutEchoes(document.errors).map((error) => listedProblem(error, quotes));
  return problems.slice(0, SHOWN);
}

/** One error makes others: what `yaml` finds in the same line, and tokens it then no longer expects. */
function withoutEchoes(errors: readonly Complaint[]): Complaint[] {
  const distinct = errors.filter(({ code }, index) => index === 0 || code !== 'UNEXPECTED_TOKEN');
  return distinct.filter(({ code }) => code !== 'MULTIPLE_DOCS');
}

function listedProblem(error: Complaint, quotes: readonly (readonly [number, number])[]): Problem {
  const [message, hint] = wordingOf(LISTED, `${error.code} ${error.message}`) ?? [error.message];
  const rule = error.code === 'DUPLICATE_KEY' ? 'syntax/duplicate-key' : 'syntax/yaml';
  // An unclosed quote is noticed where the text ends; the place to look at is where it opens.
  const opened = message.startsWith('this quote') ? quotes.find(([, end]) => end >= error.pos[0]) : undefined;
  return { rule, message, ...(hint === undefined ? {} : { hint }), offset: opened?.[0] ?? error.pos[0] };
}
