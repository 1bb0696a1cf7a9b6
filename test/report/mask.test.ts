import { describe, expect, test } from 'vitest';
import { createMasker, maskData } from '../../src/model/mask.ts';
import { planJson } from '../../src/report/plan/json.ts';
import { plain, runView, update } from './views.ts';

function masking(...secrets: readonly string[]): (text: string) => string {
  const { hide, mask } = createMasker();
  hide(secrets);
  return mask;
}

describe('what is masked', () => {
  test.each([
    ['as it is', 'pass word', 'a pass word b', 'a *** b'],
    ['in a JSON string', 'line\n"end"', String.raw`{"x":"line\n\"end\""}`, '{"x":"***"}'],
    ['in a URL', 'a b&c=', '/x?p=a%20b%26c%3D', '/x?p=***'],
    ['in base64', 'admin:horse', 'Basic YWRtaW46aG9yc2U=', 'Basic ***='],
  ])('a secret %s', (_how, secret, text, masked) => {
    expect(masking(secret)(text)).toBe(masked);
  });

  test('of one that is part of another nothing is left', () => {
    expect(masking('horse', 'horse-battery')('horse-battery')).toBe('***');
  });

  test('nothing that is too short', () => {
    expect(masking('abc')('abc')).toBe('abc');
  });
});

/** A secret of today is `horse`; whatever it was before nobody knows. */
test.each<[what: string, before: unknown, after: unknown, shown: unknown]>([
  ['a text', 'old-horse', 'Bearer horse', '(secret)'],
  ['nothing', null, 'horse', null],
  ['a row of the same key', [['a', 'old']], [['a', 'horse']], [['a', '(secret)']]],
  ['another row', [['b', 'old']], [['a', 'horse']], [['b', 'old']]],
  ['a row that is a secret by its key', [['old', 'x']], [['horse', 'x']], [['(secret)', '(secret)']]],
  ['beside a value that is none', 'old', 'new', 'old'],
  [
    'the secret itself',
    [['a', 'horse']],
    [
      ['a', 'horse'],
      ['b', 'new'],
    ],
    [['a', '***']],
  ],
])('before a change: %s', (_what, before, after, shown) => {
  const masked = maskData({ fields: [{ field: 'x', before, after }] }, masking('horse'));
  expect(masked.fields[0]?.before).toEqual(shown);
});

describe('what is not masked', () => {
  test.each(['spec', 'true', 'update', 'changes', 'formatVersion', 'null'])(
    '%s as a secret breaks no document',
    (secret) => {
      const view = runView([{ ...update, fields: [{ field: 'description', before: null, after: secret }] }]);
      const document: unknown = JSON.parse(planJson(maskData(view, masking(secret)), plain).out ?? '');
      expect(document).toMatchObject({
        formatVersion: 1,
        spec: { name: 'web', file: 'web.yaml' },
        changes: [{ action: 'update', fields: [{ field: 'description', after: '***' }] }],
      });
    },
  );
});
