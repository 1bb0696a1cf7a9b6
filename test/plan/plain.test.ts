import { expect, it } from 'vitest';
import { ask, entry, make, planFor } from './world.ts';

it('JSON takes a plan through unchanged', () => {
  const reply = { hue: 3, unknownToPlanning: 'reply' };
  const plan = planFor({
    desired: [
      ask('room attic'),
      ask('wax w', { colour: 'blue' }),
      ask('box attic/a', { wax: 'w', code: 'sesame', hue: 7 }, { rawKeys: ['hue'] }),
      ask('box attic/b', { number: '1', hue: 7 }, { rawKeys: ['hue'] }),
      ask('card attic/b#1'),
      ask('box c'),
    ],
    actual: [
      make('wax w', { colour: 'red' }, { reply }),
      make('box attic/a', { wax: 'w' }, { reply }),
      make('card attic/a#1', {}, { reply }),
      make('box c', {}, { reply }),
      make('ribbon r', { knot: '1' }, { reply }),
    ],
    inventory: { 'wax:w': entry(), 'box:attic/a': entry(), 'ribbon:r': entry() },
    archive: 'p',
  });
  // Something of everything, or this would show little.
  expect(plan.phases.map(({ name }) => name)).toEqual(['prepare', ...Array<string>(4).fill('transaction')]);
  expect(plan.refusals).toHaveLength(1);
  expect(plan.foreign).toHaveLength(1);

  expect(JSON.parse(JSON.stringify(plan))).toStrictEqual(plan);
  expect(JSON.stringify(plan)).not.toContain('unknownToPlanning');
});
