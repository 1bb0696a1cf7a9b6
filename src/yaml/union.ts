import type * as z from 'zod';
import { literalInWords, typeInWords } from './words.ts';

type Issue = z.core.$ZodIssue;
type UnionIssue = z.core.$ZodIssueInvalidUnion;

/** What a place accepts, in words, and the literal texts among it. */
export interface Forms {
  readonly words: readonly string[];
  readonly literals: readonly string[];
}

/**
 * The issues of the form that was meant: of those whose type fits the value, the one with the fewest
 * problems. Undefined when the value has the type of none.
 */
export function meantBranch(issue: UnionIssue): readonly Issue[] | undefined {
  const fitting = issue.errors.filter((branch) => !mismatches(branch));
  return fitting.reduce<readonly Issue[] | undefined>(
    (best, branch) => (best === undefined || branch.length < best.length ? branch : best),
    undefined,
  );
}

/** All forms that a union accepts, as far as its issues tell. */
export function formsOf(issue: UnionIssue): Forms {
  const forms = issue.errors.flat().filter(isRoot).map(formOf);
  return { words: forms.flatMap(({ words }) => words), literals: forms.flatMap(({ literals }) => literals) };
}

/** The form that an issue about a value's type or literal asks for. */
export function formOf(issue: Issue): Forms {
  if (issue.code === 'invalid_type') return { words: [typeInWords(issue.expected)], literals: [] };
  if (issue.code === 'invalid_union') return formsOf(issue);
  if (issue.code !== 'invalid_value') return { words: [], literals: [] };
  const literals = issue.values.filter((value) => typeof value === 'string');
  return { words: issue.values.map(literalInWords), literals };
}

function mismatches(branch: readonly Issue[]): boolean {
  return branch.filter(isRoot).some((issue) => {
    if (issue.code === 'invalid_union') return issue.errors.length > 0 && issue.errors.every(mismatches);
    return issue.code === 'invalid_type' || issue.code === 'invalid_value';
  });
}

function isRoot(issue: Issue): boolean {
  return issue.path.length === 0;
}
