import { expect, test } from 'vitest';
import { ruleReferences } from '../../src/model/rule-references.ts';
import { stepsOf } from '../../src/model/rule-steps.ts';

const inRequest = (body: string): string => `when HTTP_REQUEST {\n${body}\n}`;
const named = (body: string): string[] => {
  const text = inRequest(body);
  const lineOf = (at: number): number => text.slice(0, at).split('\n').length - 1;
  return ruleReferences(text).map(({ label, name, at }) => `${label} ${name} ${lineOf(at)}`);
};

test.each([
  ['a command', 'pool a', ['pool a 1']],
  ['a quoted name', 'pool "a"', ['pool a 1']],
  ['a full path', 'pool /Common/rt/a', ['pool /Common/rt/a 1']],
  ['a member', 'pool a member 10.0.0.1 80', ['pool a 1']],
  [
    'if',
    'if { $x } {\n pool a\n} elseif { $y } { pool b } else { pool c }',
    ['pool a 2', 'pool b 3', 'pool c 3'],
  ],
  ['if on lines of its own', 'if { $x }\n{\n pool a\n}\nelse\n{\n pool b\n}', ['pool a 3', 'pool b 7']],
  ['then, and a body in quotes', 'if { $x } then "pool a"', ['pool a 1']],
  ['nested', 'if { $x } { foreach y $z { while { $y } { pool a } } }', ['pool a 1']],
  [
    'switch',
    'switch -glob [HTTP::path] {\n  "/a*" -\n  "/b*" { pool a }\n  default { pool b }\n}',
    ['pool a 3', 'pool b 4'],
  ],
  ['switch on one line', 'switch $x { 1 { pool a } 2 { pool b } }', ['pool a 1', 'pool b 1']],
  ['switch of words', 'switch -- $x 1 { pool a } default { pool b }', ['pool a 1', 'pool b 1']],
  ['switch with words as bodies', 'switch $x {\n 1 "pool a"\n}', ['pool a 2']],
  ['catch', 'if { [catch { pool a } why] } { pool b }', ['pool a 1', 'pool b 1']],
  ['a condition', 'if { [class match [HTTP::host] equals hosts] } { drop }', ['data-group hosts 1']],
  ['a string', 'log local0. "up: [active_members a] of [members -list b]"', ['pool a 1', 'pool b 1']],
  ['a string in a string', 'set x "[findclass "[HTTP::host]" hosts " "]"', ['data-group hosts 1']],
  [
    'options of class',
    'set x [class match -value -- [HTTP::host] equals /Common/hosts]',
    ['data-group /Common/hosts 1'],
  ],
  ['class lookup', 'set x [class lookup $y hosts]', ['data-group hosts 1']],
  ['matchclass', 'if { [matchclass [IP::client_addr] equals nets] } { drop }', ['data-group nets 1']],
  ['snatpool', 'snatpool out', ['SNAT pool out 1']],
  ['virtual', 'virtual other', ['virtual server other 1']],
  ['a procedure elsewhere', 'call lib::work 1\ncall own', ['iRule lib 1']],
  ['LB::status', 'if { [LB::status pool a member 10.0.0.1 80] eq "up" } { drop }', ['pool a 1']],
  ['what is known only later', 'pool $x\npool [HTTP::host]\npool "p-$x"\nvirtual name', []],
  ['a comment', '# pool a\nset x 1 ;# pool b', []],
  ['text', 'log local0. "pool a"\nset x {pool a}\nHTTP::respond 200 content "pool a"', []],
])('the references of %s', (_, body, expected) => {
  expect(named(body)).toEqual(expected);
});

test('each step knows what it depends on', () => {
  const steps = stepsOf(
    inRequest('if { $a } { x } elseif { $b } { y } else { z }\nswitch $c { 1 { v } default { w } }'),
  );
  const testsOf = (name: string): unknown => steps.find((step) => step.name === name)?.tests;
  expect(testsOf('x')).toEqual([{ text: ' $a ', otherwise: false }]);
  expect(testsOf('y')).toEqual([{ text: ' $b ', otherwise: false }]);
  expect(testsOf('z')).toEqual([{ text: ' $a   $b ', otherwise: true }]);
  expect(testsOf('v')).toEqual([{ text: '$c', otherwise: false }]);
  expect(testsOf('w')).toEqual([{ text: '$c', otherwise: true }]);
  expect(steps.every(({ event }) => event === 'HTTP_REQUEST')).toBe(true);
});
