import { YAMLException } from 'js-yaml';
import type { Problem } from './problem.ts';
import { type Wording, wordingOf } from './wording.ts';

/** Beyond this `yaml` takes seconds to list all errors; the first one has to do. */
const LISTED_UP_TO = 256 * 1024;

const FIRST_ERROR: readonly Wording[] = [
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

/**
 * What is wrong with a text that is not YAML: all errors that `yaml` can tell apart (it is loaded only now),
 * or the first one of js-yaml where the text is large or `yaml` has no complaint.
 */
export async function syntaxProblems(text: string, thrown: unknown): Promise<Problem[]> {
  const first = firstProblem(thrown);
  if (text.length > LISTED_UP_TO || /levels deep|control character/.test(first.message)) return [first];
  const { listProblems } = await import('./list-problems.ts');
  const listed = listProblems(text);
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
  const [message, hint] = wordingOf(FIRST_ERROR, thrown.reason) ?? [thrown.reason];
  const rule = thrown.reason.startsWith('nesting') ? 'syntax/too-deep' : 'syntax/yaml';
  return { rule, message, ...(hint === undefined ? {} : { hint }), offset: thrown.mark?.position ?? 0 };
}
