import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { regexProblem } from '../../src/spec/tcl-regex.ts';
import { quoteTcl } from '../../src/templates.ts';
import { hasTcl, tcl } from '../harness/irule.ts';

/** What Tcl says of each expression and text: 1 or 0, or that it does not take the expression. */
function tclMatches(pairs: readonly (readonly [regex: string, text: string])[]): string[] {
  const lines = pairs.map(
    ([regex, text]) =>
      `puts [expr { [catch { regexp -- ${quoteTcl(regex)} ${quoteTcl(text)} } found] ? "refused: $found" : $found }]`,
  );
  return tcl(lines.join('\n')).split('\n').slice(0, pairs.length);
}

function jsMatches(regex: string, text: string): string {
  const flags = regex.startsWith('(?i)') ? 'i' : '';
  return new RegExp(flags === '' ? regex : regex.slice(4), flags).test(text) ? '1' : '0';
}

const taken = [
  '^/a[0-9]+$',
  '(?i)^/API/v[12](/|$)',
  '^/(?:a|b)/[^/]+/c$',
  '\\.(png|jpe?g)$',
  '/x{2,3}?y*?z+?',
  '^/(?!admin)',
  '/(?=x)x',
  '[]'.replace('[]', '[a\\]b-]'),
  '[\\d_.-]+',
  'a b',
  '^$',
  '\\d\\w\\s\\D\\W\\S',
];

describe('what the device can use', () => {
  test.each(taken)('%j', (regex) => {
    expect(regexProblem(regex)).toBeUndefined();
  });
});

describe('what it cannot, or what means something else there', () => {
  test.each([
    ['*', 'nothing that this'],
    ['a|', 'matches everything'],
    ['()', 'matches everything'],
    ['', 'matches everything'],
    ['(a', 'not closed'],
    ['a)', 'closes nothing'],
    ['[a', 'not closed'],
    ['[]', 'empty'],
    ['a{2', 'for the character'],
    ['a{3,2}', 'smaller'],
    ['a{256}', '255'],
    ['a**', 'nothing that this'],
    ['a{2}{3}', 'for the character'],
    ['^*', 'nothing that this'],
    ['(?=a)*', 'nothing that this'],
    ['(?<n>a)', 'unknown'],
    ['(?<=a)b', 'unknown'],
    ['a(?i)b', 'unknown'],
    ['***=a', 'nothing that this'],
    ['\\bword\\b', 'something else'],
    ['(a)\\1', 'something else'],
    ['\\', 'at the end'],
    ['[z-a]', 'range'],
    ['[a-c-e]', 'range'],
    ['[\\d-z]', 'range'],
    ['[[:alpha:]]', 'in a set'],
    ['[\\D]', 'in a set'],
    ['é', 'ASCII'],
    ['a\nb', 'ASCII'],
    ['a\0', 'ASCII'],
    ['((a{200}){200}){200}', 'multiply'],
    ['a'.repeat(257), 'longer'],
  ])('%j', (regex, why) => {
    expect(regexProblem(regex)).toContain(why);
  });
});

describe.skipIf(!hasTcl)('what passes means the same in Tcl as here', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      'b',
      '/',
      '.',
      '\\.',
      '[ab]',
      '[^a]',
      '[a-c]',
      '[-a]',
      '[a-]',
      '(',
      '(?:',
      '(?=',
      '(?!',
      ')',
      '|',
      '*',
      '+',
      '?',
    ],
    ...[
      '{2}',
      '{0,1}',
      '{1,}',
      '{',
      '}',
      '^',
      '$',
      '\\d',
      '\\w',
      '\\W',
      '[\\w]',
      '[\\d.]',
      '\\',
      '[',
      ']',
      '-',
      '1',
      '(?i)',
      ' ',
    ],
    ...['"', '$x', '[exit]', ';', '\\-', '[\\]]', '[/\\-]', 'B', '\\n', '\\b', '\\1', '[:x:]', ','],
  );
  const regex = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
  const subject = fc.string({ unit: fc.constantFrom(...'abcB1/.-_ '.split('')), maxLength: 8 });

  test('for random expressions', { timeout: 60_000 }, () => {
    const pairs = fc
      .sample(fc.tuple(regex, subject), 20_000)
      .filter(([one]) => regexProblem(one) === undefined);
    expect(pairs.length).toBeGreaterThan(1000);
    const found = tclMatches(pairs);
    const others = pairs.filter(([one, text], index) => found[index] !== jsMatches(one, text));
    expect(others).toEqual([]);
  });
});
