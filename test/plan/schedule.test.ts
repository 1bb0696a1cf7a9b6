import { describe, expect, it } from 'vitest';
import { ask, changesOf, entry, listed, make, planFor, sentBy, type Situation } from './world.ts';

type Phases = readonly (readonly [string, ...string[]])[];

const tables: readonly [string, Situation, Phases][] = [
  ['nothing to do', { desired: [ask('box a')], actual: [make('box a')] }, []],
  [
    'made in the order of the kinds and of their names, removed backwards',
    {
      desired: [ask('ribbon r', { knot: '1' }), ask('box b'), ask('box a')],
      actual: [make('box old'), make('ribbon old')],
    },
    [
      [
        'transaction',
        'create box a {}',
        'create box b {}',
        'create ribbon r {"knot":"1"}',
        'delete ribbon old',
        'delete box old',
      ],
    ],
  ],
  [
    'parts are made inside their parent and go with it',
    { desired: [ask('box a'), ask('card a#1'), ask('card a#2')], actual: [make('box b'), make('card b#1')] },
    [['transaction', 'create box a {} with a#1, a#2', 'delete box b']],
  ],
  [
    'parts of what is there already are made by themselves',
    { desired: [ask('box a'), ask('card a#1')], actual: [make('box a'), make('card a#2')] },
    [['transaction', 'create card a#1 {}', 'delete card a#2']],
  ],
  [
    'only the fields that differ are sent',
    { desired: [ask('box a', { size: 2, place: 'x' })], actual: [make('box a', { size: 1, place: 'x' })] },
    [['transaction', 'update box a {"size":2}']],
  ],
  [
    'a claim is freed before it is taken, users first',
    {
      desired: [ask('box b', { number: '1' })],
      actual: [make('box a', { number: '1' }), make('ribbon r', { on: 'a' })],
    },
    [['transaction', 'delete ribbon r', 'delete box a', 'create box b {"number":"1"}']],
  ],
  [
    'a replace gives back what an operator has set, unless it is the usual',
    {
      desired: [ask('box a', { number: '2' }), ask('box b', { number: '4' })],
      actual: [
        make('box a', { number: '1', place: 'attic' }),
        make('box b', { number: '3', place: 'shelf' }),
      ],
    },
    [
      [
        'transaction',
        'delete box b',
        'delete box a',
        'create box a {"number":"2","place":"attic"}',
        'create box b {"number":"4"}',
      ],
    ],
  ],
  [
    'containers are made before all transactions and deleted after them, the inner ones first',
    {
      desired: [ask('room new'), ask('box new/a')],
      actual: [make('room old'), make('room old/inner'), make('box old/inner/b')],
    },
    [
      ['prepare', 'create room new {}'],
      ['transaction', 'create box new/a {}', 'delete box old/inner/b'],
      ['clean-up', 'delete room old/inner', 'delete room old'],
    ],
  ],
  [
    'what loses its last user and is deleted separately waits for a second transaction',
    { actual: [make('wax w'), make('box a', { wax: 'w' })] },
    [
      ['transaction', 'delete box a'],
      ['transaction', 'delete wax w'],
    ],
  ],
  [
    'what comes back under its name is detached first and attached at the end',
    {
      desired: [
        ask('wax w', { colour: 'blue' }),
        ask('box a', { wax: 'w', size: 2 }),
        ask('box b', { wax: 'w' }),
      ],
      actual: [make('wax w', { colour: 'red' }), make('box a', { wax: 'w', size: 1 })],
    },
    [
      ['transaction', 'update box a {"wax":"bare"}', 'update box a {"size":2}', 'create box b {}'],
      ['transaction', 'delete wax w'],
      [
        'transaction',
        'create wax w {"colour":"blue"}',
        'update box a {"wax":"w"}',
        'update box b {"wax":"w"}',
      ],
    ],
  ],
  [
    'more than one transaction can hold takes several',
    { desired: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ask(`box ${name}`)) },
    [
      ['transaction', ...['a', 'b', 'c', 'd', 'e'].map((name) => `create box ${name} {}`)],
      ['transaction', 'create box f {}'],
    ],
  ],
  [
    'what others stand on only after a commit is made first, with what it names',
    {
      desired: [
        ask('pier p', { box: 'a' }),
        ask('box a'),
        ask('box b'),
        ask('pier q', { under: 'z' }),
        ask('pier z'),
      ],
    },
    [
      [
        'transaction',
        'create box a {}',
        'create pier p {"box":"a"}',
        'create pier z {}',
        'create pier q {"under":"z"}',
      ],
      ['transaction', 'create box b {}'],
    ],
  ],
  [
    'what names something that is there, or takes its place, waits for its turn',
    {
      desired: [ask('pier p', { box: 'a' }), ask('box a'), ask('pier q', { number: '1' })],
      actual: [make('box a'), make('pier old', { number: '1' })],
    },
    [['transaction', 'delete pier old', 'create pier p {"box":"a"}', 'create pier q {"number":"1"}']],
  ],
  [
    'one stands on another of its kind: the lower is made first and goes last',
    { desired: [], actual: [make('pier a', { under: 'b' }), make('pier b')] },
    [['transaction', 'delete pier a', 'delete pier b']],
  ],
  [
    'raw keys of a new object are set once their own values can be read',
    { desired: [ask('box a', { size: 2, hue: 7 }, { rawKeys: ['hue'] })] },
    [
      ['transaction', 'create box a {"size":2}'],
      ['transaction', 'update box a {"hue":7}'],
    ],
  ],
  [
    'a release sends nothing',
    { actual: [make('box a')], inventory: { 'box:a': entry({ origin: 'adopted' }) } },
    [['transaction']],
  ],
];

