import { type Command, commandsOf, substitutionsIn, type Word } from './rule-commands.ts';

// Every command of an iRule that may run, at whatever depth: in the bodies of `if`, `switch` and loops, and
// in `[…]` within words and quoted strings. What cannot be read is passed over.

/** One command, and on what it depends. */
export interface Step {
  /** The handler it stands in; empty in a procedure. */
  readonly event: string;
  readonly name: string;
  /** The words behind the name, without the quotes around one. */
  readonly args: readonly string[];
  readonly line: number;
  /** The tests that must hold for it; of an `else` or a `default` none is known. */
  readonly tests: readonly Test[];
}

export interface Test {
  readonly text: string;
  /** It stands where the others did not hold. */
  readonly otherwise: boolean;
}

/** The commands of all handlers and procedures of an iRule. */
export function stepsOf(text: string): readonly Step[] {
  return read(text, 1).flatMap(({ words }) => {
    const [first, second] = words;
    const body = words.at(-1);
    if (!body?.braced || !['when', 'proc'].includes(first?.text ?? '')) return [];
    const event = first?.text === 'when' ? (second?.text ?? '') : '';
    return scriptSteps(body, { event, tests: [] });
  });
}

interface Place {
  readonly event: string;
  readonly tests: readonly Test[];
}

function read(text: string, line: number): readonly Command[] {
  const commands = commandsOf(text, line);
  return 'reason' in commands ? [] : commands;
}

function scriptSteps({ text, line }: { text: string; line: number }, place: Place): Step[] {
  return read(text, line).flatMap((command) => commandSteps(command, place));
}

function commandSteps({ words, line }: Command, place: Place): Step[] {
  const [first, ...rest] = words;
  const name = first?.text ?? '';
  const bodies = bodiesOf(name, rest);
  return [
    { ...place, name, args: rest.map(unquoted), line },
    ...words
      .filter((word) => !bodies.some((body) => body.word === word))
      .filter(({ braced }) => !braced || EXPRESSIONS.has(name))
      .flatMap(({ text, line: from }) => substitutionsIn(text, from))
      .flatMap((script) => scriptSteps(script, place)),
    // A body is a script in quotes as well as in braces.
    ...bodies.flatMap(({ word, test }) =>
      scriptSteps({ text: unquoted(word), line: word.line }, under(place, test)),
    ),
  ];
}

function under(place: Place, test: Test | undefined): Place {
  return test ? { ...place, tests: [...place.tests, test] } : place;
}

/** Commands whose braced words are expressions, in which `[…]` runs. */
const EXPRESSIONS: ReadonlySet<string> = new Set(['if', 'while', 'for', 'expr']);

function unquoted({ text, braced }: Word): string {
  return braced ? text : text.replace(/^"([\s\S]*)"$/, '$1');
}

interface Body {
  readonly word: Word;
  readonly test?: Test;
}

function bodiesOf(name: string, words: readonly Word[]): readonly Body[] {
  const last = words.at(-1);
  switch (name) {
    case 'if':
      return ifBodies(words);
    case 'switch':
      return switchBodies(words);
    case 'while':
    case 'foreach':
    case 'after':
    case 'eval':
    case 'clientside':
    case 'serverside':
      return last ? [{ word: last }] : [];
    case 'catch':
      return words[0] ? [{ word: words[0] }] : [];
    case 'for':
      return [words[0], words[2], words[3]].flatMap((word) => (word ? [{ word }] : []));
    default:
      return [];
  }
}

function ifBodies(words: readonly Word[]): Body[] {
  const bodies: Body[] = [];
  let test: Word | undefined;
  for (const word of words) {
    if (['then', 'elseif'].includes(word.text) && !word.braced) continue;
    const otherwise = bodies.length > 0 && word.text === 'else' && !word.braced;
    if (otherwise) break;
    if (!test) test = word;
    else {
      bodies.push({ word, test: { text: test.text, otherwise: false } });
      test = undefined;
    }
  }
  const otherwise = words.at(-2)?.text === 'else' ? words.at(-1) : undefined;
  const all = bodies.map(({ test: one }) => one?.text ?? '').join(' ');
  return otherwise ? [...bodies, { word: otherwise, test: { text: all, otherwise: true } }] : bodies;
}

/** `switch … { pattern body … }`, and the form that lists them as words. */
function switchBodies(words: readonly Word[]): Body[] {
  const subject = words.findIndex(({ text }) => !text.startsWith('-'));
  const listed = words.slice(subject + 1);
  const [only] = listed;
  const flat = listed.length === 1 && only ? read(only.text, only.line).flatMap((one) => one.words) : listed;
  return flat.flatMap((word, index) => {
    const pattern = flat[index - 1];
    if (index % 2 === 0 || !pattern || word.text === '-') return [];
    const test = { text: words[subject]?.text ?? '', otherwise: pattern.text === 'default' };
    return [{ word, test }];
  });
}
