import { placesIn } from '../../../model/rule-commands.ts';
import { allSteps, type ReadRule, readRule, type Step } from '../../../model/rule-steps.ts';
import type { SpecPath } from '../../../model/object.ts';
import { ltmPath } from '../desired/draft.ts';
import type { Hit, Rule, Subject } from './rule.ts';

/** The text of an iRule, taken apart. */
export interface ReadText {
  readonly text: string;
  /** Where an offset of it is, in words. */
  readonly placeOf: (at: number) => string;
  readonly read: ReadRule;
  /** Everything that may run in it. */
  readonly steps: readonly Step[];
}

/** An iRule of the spec, as the user wrote it. */
export interface RuleText extends ReadText {
  readonly name: string;
  readonly at: SpecPath;
  readonly path: string;
}

/** Many rules ask for the same texts. */
const texts = new WeakMap<Subject, readonly RuleText[]>();

export function ruleTextsOf(subject: Subject): readonly RuleText[] {
  const known = texts.get(subject) ?? readTexts(subject);
  texts.set(subject, known);
  return known;
}

function readTexts({ spec, files }: Subject): RuleText[] {
  return Object.entries(spec.rules).map(([name, rule]) => {
    const text = rule.text ?? files.get(rule.file ?? '') ?? '';
    return { ...readText(text), name, at: ['rules', name], path: ltmPath(spec, rule, name) };
  });
}

export function readText(text: string): ReadText {
  const read = readRule(text);
  return { text, placeOf: placesIn(text), read, steps: allSteps(read.handlers) };
}

/** Something that is found in the text of an iRule, at an offset. */
export interface FoundInText {
  readonly at: number;
  readonly message: string;
  /** A function where it takes time to find out. */
  readonly hint?: string | (() => string);
}

/** Of one rule in one iRule: nobody reads more, and a file that is no iRule would be answered with megabytes. */
const MOST = 100;

/** A rule that looks at the text of each iRule by itself. */
export function textRule(
  about: Pick<Rule, 'id' | 'severity' | 'explanation'>,
  find: (text: RuleText) => readonly FoundInText[],
): Rule {
  return {
    ...about,
    check: (subject) =>
      ruleTextsOf(subject).flatMap((text) => {
        const found = find(text);
        const more = found.length - MOST;
        return found.slice(0, MOST).map((one, index) => {
          const said = index === MOST - 1 && more > 0 ? `${one.message}; and ${more} more` : one.message;
          return inText(text, { ...one, message: said });
        });
      }),
  };
}

export function inText({ name, at, placeOf }: RuleText, { at: offset, message, hint }: FoundInText): Hit {
  const said = typeof hint === 'function' ? hint() : hint;
  return {
    at,
    message: `the iRule ${name}: ${placeOf(offset)}: ${message}`,
    ...(said === undefined ? {} : { hint: said }),
  };
}
