import type * as z from 'zod';
import { holdsSecret, withoutSecrets } from './secrets.ts';
import { didYouMean } from './suggest.ts';
import { formOf, type Forms } from './union.ts';
import { orList, valueInWords } from './words.ts';

type Issue = z.core.$ZodIssue;

/** What is wrong with one value, without its place. */
export interface Phrase {
  readonly rule: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

const FORMATS: Readonly<Record<string, string>> = {
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  cidrv4: 'an IPv4 network such as 10.0.0.0/24',
  cidrv6: 'an IPv6 network such as 2001:db8::/32',
  mac: 'a MAC address',
  url: 'a URL',
  email: 'an e-mail address',
  datetime: 'a date and time',
  date: 'a date',
};

/** An issue about a value in plain words. A message that the schema itself gives is kept. */
export function phraseOf(issue: Issue, input: unknown, secrets: readonly string[]): Phrase {
  const got = described(input, secrets);
  if (issue.code === 'custom') return custom(issue, secrets);
  const rule =
    issue.code === 'invalid_type' || issue.code === 'invalid_union' ? 'schema/type' : 'schema/value';
  if (!isDefault(issue.message)) return { rule, message: withoutSecrets(issue.message, secrets) };
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
      return expectation(rule, issue, formOf(issue), input, secrets);
    case 'too_small':
      return { rule, message: `${bound(issue, issue.minimum, 'least', 'more')}, got ${got}` };
    case 'too_big':
      return { rule, message: `${bound(issue, issue.maximum, 'most', 'less')}, got ${got}` };
    case 'not_multiple_of':
      return { rule, message: `expected a multiple of ${issue.divisor}, got ${got}` };
    case 'invalid_format':
      return { rule, message: `expected ${formatInWords(issue)}, got ${got}` };
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
      return { rule, message: withoutSecrets(issue.message, secrets) };
  }
}

function expectation(
  rule: string,
  issue: Issue,
  forms: Forms,
  input: unknown,
  secrets: readonly string[],
): Phrase {
  if (issue.code === 'invalid_union' && forms.words.length === 0) {
    return expectation(rule, issue, discriminators(issue), input, secrets);
  }
  return {
    rule,
    message: `expected ${orList(forms.words)}, got ${described(input, secrets)}`,
    hint: expectationHint(forms, input, secrets),
  };
}

function discriminators(issue: z.core.$ZodIssueInvalidUnion): Forms {
  const options: readonly unknown[] = ('options' in issue ? issue.options : undefined) ?? ['another form'];
  const literals = options.filter((option) => typeof option === 'string');
  return { words: options.map((option) => `\`${String(option)}\``), literals };
}

/** What YAML 1.1 and people call true and false, which are text in YAML 1.2. */
const FLAGS: Readonly<Record<string, boolean>> = {
  yes: true,
  on: true,
  true: true,
  enabled: true,
  no: false,
  off: false,
  false: false,
  disabled: false,
};

function expectationHint(forms: Forms, input: unknown, secrets: readonly string[]): string | undefined {
  const wantsNumber = forms.words.some((word) => word.endsWith(' number'));
  if (typeof input === 'string') {
    if (holdsSecret(input, secrets)) {
      return wantsNumber ? 'a value from the environment is always text; --var gives a number' : undefined;
    }
    const flag = forms.words.includes('true or false') ? FLAGS[input.toLowerCase()] : undefined;
    if (flag !== undefined) return `write \`${flag}\``;
    if (wantsNumber && /^-?\d+(\.\d+)?$/.test(input)) return 'remove the quotes';
    return didYouMean(input, forms.literals) ?? (wantsList(forms, input) ? `write ["${input}"]` : undefined);
  }
  const scalar = typeof input === 'number' || typeof input === 'boolean';
  return scalar && forms.words.includes('text') ? 'put it in quotes to make it text' : undefined;
}

/** A single name where several could stand; quoted, since 1.1 alone is a number. */
function wantsList(forms: Forms, input: string): boolean {
  return forms.words.includes('a list') && /^[\w./:-]+$/.test(input);
}

function described(input: unknown, secrets: readonly string[]): string {
  const secret = typeof input === 'string' && holdsSecret(input, secrets);
  return secret ? 'a value from the environment' : valueInWords(input);
}

function custom(issue: z.core.$ZodIssueCustom, secrets: readonly string[]): Phrase {
  const rule: unknown = issue.params?.rule;
  const hint: unknown = issue.params?.hint;
  return {
    rule: typeof rule === 'string' ? rule : 'schema/value',
    message: withoutSecrets(issue.message, secrets),
    hint: typeof hint === 'string' ? withoutSecrets(hint, secrets) : undefined,
  };
}

function bound(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  limit: number | bigint,
  closed: string,
  open: string,
): string {
  const units: Readonly<Record<string, readonly [string, string]>> = {
    string: ['character', 'characters'],
    array: ['item', 'items'],
    set: ['item', 'items'],
    map: ['entry', 'entries'],
  };
  const unit = units[issue.origin]?.[Number(limit) === 1 ? 0 : 1];
  const size = issue.exact ? 'exactly' : issue.inclusive === false ? `${open} than` : `at ${closed}`;
  return `expected ${size} ${limit}${unit === undefined ? '' : ` ${unit}`}`;
}

function formatInWords(issue: z.core.$ZodIssueInvalidStringFormat): string {
  if (issue.format === 'regex') return `text that matches ${issue.pattern ?? 'a pattern'}`;
  return FORMATS[issue.format] ?? `text of the format ${issue.format}`;
}

/** Whether a message is zod's own English one, which says less than we can. */
function isDefault(message: string): boolean {
  return /^(Invalid |Too (big|small): expected )/.test(message);
}
