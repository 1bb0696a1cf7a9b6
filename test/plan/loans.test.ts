import { describe, expect, it } from 'vitest';
import type { InventoryEntry } from '../../src/plan/inventory.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { ask, changesOf, entry, make, planFor, sentBy } from './world.ts';

// The place of a box is the operator's: a spec that names it borrows it.

const lent = (...by: string[]): Partial<InventoryEntry> => ({
  lent: { place: { before: 'shelf', ours: 'desk', by } },
});

/** A box that stands somewhere, and the spec that no longer says where. */
function left(place: string, more: Partial<InventoryEntry> = {}): Plan {
  return planFor({
    desired: [ask('box a')],
    actual: [make('box a', { place })],
    inventory: { 'box:a': entry({ ...lent('mine'), ...more }) },
  });
}

function after(plan: Plan, key = 'box:a'): InventoryEntry | undefined {
  return plan.phases.at(-1)?.inventory[key];
}

const BACK = { field: 'place', before: 'desk', after: 'shelf' };

describe('what a spec sets in a field of the operator', () => {
  it('is remembered with what was there, whoever made the object', () => {
    const desired = [ask('box a', { place: 'desk' })];
    const changed = planFor({ desired, actual: [make('box a', { place: 'floor' })] });
    expect(after(changed)?.lent).toEqual({ place: { before: 'floor', ours: 'desk', by: ['mine'] } });
    expect(after(planFor({ desired }))?.lent).toEqual(lent('mine').lent);
  });

  it('keeps what was there first when the spec sets another value', () => {
    const plan = planFor({
      desired: [ask('box a', { place: 'floor' })],
      actual: [make('box a', { place: 'desk' })],
      inventory: { 'box:a': entry(lent('mine')) },
    });
    expect(after(plan)?.lent).toEqual({ place: { before: 'shelf', ours: 'floor', by: ['mine'] } });
  });
});

describe('once the spec no longer names it', () => {
  it('it is given back, told as a change with its reason, and forgotten', () => {
    const plan = left('desk');
    expect(plan.changes).toMatchObject([
      { action: 'update', fields: [BACK], note: 'place is given back as it was before the spec set it' },
    ]);
    expect(sentBy(plan)).toEqual([['transaction', 'update box a {"place":"shelf"}']]);
    expect(after(plan)).toEqual(entry());
  });

  it('whoever changed it since keeps what he set, and is told', () => {
    const plan = left('floor');
    const note = 'place was changed on the device since the spec set it, and stays as it is';
    expect(plan.changes).toMatchObject([{ action: 'update', fields: [], note }]);
    expect(after(plan)).toEqual(entry());
    const more = planFor({
      desired: [ask('box a', { size: 2 })],
      actual: [make('box a', { place: 'floor', size: 1 })],
      inventory: { 'box:a': entry(lent('mine')) },
    });
    expect(more.changes).toMatchObject([{ fields: [{ field: 'size' }], note }]);
  });

  it('what was given back already is only forgotten', () => {
    expect(left('shelf').changes).toMatchObject([{ fields: [], note: 'place is no longer managed' }]);
  });

  it('a replaced object is made with what was there before', () => {
    const plan = planFor({
      desired: [ask('box a', { number: '2' })],
      actual: [make('box a', { number: '1', place: 'desk' })],
      inventory: { 'box:a': entry({ lent: { place: { before: 'floor', ours: 'desk', by: ['mine'] } } }) },
    });
    expect(changesOf(plan)).toEqual(['replace box a']);
    expect(sentBy(plan)).toEqual([
      ['transaction', 'delete box a', 'create box a {"number":"2","place":"floor"}'],
    ]);
    expect(after(plan)?.lent).toEqual({});
  });
});

describe('once the spec no longer names the object', () => {
  const dropped = (place: string, more: Partial<InventoryEntry> = {}): Plan =>
    planFor({
      actual: [make('box a', { place })],
      inventory: { 'box:a': entry({ origin: 'adopted', ...lent('mine'), ...more }) },
    });

  it('a release gives it back', () => {
    const plan = dropped('desk');
    expect(plan.changes).toMatchObject([
      {
        action: 'release',
        fields: [BACK],
        note: 'it was there before this spec; place is given back as it was before the spec set it',
      },
    ]);
    expect(sentBy(plan)).toEqual([['transaction', 'update box a {"place":"shelf"}']]);
    expect(after(plan)).toBeUndefined();
  });

  it('a release leaves what was changed since', () => {
    const plan = dropped('floor');
    expect(plan.changes).toMatchObject([{ action: 'release', fields: [] }]);
    expect(plan.changes[0]?.note).toContain('place was changed on the device');
    expect(sentBy(plan)).toEqual([['transaction']]);
  });

  it('what goes is not given anything back', () => {
    expect(sentBy(dropped('desk', { origin: 'created' }))).toEqual([['transaction', 'delete box a']]);
  });

  it('what was there before in something that goes, goes with it and is not touched', () => {
    const words = { words: { before: null, ours: 'hello', by: ['mine'] } };
    const plan = planFor({
      actual: [make('box a'), make('card a#1', { words: 'hello' })],
      inventory: { 'box:a': entry(), 'card:a#1': entry({ origin: 'adopted', lent: words }) },
    });
    expect(sentBy(plan)).toEqual([['transaction', 'delete box a']]);
    expect(plan.changes).toContainEqual(
      expect.objectContaining({ action: 'release', fields: [], note: 'it goes with a' }),
    );
  });
});

describe('between specs that share an object', () => {
  const both = { specs: ['mine', 'other'] };
  const shared = ask('box a', {}, { shared: true });
  const actual = [make('box a', { place: 'desk' })];

  it('one that does not name it leaves it to the one that does', () => {
    const inventory = { 'box:a': entry({ ...both, ...lent('other') }) };
    expect(planFor({ desired: [shared], actual, inventory }).changes).toEqual([]);
  });

  it('one that joins without naming it is not refused', () => {
    const inventory = { 'box:a': entry({ specs: ['other'], ...lent('other') }) };
    const plan = planFor({ desired: [shared], actual, inventory });
    expect(plan.refusals).toEqual([]);
    expect(after(plan)).toEqual(entry({ ...both, ...lent('other') }));
  });

  it('it is given back with the last that names it', () => {
    const first = left('desk', { ...both, ...lent('mine', 'other') });
    expect(first.changes).toMatchObject([{ fields: [], note: 'place stays as the spec other sets it' }]);
    expect(after(first)).toEqual(entry({ ...both, ...lent('other') }));
    expect(left('desk', both).changes).toMatchObject([{ fields: [BACK] }]);
  });

  it('one that leaves gives back what it alone set', () => {
    const alone = planFor({ actual, inventory: { 'box:a': entry({ ...both, ...lent('mine') }) } });
    expect(alone.changes).toMatchObject([{ action: 'release', fields: [BACK] }]);
    expect(after(alone)).toEqual(entry({ specs: ['other'] }));
    const one = planFor({ actual, inventory: { 'box:a': entry({ ...both, ...lent('mine', 'other') }) } });
    expect(one.changes).toMatchObject([{ action: 'release', fields: [] }]);
    expect(after(one)).toEqual(entry({ specs: ['other'], ...lent('other') }));
  });
});
