import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnknownOperator } from '../../../../src/mock/traffic/irules/expression.ts';
import { rewriteScript } from '../../../../src/mock/traffic/irules/rewrite.ts';
import { quoteTcl } from '../../../../src/templates.ts';
import { engineForTests, hasTclsh, said } from './running.ts';

// The text of a rule as Tcl gets it.

const lines = (text: string): number => text.split('\n').length;

describe('a rule without the words of iRules', () => {
  test.each([
    'set a "b [string index $c 0] d"; # and or not',
    'if {$a == 1 && "and" ne {or}} {\n  puts x\n} else {\n  puts y\n}',
    'string map {and or "a b" contains} $x',
    'set x {if {$a and $b} {}}',
    'switch -glob -- $x {\n  a* -\n  b { set y 1 }\n  default { set y "not [list]" }\n}',
    'foreach {a b} $list { lappend c "$a, $b" }',
    'set x [list a\\\n  b]; catch { set y } z',
    'expr 1 + 2; expr {$a(b c) - [lindex $l 0]}; expr {!$x ? -1 : max(2, $y)}',
    'regexp {^[a-z]+(and|or)$} $x all part',
    'return -code error "no [expr {1}]"',
    '# a comment with {braces} and "quotes\nset a b',
    '',
  ])('%j stays as it is', (text) => {
    expect(rewriteScript(text)).toBe(text);
  });
});

describe('what only a device reads', () => {
  test.each([
    ['if {1}{ set a 1 }', 'if {1} { set a 1 }'],
    ['if {1}\n{\n set a 1\n}\nelse {\n set a 2\n}', 'if {1}\\\n{\n set a 1\n}\\\nelse {\n set a 2\n}'],
    ['set a "b"c', 'set a "b" c'],
    ['if { $a equals "b" or not $c } { x }', 'if { $a eq "b" || ! $c } { x }'],
    ['if { $a contains "b" } { x }', 'if { irule_contains($a ,"b") } { x }'],
    ['while {$a starts_with\n "b"} { x }', 'while {irule_starts_with($a ,\n "b")} { x }'],
    ['set a [expr {[f "x]"] contains $b}]', 'set a [expr {irule_contains([f "x]"] , $b)}]'],
    ['log "a [expr {$b and $c}]"', 'log "a [expr {$b && $c}]"'],
    ['switch $x { a { if {$a and $b} { } } }', 'switch $x { a { if {$a && $b} { } } }'],
    ['expr $a contains "b"', 'expr {irule_contains($a , "b")}'],
  ])('%j', (text, wanted) => {
    const squeeze = (one: string) => one.replaceAll(/ +/g, ' ').replaceAll(' ,', ',').replaceAll(', ', ',');
    expect(squeeze(rewriteScript(text))).toBe(squeeze(wanted));
    expect(lines(rewriteScript(text))).toBe(lines(text));
  });

  test.each(['if {$a in $b} {}', 'expr {2**3}', 'while {$a ni {1 2}} {}'])('%j is refused', (text) => {
    expect(() => rewriteScript(text)).toThrow(UnknownOperator);
  });
});

type Made = readonly [text: string, value: boolean];
const word = fc.string({ unit: fc.constantFrom(...'ab* []$"\\{}x'.split('')), maxLength: 4 });
const compared = fc
  .tuple(
    word,
    fc.constantFrom<readonly [string, (one: string, other: string) => boolean]>(
      ['contains', (one, other) => one.includes(other)],
      ['starts_with', (one, other) => one.startsWith(other)],
      ['ends_with', (one, other) => one.endsWith(other)],
      ['equals', (one, other) => one === other],
      ['ne', (one, other) => one !== other],
    ),
    word,
  )
  .map(([one, [operator, holds], other]): Made => [
    `${quoteTcl(one)} ${operator} ${quoteTcl(other)}`,
    holds(one, other),
  ]);
const { expression } = fc.letrec<{ expression: Made }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    compared,
    tie('expression').map(([text, value]): Made => [`not (${text})`, !value]),
    fc
      .tuple(tie('expression'), fc.constantFrom('and', '&&'), tie('expression'))
      .map(([one, operator, other]): Made => [`(${one[0]}) ${operator} (${other[0]})`, one[1] && other[1]]),
    fc
      .tuple(compared, fc.constantFrom('or', '||'), compared, compared)
      .map(([one, operator, two, three]): Made => [
        `${one[0]} ${operator} ${two[0]} and ${three[0]}`,
        one[1] || (two[1] && three[1]),
      ]),
  ),
}));

const engine = engineForTests();

test.skipIf(!hasTclsh)('expressions come to what their operators mean', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(expression, { minLength: 20, maxLength: 20 }), async (made) => {
      const body = made.map(([text]) => `if { ${text} } { log local0. 1 } else { log local0. 0 }`).join('\n');
      expect(await said(engine, body)).toEqual(made.map(([, value]) => (value ? '1' : '0')));
    }),
    { numRuns: 15 },
  );
});
