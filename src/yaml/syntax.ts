import { YAMLException } from 'js-yaml';
import type { Problem } from './problem.ts';

/** Beyond this `yaml` takes seconds to list all errors; the first one has to do. */
const LISTED_UP_TO = 256 * 1024;
/** `yaml` compares every key of a map with every other. */
const DUPLICATES_UP_TO = 32 * 1024;
const SHOWN = 20;

/** What is read of a YAMLParseError. */
interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

type Phrase = readonly [message: string, hint?: string];

const FIRST_ERROR: readonly (readonly [RegExp, Phrase])[] = [
  [/^tab characters/, ['a tab indents this line', 'indent with spaces']],
  [/^nesting exceeded/, ['the values are nested more than 100 levels deep']],
  [
    /non-printable/,
    ['a control character stands in the text', 'write it as an escape in double quotes: "\\x07"'],
  ],
  [
    /^deficient indentation/,
    ['this line is indented too little, or a quote or bracket before it is not closed'],
  ],
  [/^missed comma/, ['a comma is missing between the entries of `[…]` or `{…}`']],
  [
    /^bad indentation of a mapping/,
    ['this does not fit here', 'check the indentation, and quote text that holds `: `'],
  ],
  [
    /^end of the stream or a document/,
    ['this does not belong to what stands before it', 'check the indentation'],
  ],
  [/^unacceptable YAML version/, ['this version of YAML is not supported', 'remove the %YAML line']],
];

const LISTED: readonly (readonly [RegExp, Phrase])[] = [
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

/**
 * What is wrong with a text that is not YAML: all errors that `yaml` can tell apart (it is loaded only now),
 * or the first one of js-yaml where the text is large or `yaml` has no complaint.
 */
export async function syntaxProblems(text: string, thrown: unknown): Promise<Problem[]> {
  const first = firstProblem(thrown);
  if (text.length > LISTED_UP_TO || /levels deep|control character/.test(first.message)) return [first];
  const listed = await listProblems(text);
  return (listed.length > 0 ? listed : [first]).map((problem) => withBraceHint(problem, text));
}

/** Inside brackets an unquoted `${name}` is text, then a map: the commonest slip in a spec with variables. */
function withBraceHint(problem: Problem, text: string): Problem {
  const start = text.lastIndexOf('\n', problem.offset - 1) + 1;
  const line = /^.*/.exec(text.slice(start))?.[0] ?? '';
  const bare = /[[{].*[[{,:]\s*\$\{|\[\s*\$\{/.test(line);
  return bare ? { ...problem, hint: 'inside `[…]` and `{…}` put quotes around "${name}"' } : problem;
}

/** The problem that js-yaml stopped at; anything else it may throw is reported as such. */
export function firstProblem(thrown: unknown): Problem {
  if (!(thrown instanceof YAMLException)) throw thrown;
  const [message, hint] = phrase(FIRST_ERROR, thrown.reason) ?? [thrown.reason];
  const rule = thrown.reason.startsWith('nesting') ? 'syntax/too-deep' : 'syntax/yaml';
  return { rule, message, ...(hint === undefined ? {} : { hint }), offset: thrown.mark?.position ?? 0 };
}

async function listProblems(text: string): Promise<Problem[]> {
  const { parseDocument, visit } = await import('yaml');
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
  const [message, hint] = phrase(LISTED, `${error.code} ${error.message}`) ?? [error.message];
  const rule = error.code === 'DUPLICATE_KEY' ? 'syntax/duplicate-key' : 'syntax/yaml';
  // An unclosed quote is noticed where the text ends; the place to look at is where it opens.
  const opened = message.startsWith('this quote') ? quotes.find(([, end]) => end >= error.pos[0]) : undefined;
  return { rule, message, ...(hint === undefined ? {} : { hint }), offset: opened?.[0] ?? error.pos[0] };
}

function phrase(table: readonly (readonly [RegExp, Phrase])[], reason: string): Phrase | undefined {
  return table.find(([pattern]) => pattern.test(reason))?.[1];
}
