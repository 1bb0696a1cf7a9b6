import { describe, expect, it } from 'vitest';
import { ask, changesOf, entry, listed, make, planFor, type Situation } from './world.ts';

const theirs = entry({ specs: ['other'] });
const both = entry({ specs: ['mine', 'other'] });
const adopted = entry({ origin: 'adopted' });

const actions: readonly [string, Situation, readonly string[]][] = [
  ['nothing there', { desired: [ask('box a')] }, ['create box a']],
  ['the same there', { desired: [ask('box a', { size: 2 })], actual: [make('box a', { size: 2 })] }, []],
  ['a field differs', { desired: [ask('box a', { size: 2 })], actual: [make('box a')] }, ['update box a']],
  ['a field that is not managed', { desired: [ask('box a')], actual: [make('box a', { size: 2 })] }, []],
  [
    'an immutable field',
    { desired: [ask('box a', { number: '2' })], actual: [make('box a', { number: '1' })] },
    ['replace box a'],
  ],
  ['no longer named', { actual: [make('box a')] }, ['delete box a']],
  [
    'no longer named, adopted',
    { actual: [make('box a')], inventory: { 'box:a': adopted } },
    ['release box a'],
  ],
  ['no longer named, shared', { actual: [make('box a')], inventory: { 'box:a': both } }, ['release box a']],
  ['no longer named, gone', { inventory: { 'box:a': entry() } }, ['release box a']],
  ['of another spec', { actual: [make('box a')], inventory: { 'box:a': theirs } }, []],
  ['of nobody', { actual: [make('box a')], inventory: {} }, []],
  [
    'taken over',
    { desired: [ask('box a')], actual: [make('box a')], inventory: {}, adopt: true },
    ['adopt box a'],
  ],
  [
    'fields of what is not owned',
    { desired: [ask('shop s', { open: true })], actual: [make('shop s')] },
    ['update shop s'],
  ],
  ['what is not owned goes from the spec', { actual: [make('shop s')], inventory: {} }, []],
  [
    'used as it is',
    { desired: [ask('lid l', { tint: 'red' }, { asFound: true })], actual: [make('lid l')], inventory: {} },
    [],
  ],
  [
    'used as it is, of two specs',
    {
      desired: [ask('lid l', { tint: 'red' }, { asFound: true })],
      actual: [make('lid l')],
      inventory: { 'lid:l': both },
    },
    [],
  ],
  ['a backup', { inventory: { 'photo:p': entry() } }, []],
];

describe('what is to be done', () => {
  it.each(actions)('%s', (_name, situation, expected) => {
    const plan = planFor(situation);
    expect(changesOf(plan)).toEqual(expected);
    expect(plan.refusals).toEqual([]);
  });
});

const refusals: readonly [string, Situation, string][] = [
  [
    'exists and no spec owns it',
    { desired: [ask('box a')], actual: [make('box a')], inventory: {} },
    'plan/not-owned',
  ],
  [
    'belongs to another spec',
    { desired: [ask('box a')], actual: [make('box a')], inventory: { 'box:a': theirs } },
    'plan/owned-by-other',
  ],
  ['is not owned and not there', { desired: [ask('shop s')] }, 'plan/missing'],
  [
    'cannot be adopted as it is',
    {
      desired: [ask('box a', { number: '2' })],
      actual: [make('box a', { number: '1' })],
      inventory: {},
      adopt: true,
    },
    'plan/cannot-adopt',
  ],
  [
    'is shared with another value',
    { desired: [ask('lid l', { tint: 'red' })], actual: [make('lid l')], inventory: { 'lid:l': theirs } },
    'plan/shared-otherwise',
  ],
];

describe('an object is refused that', () => {
  it.each(refusals)('%s', (_name, situation, rule) => {
    const [one, ...more] = planFor(situation).refusals;
    expect(more).toEqual([]);
    expect(one?.rule).toBe(rule);
    // The place of the object in the spec: `locate` gives the length of its name as the line.
    expect(one?.source).toEqual({ file: 'mine.yaml', line: one?.object?.length, column: 1 });
  });
});

