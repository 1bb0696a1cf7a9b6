import { bodiesOf, isExpression } from './bodies.ts';
import { type Command, parseScript, substitutions, TclError, type Word } from './tcl.ts';
import { TOO_DEEP, tooDeepAt } from './depth.ts';
import { EVENTS } from './events.ts';
import { DISABLED, isKnownCommand, isValidIn } from './words.ts';

// The load check of an iRule: shape, events, commands, and what it names (device-facts:
// irule-load-check). Warnings do not exist here; what is not known to be wrong passes.

export interface RuleProblem {
  readonly line: number;
  readonly reason: string;
  readonly source: string;
}

export interface RuleReference {
  readonly family: 'ltm/pool' | 'ltm/snatpool' | 'data-group' | 'ltm/rule' | 'ltm/virtual';
  readonly name: string;
  readonly line: number;
  readonly source: string;
}

export interface RuleFacts {
  readonly problems: readonly RuleProblem[];
  readonly events: readonly string[];
  readonly references: readonly RuleReference[];
}

interface Walk {
  readonly problems: RuleProblem[];
  readonly references: RuleReference[];
  readonly events: Set<string>;
  /** Of handlers that name none. */
  priority: string;
}

export function examineRule(text: string): RuleFacts {
  const line = tooDeepAt(text);
  if (line !== undefined)
    return { problems: [{ line, reason: TOO_DEEP, source: '' }], events: [], references: [] };
  const walk: Walk = { problems: [], references: [], events: new Set(), priority: '500' };
  guarded(walk, () => {
    const seen = new Set<string>();
    for (const command of parseScript(text, 1)) topLevel(command, seen, walk);
  });
  return { problems: walk.problems, events: [...walk.events], references: walk.references };
}

/** A text that cannot even be read is one problem; what was found before it stands. */
function guarded(walk: Walk, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof TclError)) throw error;
    walk.problems.push({ line: error.line, reason: error.message, source: error.source });
  }
}

/** More problems than anybody reads are not told: a rule of nothing else would be answered with megabytes. */
const MOST = 100;

function report(walk: Walk, command: Command, reason: string): void {
  if (walk.problems.length >= MOST) return;
  const end = command.source.indexOf('\n');
  const source = end < 0 ? command.source : command.source.slice(0, end);
  walk.problems.push({ line: command.line, reason, source: source.slice(0, LONGEST_SOURCE) });
}

const LONGEST_SOURCE = 1000;

function topLevel(command: Command, seen: Set<string>, walk: Walk): void {
  const [first, second] = command.words;
  switch (first?.text ?? '') {
    case 'when': {
      whenEvent(command, seen, walk);
      return;
    }
    case 'proc': {
      const body = command.words[3];
      if (command.words.length !== 4 || !body) {
        report(walk, command, 'wrong # args');
        return;
      }
      script(body, undefined, walk);
      return;
    }
    case 'priority':
    case 'timing':
      if (!second) report(walk, command, 'wrong # args');
      else if (first?.text === 'priority') walk.priority = second.text;
      return;
    default:
      report(walk, command, `"${first?.text ?? ''}" unknown property`);
  }
}

function whenEvent(command: Command, seen: Set<string>, walk: Walk): void {
  const [, event, ...rest] = command.words;
  const body = rest.at(-1);
  if (!event || body?.form !== 'braced') {
    report(walk, command, 'wrong # args');
    return;
  }
  if (!EVENTS.has(event.text)) {
    report(walk, command, `unknown event (${event.text})`);
    return;
  }
  const options = rest.slice(0, -1).map((word) => word.text);
  const priority = options.includes('priority') ? options[options.indexOf('priority') + 1] : walk.priority;
  if (!(Number(priority) >= 0 && Number(priority) <= 1000)) {
    report(walk, command, `invalid '${priority ?? ''}'; expected:0-1000`);
    return;
  }
  // Handlers of one event may stand beside each other with different priorities (device-facts: irule-load-check).
  const handler = `${event.text} ${Number(priority)}`;
  if (seen.has(handler)) {
    report(walk, command, 'Duplicate event');
    return;
  }
  seen.add(handler);
  walk.events.add(event.text);
  script(body, event.text, walk);
}

function script(word: Pick<Word, 'text' | 'line'>, event: string | undefined, walk: Walk): void {
  guarded(walk, () => {
    for (const command of parseScript(word.text, word.line)) inScript(command, event, walk);
  });
}

