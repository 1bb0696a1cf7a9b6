import type * as z from 'zod';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Locate, SpecPath } from './locate.ts';
import { phraseOf, type Phrase } from './phrase.ts';
import { printable } from './printable.ts';
import { closest, didYouMean } from './suggest.ts';
import { meantBranch } from './union.ts';
import { issuesOfEntry, keysAt, valueAt } from './walk.ts';
import { pathInWords } from './words.ts';

type Issue = z.core.$ZodIssue;

export interface IssueContext {
  /** The value that was parsed, before any transformation. */
  readonly value: unknown;
  readonly locate: Locate;
  /** The schema it was parsed with: what an unknown key may have meant is looked up in it. */
  readonly schema: z.core.$ZodType;
  /** Values that no message may show. */
  readonly secrets?: readonly string[];
  /** Paths of values that are known to be no good already, so that nothing more is said of them. */
  readonly unresolved?: readonly SpecPath[];
  /** What to write instead of a word that people try, said before anything that looks alike. */
  readonly advice?: (path: SpecPath, value: unknown, problem: 'key' | 'value') => string | undefined;
}

interface Finding extends Phrase {
  readonly path: SpecPath;
  /** The path that an unknown key was probably meant to be. */
  readonly meant?: SpecPath;
  /** Whether it is said of a map as a whole: what stands together, or is missing, in it. */
  readonly ofMap?: boolean;
}

/**
 * What a schema says against a value, as diagnostics `schema/…` (`unknown-key`, `required`, `type`, `value`,
 * `name`) with the path in words and the position, each once, in the order of the text. An issue with code
 * `custom` keeps its message and takes `rule` and `hint` from its `params`; another code keeps a message of
 * the schema's own, unless it starts as zod's do ("Invalid …", "Too big: …").
 */
export function schemaDiagnostics(error: z.core.$ZodError, context: IssueContext): Diagnostic[] {
  const known = new Set(context.unresolved?.map((path) => JSON.stringify(path)));
  const findings = error.issues
    .flatMap((issue) => findingsOf(issue, [], context))
    .filter(({ path }) => !known.has(JSON.stringify(path)));
  const diagnostics = withoutMisspelt(findings).map((finding) => diagnosticOf(finding, context.locate));
  const distinct = new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...distinct.values()].sort(byPosition);
}

function findingsOf(issue: Issue, above: SpecPath, context: IssueContext): Finding[] {
  const path = [...above, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, context));
  if (issue.code === 'invalid_key') return badName(issue, path, context);
  if (isUnknownType(issue))
    return [...said(issue, path, context), ...strangeKeys(path.slice(0, -1), context)];
  return said(issue, path, context);
}

/** A map whose `type`, or whatever tells the forms of it apart, is not known: zod looks at nothing else in it. */
function isUnknownType(issue: Issue): boolean {
  return issue.code === 'invalid_union' && issue.errors.length === 0 && issue.path.length > 0;
}

/** The keys of a map that none of its forms has. */
function strangeKeys(path: SpecPath, context: IssueContext): Finding[] {
  const known = keysAt(context.schema, path, context.value);
  return Object.keys(valueAt(context.value, path) ?? {})
    .filter((key) => !known.includes(key))
    .map((key) => unknownKey(key, path, context));
}

function said(issue: Issue, path: SpecPath, context: IssueContext): Finding[] {
  const input = valueAt(context.value, path);
  const missing = path.at(-1);
  if (input === undefined && typeof missing === 'string' && issue.code !== 'custom') {
    return [{ rule: 'schema/required', path, message: `\`${printable(missing)}\` is required` }];
  }
  const branch = issue.code === 'invalid_union' ? meantBranch(issue) : undefined;
  if (branch) return branch.flatMap((inner) => findingsOf(inner, path, context));
  const phrase = phraseOf(issue, input, context.secrets ?? []);
  const ofMap = issue.code === 'custom' && typeof input === 'object' && !Array.isArray(input);
  return [{ ...phrase, hint: context.advice?.(path, input, 'value') ?? phrase.hint, path, ofMap }];
}

function unknownKey(key: string, path: SpecPath, { schema, value, advice }: IssueContext): Finding {
  const known = [...new Set(keysAt(schema, path, value))];
  const list = known.length > 0 && known.length <= 12 ? `known here: ${known.join(', ')}` : undefined;
  const other = advice?.([...path, key], undefined, 'key');
  const meant = other === undefined ? closest(key, known) : undefined;
  return {
    rule: 'schema/unknown-key',
    path: [...path, key],
    message: `unknown key \`${printable(key)}\``,
    hint: other ?? didYouMean(key, known) ?? list,
    ...(meant === undefined ? {} : { meant: [...path, meant] }),
  };
}

/** A misspelt key that is required, or that its map is lacking in other words, is one problem, not two. */
function withoutMisspelt(findings: readonly Finding[]): Finding[] {
  const misspelt = findings.flatMap(({ meant }) => (meant === undefined ? [] : [meant]));
  const keys = new Set(misspelt.map((path) => JSON.stringify(path)));
  const maps = new Set(misspelt.map((path) => JSON.stringify(path.slice(0, -1))));
  return findings.filter(({ rule, path, ofMap }) => {
    if (ofMap) return !maps.has(JSON.stringify(path));
    return rule !== 'schema/required' || !keys.has(JSON.stringify(path));
  });
}

/** A name that is not allowed, and whatever is wrong below it, which zod does not look at then. */
function badName(issue: z.core.$ZodIssueInvalidKey, path: SpecPath, context: IssueContext): Finding[] {
  const below = issuesOfEntry(context.schema, path, valueAt(context.value, path));
  const names = issue.issues.map((inner) => {
    const { rule, message, hint } = phraseOf(inner, path.at(-1), context.secrets ?? []);
    const named = rule.startsWith('schema/') ? 'schema/name' : rule;
    return { rule: named, path, message: `this name is not allowed: ${message}`, hint };
  });
  return [...names, ...below.flatMap((inner) => findingsOf(inner, path, context))];
}

function diagnosticOf({ rule, path, message, hint }: Finding, locate: Locate): Diagnostic {
  // The message names the missing or unknown key itself, so the path before it is that of its map.
  const named = rule === 'schema/required' || rule === 'schema/unknown-key' ? path.slice(0, -1) : path;
  const place = pathInWords(named);
  return {
    rule,
    severity: 'error',
    message: place === '' ? message : `${place}: ${message}`,
    ...(hint === undefined ? {} : { hint }),
    source: locate(path),
  };
}

function byPosition({ source: a }: Diagnostic, { source: b }: Diagnostic): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}