describe('sharing', () => {
  const same = { desired: [ask('lid l', { tint: 'red' })], actual: [make('lid l', { tint: 'red' })] };

  it('joins what another spec lists and asks the same of', () => {
    const plan = planFor({ ...same, inventory: { 'lid:l': theirs } });
    expect(plan.changes).toMatchObject([{ action: 'adopt', note: 'shared with other', impact: 'none' }]);
    expect(plan.phases.at(-1)?.inventory).toEqual({ 'lid:l': { ...theirs, specs: ['mine', 'other'] } });
  });

  it('leaves it to the other one', () => {
    const plan = planFor({ actual: same.actual, inventory: { 'lid:l': both } });
    expect(plan.changes).toMatchObject([{ action: 'release', note: 'the spec other needs it' }]);
    expect(plan.phases.at(-1)?.inventory).toEqual({ 'lid:l': theirs });
  });

  it('an object that says so itself is shared though its kind is not', () => {
    const desired = [ask('box a', {}, { shared: true })];
    const plan = planFor({ desired, actual: [make('box a')], inventory: { 'box:a': theirs } });
    expect(changesOf(plan)).toEqual(['adopt box a']);
  });
});

describe('what something that stays needs is released', () => {
  const ribbon = make('ribbon r', { knot: '1', on: 'a' });
  const box = make('box a');

  it('by name', () => {
    const plan = planFor({ actual: [box, ribbon], inventory: listed(box) });
    expect(plan.changes).toMatchObject([{ action: 'release', path: 'a', note: 'r needs it and stays' }]);
  });

  it('but not where both go', () => {
    expect(changesOf(planFor({ actual: [box, ribbon] }))).toEqual(['delete ribbon r', 'delete box a']);
  });

  it('but not where another object of that name takes its place', () => {
    const desired = [ask('lid a'), ask('ribbon r', ribbon.fields)];
    expect(changesOf(planFor({ desired, actual: [box, ribbon] }))).toEqual(['create lid a', 'delete box a']);
  });

  it('but not where the device strikes it out of what stays', () => {
    const pier = make('pier p', { box: 'a' });
    expect(changesOf(planFor({ actual: [box, pier], inventory: listed(box) }))).toEqual(['delete box a']);
  });

  it('in a chain', () => {
    const wax = make('wax w');
    const sealed = make('box a', { wax: 'w' });
    const plan = planFor({ actual: [wax, sealed, ribbon], inventory: listed(wax, sealed) });
    expect(changesOf(plan).sort()).toEqual(['release box a', 'release wax w']);
  });

  it('as a container', () => {
    const inside = make('box attic/b');
    const plan = planFor({ actual: [make('room attic'), inside], inventory: listed(make('room attic')) });
    expect(changesOf(plan)).toEqual(['release room attic']);
  });

  it('with its parts', () => {
    const actual = [box, make('card a#1'), ribbon];
    const plan = planFor({ actual, inventory: listed(box, make('card a#1')) });
    expect(changesOf(plan).sort()).toEqual(['release box a', 'release card a#1']);
  });
});

describe('a replace takes along', () => {
  const before = make('box a', { number: '1' });
  const after = ask('box a', { number: '2' });

  it('the parts of an object', () => {
    const plan = planFor({ desired: [after, ask('card a#1')], actual: [before, make('card a#1')] });
    expect(plan.changes).toMatchObject([
      { action: 'replace', kind: 'box' },
      { action: 'replace', kind: 'card', note: 'with a' },
    ]);
  });

  it('what depends on it without naming it', () => {
    const ribbon = { knot: '1', around: '1' };
    const plan = planFor({
      desired: [after, ask('ribbon r', ribbon)],
      actual: [before, make('ribbon r', ribbon)],
    });
    expect(changesOf(plan)).toEqual(['replace box a', 'replace ribbon r']);
  });

  it('and an update of such an object becomes one', () => {
    const desired = [after, ask('card a#1', { words: 'new' })];
    expect(changesOf(planFor({ desired, actual: [before, make('card a#1')] }))).toEqual([
      'replace box a',
      'replace card a#1',
    ]);
  });

  it('but not what only names it', () => {
    const ribbon = { knot: '1', on: 'a' };
    const plan = planFor({
      desired: [after, ask('ribbon r', ribbon)],
      actual: [before, make('ribbon r', ribbon)],
    });
    expect(changesOf(plan)).toEqual(['replace box a']);
  });
});