function inScript(command: Command, event: string | undefined, walk: Walk): void {
  const [first] = command.words;
  if (!first) return;
  if (first.form === 'bare' && /^[A-Za-z_][\w:]*$/.test(first.text))
    checkCommand(command, first.text, event, walk);
  const bodies = new Set(bodiesOf(command));
  for (const word of command.words) {
    if (bodies.delete(word)) script(word, event, walk);
    else if (word.form !== 'braced' || isExpression(command, word)) nested(word, event, walk);
  }
  // Those of a `switch` are words of a list.
  for (const body of bodies) script(body, event, walk);
}

function checkCommand(command: Command, name: string, event: string | undefined, walk: Walk): void {
  if (name === 'when' || name === 'proc') {
    report(walk, command, 'command is not valid in the current scope');
    return;
  }
  if (DISABLED.has(name)) {
    report(walk, command, `command is disabled: "${name}"`);
    return;
  }
  if (!isKnownCommand(name)) {
    report(walk, command, `undefined procedure: ${name}`);
    return;
  }
  if (event !== undefined && !isValidIn(name, event)) {
    report(walk, command, `command is not valid in current event context (${event})`);
    return;
  }
  const count = command.words.length - 1;
  const [least, most] = ARGUMENTS[name] ?? [0, Number.POSITIVE_INFINITY];
  if (count < least || count > most) {
    report(walk, command, 'wrong # args');
    return;
  }
  const reason = name === 'event' ? eventForm(command) : undefined;
  if (reason !== undefined) {
    report(walk, command, reason);
    return;
  }
  const reference = referenceOf(command);
  if (reference) walk.references.push(reference);
}

/** `event disable HTTP_REQUEST` is the wrong way round (measured on 21.1.0.1). */
function eventForm({ words: [, verb, what] }: Command): string | undefined {
  if (!['enable', 'disable'].includes(verb?.text ?? '')) return undefined;
  const name = literal(what);
  return name === undefined || name === 'all' ? undefined : `invalid '${name}'; expected:all`;
}

const ARGUMENTS: Readonly<Record<string, readonly [number, number]>> = {
  set: [1, 2],
  incr: [1, 2],
  while: [2, 2],
  for: [4, 4],
  if: [2, Number.POSITIVE_INFINITY],
  'HTTP::redirect': [1, 1],
  'HTTP::host': [0, 2],
  pool: [1, Number.POSITIVE_INFINITY],
  log: [1, 4],
  call: [1, Number.POSITIVE_INFINITY],
};

function nested(word: Word, event: string | undefined, walk: Walk): void {
  for (const { script: inner, line } of substitutions(word.text, word.line)) {
    script({ text: inner, line }, event, walk);
  }
}

const literal = (word: Word | undefined) =>
  word && !/[$[\]\\]/.test(word.text) && word.text !== '' ? word.text : undefined;

function referenceOf(command: Command): RuleReference | undefined {
  const [first, ...words] = command.words;
  const args = words.filter((word) => !word.text.startsWith('-'));
  const refer = (family: RuleReference['family'], word: Word | undefined): RuleReference | undefined => {
    const name = literal(word);
    return name === undefined ? undefined : { family, name, line: command.line, source: command.source };
  };
  switch (first?.text ?? '') {
    case 'pool':
    case 'active_members':
    case 'members':
      return refer('ltm/pool', args[0]);
    case 'snatpool':
      return refer('ltm/snatpool', args[0]);
    case 'virtual':
      return args[0]?.text === 'name' ? undefined : refer('ltm/virtual', args[0]);
    case 'matchclass':
    case 'findclass':
      return refer('data-group', first?.text === 'matchclass' ? args[2] : args[1]);
    case 'class':
      return classReference(args, refer);
    case 'call':
      return refer('ltm/rule', calledRule(args[0]));
    default:
      return undefined;
  }
}

/** The rule part of `call rule::proc`; a procedure of the same rule is nobody else's. */
function calledRule(word: Word | undefined): Word | undefined {
  const text = /^(.+)::[^:]+$/.exec(literal(word) ?? '')?.[1];
  return word && text !== undefined ? { ...word, text } : undefined;
}

function classReference(
  args: readonly Word[],
  refer: (family: RuleReference['family'], word: Word | undefined) => RuleReference | undefined,
): RuleReference | undefined {
  const verb = args[0]?.text ?? '';
  if (['match', 'search', 'lookup'].includes(verb)) return refer('data-group', args.at(-1));
  if (['exists', 'size', 'names', 'type', 'get', 'element'].includes(verb)) {
    return refer('data-group', verb === 'element' ? args[2] : args[1]);
  }
  return undefined;
}
