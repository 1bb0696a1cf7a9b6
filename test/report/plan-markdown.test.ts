import { describe, expect, test } from 'vitest';
import type { FieldChange } from '../../src/plan/change.ts';
import { planMarkdown } from '../../src/report/plan/markdown.ts';
import { planText } from '../../src/report/plan/text.ts';
import { plain, runView, update } from './views.ts';

function markdown(fields: readonly FieldChange[], path = update.path): string {
  return planMarkdown(runView([{ ...update, path, fields }]), plain).out ?? '';
}

/** What stands in the cells of the row of a field. */
function cellsOf(document: string, field: string): readonly string[] {
  const row = document.split('\n').find((line) => line.startsWith(`| ${field} |`)) ?? '';
  return row.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

describe('a value', () => {
  test.each([
    ['plain', '`plain`'],
    ['a|b', '`a\\|b`'],
    ['one ` tick', '`` one ` tick ``'],
    ['two `` ticks', '``` two `` ticks ```'],
    ['`', '`` ` ``'],
    ['<b>@someone #1</b>', '`<b>@someone #1</b>`'],
  ])('%s cannot leave its cell or its code', (value, shown) => {
    expect(cellsOf(markdown([{ field: 'send', before: 'x', after: value }]), 'send')).toEqual([
      '',
      'send',
      '`x`',
      shown,
      '',
    ]);
  });

  const [long, longer] = [`${'GET / HTTP/1.1 '.repeat(20)}a`, `${'GET / HTTP/1.1 '.repeat(20)}b`];

  test('is shown where it differs, also when it is long', () => {
    const fields = [{ field: 'send', before: long, after: longer }];
    const [, , before, after] = cellsOf(markdown(fields), 'send');
    expect(before).toMatch(/^`….{20}a`$/);
    expect(after).toMatch(/^`….{20}b`$/);
    expect(planText(runView([{ ...update, fields }]), plain).out).toMatch(/….{20}a → ….{20}b\n/);
  });

  test('of several lines is compared by line, in a block that it cannot end', () => {
    const before = 'when HTTP_REQUEST {\n  pool a\n}';
    const after = 'when HTTP_REQUEST {\n  pool b\n```\n}';
    const document = markdown([{ field: 'apiAnonymous', before, after }]);
    expect(document).toContain('\n````diff\n when HTTP_REQUEST {\n-  pool a\n+  pool b\n+```\n }\n````');
    expect(document).not.toContain('| apiAnonymous |');
  });
});

test('text of a device is no markup, link or mention', () => {
  const told = {
    rule: 'run/failed',
    severity: 'warning',
    message: '@someone see https://evil.example www.evil.example #12 *x* <img src=x> [a](b) ~~c~~ &lt;',
  } as const;
  const view = runView([update]);
  const { plan } = view;
  const document = planMarkdown(
    { ...view, ...(plan ? { plan: { ...plan, foreign: [told] } } : {}) },
    plain,
  ).out;
  expect(document).toContain(
    '@<!-- -->someone see https:<!-- -->//evil.example www<!-- -->.evil.example \\#<!-- -->12 \\*x\\* ' +
      '\\<img src=x\\> \\[a\\](b) \\~\\~c\\~\\~ \\&lt;',
  );
});