describe('parts that nobody asked for', () => {
  const actual = [make('box a'), make('card a#9')];

  it('are told where their parent stands', () => {
    const { foreign, changes } = planFor({
      desired: [ask('box a')],
      actual,
      inventory: listed(make('box a')),
    });
    expect(changes).toEqual([]);
    expect(foreign).toMatchObject([
      {
        rule: 'plan/foreign-member',
        object: 'card a#9',
        message: 'a#9 is on the device and not in the spec; it is left alone and can be read',
        source: { file: 'mine.yaml', line: 'box a'.length, column: 1 },
      },
    ]);
  });

  it('are no matter where the parent is not ours either', () => {
    expect(planFor({ actual, inventory: {} }).foreign).toEqual([]);
  });

  it('are no matter where another spec lists them, or others fill their parent', () => {
    const inventory = listed(make('box a'));
    const theirs = { ...inventory, 'card:a#9': entry({ specs: ['other'] }) };
    expect(planFor({ desired: [ask('box a')], actual, inventory: theirs }).foreign).toEqual([]);
    const filled = ask('box a', {}, { filledByOthers: true });
    expect(planFor({ desired: [filled], actual, inventory }).foreign).toEqual([]);
  });

  it('are told where they go with their parent', () => {
    expect(planFor({ actual, inventory: listed(make('box a')) }).changes).toMatchObject([
      { action: 'delete', path: 'a', note: 'a#9, which no spec lists, goes with it' },
    ]);
  });
});

describe('the fields of a change', () => {
  it('of a creation are those with a value, and those that the device would set', () => {
    const [change] = planFor({ desired: [ask('box a', { size: 1, number: null, place: 'x' })] }).changes;
    expect(change?.fields).toEqual([
      { field: 'size', before: null, after: 1, atDefault: true },
      { field: 'place', before: null, after: 'x' },
    ]);
  });

  it('are not emptied by an adoption where the spec does not name them', () => {
    const desired = [ask('box a', { place: null, size: 2 }, { keepIfUnnamed: ['place'] })];
    const plan = planFor({
      desired,
      actual: [make('box a', { place: 'attic' })],
      inventory: {},
      adopt: true,
    });
    expect(plan.changes[0]?.fields.map(({ field }) => field)).toEqual(['size']);
    expect(plan.phases[0]?.inventory['box:a']?.kept).toEqual(['place']);
  });

  it.each([
    [{ size: 2 }, 'new-connections'],
    [{ place: 'x' }, 'none'],
    [{ number: '2', size: 2 }, 'drops-connections'],
    [{ label: null }, 'refuses-new'],
    [{ label: 'y', size: 2 }, 'new-connections'],
    [{ size: 2, unheardOf: 1 }, 'refuses-new'],
  ] as const)('%o say what they do to connections, the worst of all', (fields, impact) => {
    const actual = [make('box a', { number: '1', label: 'x' })];
    const desired = [ask('box a', fields)];
    expect(planFor({ desired, actual }).changes[0]?.impact).toBe(impact);
    const adoption = planFor({ desired, actual, inventory: {}, adopt: true });
    if (!('number' in fields)) expect(adoption.changes[0]).toMatchObject({ action: 'adopt', impact });
  });

  it('are at least those of a deletion where an update becomes a replace', () => {
    const plan = planFor({
      desired: [ask('box a', { number: '2' }), ask('ribbon r', { around: '1', on: 'b' })],
      actual: [make('box a', { number: '1' }), make('ribbon r', { around: '1', on: 'a' })],
    });
    expect(plan.changes.map(({ kind, action, impact }) => [kind, action, impact])).toEqual([
      ['box', 'replace', 'drops-connections'],
      ['ribbon', 'replace', 'drops-connections'],
    ]);
  });
});

it('asks for a place only where there is something to tell', () => {
  const asked: unknown[] = [];
  const locate: Situation['locate'] = (at) => {
    asked.push(at);
    return { file: 'mine.yaml', line: 1, column: 1 };
  };
  const desired = [ask('box a'), ask('box b', { size: 2 })];
  planFor({ desired, actual: [make('box a'), make('box b', { size: 2 })], locate });
  expect(asked).toEqual([]);
  planFor({ desired, actual: [make('box a'), make('box b')], locate });
  expect(asked).toEqual([['box b']]);
});
