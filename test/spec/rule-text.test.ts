import { expect, test } from 'vitest';
import { ruleTextProblem } from '../../src/spec/rule-text.ts';

const when = (body: string, head = 'HTTP_REQUEST'): string => `when ${head} {\n${body}\n}`;

test.each([
  [
    'handlers of one event with different priorities',
    `${when('a', 'HTTP_REQUEST priority 10')}\n${when('b')}`,
  ],
  ['a priority for those that follow', `${when('a')}\npriority 400\n${when('b')}`],
  ['options of a handler', when('a', 'HTTP_REQUEST timing on priority 0')],
  ['a brace on a line of its own', 'when HTTP_REQUEST\n{\n  if { 1 }\n  { a }\n  else\n  { b }\n}'],
  ['quotes and brackets in a comment of a body', when('# it\'s [ a "\nset a "[b "c"]" ;# "')],
  ['a bracket and a quote behind a backslash', when('set a \\[\nset b "\\""\nset c a"b')],
  ['a variable whose name has a blank', when('set a ${b c}d')],
  ['commands over several lines', when('set a \\\n  "b"\nlog local0. [c \\\n  d]')],
  [
    'a procedure, and a signature below',
    `proc a { b } { return $b }\n${when('c')}\ndefinition-signature xyz=`,
  ],
  ['a comment that goes on', `# { \\\n { \n${when('a')}`],
])('%s is taken', (_, text) => {
  expect(ruleTextProblem(text)).toBeUndefined();
});

test.each([
  ['set a 1', 'line 1: `set` cannot stand outside of `when EVENT { … }`'],
  [`\n${when('a')}\n${when('b')}`, 'line 5: there is a `when HTTP_REQUEST` of this priority already'],
  [when('a', 'HTTP_REQUEST priority 1001'), 'line 1: a priority is 0 to 1000, not 1001'],
  ['when HTTP_REQUEST', 'line 1: a handler is written `when EVENT { … }`'],
  ['when HTTP_REQUEST log', 'line 1: a handler is written `when EVENT { … }`'],
  [when('set a "b'), 'line 2: the `"` here is not closed'],
  [when('a\nset b [c'), 'line 3: the `[` here is not closed'],
  [when('set a "[b"'), 'line 2: the `[` here is not closed'],
  [when(when('a')), 'line 2: a `when` cannot stand in a body'],
  [when('a\nexec ls'), 'line 3: the device has no command exec'],
  [when('dict get $a b'), 'line 2: the device has no command dict'],
  ['proc a { return 1 }', 'line 1: a proc has a name, arguments and a body'],
])('%j is refused', (text, problem) => {
  expect(ruleTextProblem(text)).toBe(problem);
});
