import { beyondBounds } from './rule-bounds.ts';
import {
  type Command,
  commandsOf,
  listOf,
  type Substitution,
  substitutionsIn,
  substitutionsInExpression,
  type Unreadable,
  type Word,
} from './rule-commands.ts';

// Every command of an iRule that may run, at whatever depth: in the bodies of `if`, `switch` and loops, and
// in `[…]` within words and quoted strings.

/** One command, and on what it depends. */
export interface Step {
  /** The handler it stands in; empty in a procedure. */
  readonly event: string;
  readonly name: string;
  /** The words behind the name, without the quotes around one. */
  readonly args: readonly string[];
  /** The same words, with their places. */
  readonly words: readonly Word[];
  /** Those of them that are expressions. */
  readonly expressions: readonly Word[];
  readonly at: number;
  /** The tests that must hold for it; of an `else` or a `default` none is known. */
  readonly tests: readonly Test[];
  /** What runs in its words. */
  readonly inner: readonly Step[];
  readonly bodies: readonly (readonly Step[])[];
}

export interface Test {
  readonly text: string;
  /** It stands where the others did not hold. */
  readonly otherwise: boolean;
}

/** A `when` or a `proc`. */
export interface Handler {
  readonly event: string;
  readonly at: number;
  readonly steps: readonly Step[];
}

/** An iRule, taken apart. */
export interface ReadRule {
  /** What stands outside of every body. */
  readonly commands: readonly Command[];
  readonly handlers: readonly Handler[];
  readonly unreadable: readonly Unreadable[];
}

export function readRule(text: string): ReadRule {
  const beyond = beyondBounds(text);
  if (beyond) return { commands: [], handlers: [], unreadable: [beyond] };
  const unreadable: Unreadable[] = [];
  const commands = read({ text, at: 0 }, { unreadable });
  const handlers = commands.flatMap(({ words, at }): Handler[] => {
    const [first, second] = words;
    const body = words.at(-1);
    if (!body?.braced || !['when', 'proc'].includes(first?.text ?? '')) return [];
    const event = first?.text === 'when' ? (second?.text ?? '') : '';
    return [{ event, at: second?.at ?? at, steps: scriptSteps(body, { event, tests: [], unreadable }) }];
  });
  return { commands, handlers, unreadable };
}

/** The commands of all handlers and procedures of an iRule; what cannot be read is passed over. */
export function stepsOf(text: string): readonly Step[] {
  return allSteps(readRule(text).handlers);
}

export function allSteps(handlers: readonly Handler[]): readonly Step[] {
  return handlers.flatMap(({ steps }) => withNested(steps));
}

/** These and all that runs in them, as they stand. */
function withNested(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...withNested(step.inner), ...step.bodies.flatMap(withNested)]);
}

interface Place {
  readonly event: string;
  readonly tests: readonly Test[];
  readonly unreadable: Unreadable[];
}

function read({ text, at }: Substitution, { unreadable }: Pick<Place, 'unreadable'>): readonly Command[] {
  const commands = commandsOf(text, at);
  if (!('reason' in commands)) return commands;
  unreadable.push(commands);
  return [];
}

function scriptSteps(script: Substitution, place: Place): Step[] {
  return read(script, place).map((command) => stepOf(command, place));
}

function stepOf({ words, at }: Command, place: Place): Step {
  const [first, ...rest] = words;
  const name = first ? unquoted(first).text : '';
  const bodies = bodiesOf(name, rest, place);
  const isBody = new Set(bodies.map(({ word }) => word));
  const others = words.filter((word) => !isBody.has(word));
  const expressions = EXPRESSIONS.has(name) ? others.slice(1).filter(({ text }) => !KEYWORDS.has(text)) : [];
  const isExpression = new Set(expressions);
  const inner = others
    .filter((word) => !word.braced || isExpression.has(word))
    .flatMap((word) => (word.braced ? substitutionsInExpression(word) : substitutionsIn(word)));
  const { event, tests } = place;
  return {
    event,
    tests,
    name,
    args: rest.map((word) => unquoted(word).text),
    words: rest,
    expressions,
    at,
    inner: inner.flatMap((script) => scriptSteps(script, place)),
    // A body is a script in quotes as well as in braces.
    bodies: bodies.map(({ word, test }) => scriptSteps(unquoted(word), under(place, test))),
  };
}

function under(place: Place, test: Test | undefined): Place {
  return test ? { ...place, tests: [...place.tests, test] } : place;
}

/** Commands whose braced words are expressions, in which `[…]` runs. */
const EXPRESSIONS: ReadonlySet<string> = new Set(['if', 'while', 'for', 'expr']);
const KEYWORDS: ReadonlySet<string> = new Set(['then', 'else', 'elseif']);

function unquoted({ text, braced, at }: Word): Substitution {
  const isQuoted = !braced && text.length > 1 && text.startsWith('"') && text.endsWith('"');
  return isQuoted ? { text: text.slice(1, -1), at: at + 1 } : { text, at };
}

interface Body {
  readonly word: Word;
  readonly test?: Test;
}

function bodiesOf(name: string, words: readonly Word[], place: Place): readonly Body[] {
  const last = words.at(-1);
  switch (name) {
    case 'if':
      return ifBodies(words);
    case 'switch':
      return switchBodies(words, place);
    case 'while':
    case 'foreach':
    case 'clientside':
    case 'serverside':
      return last ? [{ word: last }] : [];
    case 'after':
    case 'eval':
      // Where it is put together of several words, what it becomes is not known.
      return last?.braced === true ? [{ word: last }] : [];
    case 'catch':
      return words[0] ? [{ word: words[0] }] : [];
    case 'for':
      return [words[0], words[2], words[3]].flatMap((word) => (word ? [{ word }] : []));
    default:
      return [];
  }
}

/** `if test ?then? body ?elseif test ?then? body …? ?else? body`. */
function ifBodies(words: readonly Word[]): Body[] {
  const bodies: Body[] = [];
  const isWord = (at: number, text: string): boolean => words[at]?.text === text && !words[at].braced;
  const tests: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const test = words[at];
    if (isWord(at + 1, 'then')) at += 1;
    const body = words[(at += 1)];
    if (!test || !body) break;
    tests.push(test.text);
    bodies.push({ word: body, test: { text: test.text, otherwise: false } });
    if (isWord(at + 1, 'elseif')) at += 1;
    else {
      const otherwise = words[isWord(at + 1, 'else') ? at + 2 : at + 1];
      const test = { text: tests.join(' '), otherwise: true };
      return otherwise ? [...bodies, { word: otherwise, test }] : bodies;
    }
  }
  return bodies;
}

/** `switch … { pattern body … }`, and the form that lists them as words. */
function switchBodies(words: readonly Word[], { unreadable }: Place): Body[] {
  const first = words.findIndex(({ text }) => !text.startsWith('-') || text === '--');
  const subject = words[first]?.text === '--' ? first + 1 : first;
  const listed = words.slice(subject + 1);
  const [only] = listed;
  const flat = listed.length === 1 && only ? listOf(only) : listed;
  if ('reason' in flat) {
    unreadable.push(flat);
    return [];
  }
  // Where they do not come in pairs, which are the bodies is not known.
  if (flat.length % 2 === 1) return [];
  return flat.flatMap((word, index) => {
    const pattern = flat[index - 1];
    if (index % 2 === 0 || !pattern || word.text === '-') return [];
    const test = { text: words[subject]?.text ?? '', otherwise: pattern.text === 'default' };
    return [{ word, test }];
  });
}