describe('what is sent, phase by phase', () => {
  it.each(tables)('%s', (_name, situation, expected) => {
    expect(sentBy(planFor(situation))).toEqual(expected);
  });
});

describe('what the device makes and removes with its users', () => {
  const uses = ['lid:l'];
  const lid = make('lid l', { loose: 'yes' });
  const asked = ask('lid l', {}, { asFound: true });

  it('is not made by a request', () => {
    const plan = planFor({ desired: [asked, ask('ribbon r', { knot: '1' }, { uses })] });
    expect(changesOf(plan)).toEqual(['create lid l', 'create ribbon r']);
    expect(sentBy(plan)).toEqual([['transaction', 'create ribbon r {"knot":"1"}']]);
  });

  it('is made by one where the spec has settings for it', () => {
    expect(sentBy(planFor({ desired: [ask('lid l', { tint: 'red' })] }))).toEqual([
      ['transaction', 'create lid l {"tint":"red"}'],
    ]);
  });

  it('is not removed by one', () => {
    const plan = planFor({ actual: [lid, make('ribbon r', {}, { uses })] });
    expect(changesOf(plan)).toEqual(['delete ribbon r', 'delete lid l']);
    expect(sentBy(plan)).toEqual([['transaction', 'delete ribbon r']]);
  });

  it('is removed by one where it does not go by itself', () => {
    const fast = make('lid l', { loose: 'no' });
    expect(sentBy(planFor({ actual: [fast, make('ribbon r', {}, { uses })] }))).toEqual([
      ['transaction', 'delete ribbon r', 'delete lid l'],
    ]);
  });

  it('is held while its user is replaced', () => {
    const plan = planFor({
      desired: [asked, ask('ribbon r', { knot: '2' }, { uses })],
      actual: [lid, make('ribbon r', { knot: '1' }, { uses })],
    });
    expect(sentBy(plan)).toEqual([
      [
        'transaction',
        'update lid l {"loose":"no"}',
        'delete ribbon r',
        'create ribbon r {"knot":"2"}',
        'update lid l {"loose":"yes"}',
      ],
    ]);
  });

  it('is held while one user leaves it and another comes', () => {
    const plan = planFor({
      desired: [
        asked,
        ask('lid m', {}, { asFound: true }),
        ask('ribbon r', { on: 'x' }, { uses: ['lid:m'] }),
      ],
      actual: [lid, make('ribbon r', { on: 'y' }, { uses })],
    });
    expect(sentBy(plan)).toEqual([
      [
        'transaction',
        'update lid l {"loose":"no"}',
        'update ribbon r {"on":"x"}',
        'update lid l {"loose":"yes"}',
      ],
    ]);
  });
});

it('the inventory follows phase by phase', () => {
  const actual = [make('wax w'), make('box a', { wax: 'w' })];
  const plan = planFor({ desired: [ask('box b')], actual });
  expect(plan.phases.map(({ inventory }) => Object.keys(inventory).sort())).toEqual([
    ['box:b', 'wax:w'],
    ['box:b'],
  ]);
  expect(plan.inventory).toEqual(listed(...actual));
});
