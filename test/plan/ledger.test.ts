import { describe, expect, it } from 'vitest';
import { digestSecret } from '../../src/plan/digest.ts';
import type { InventoryEntry } from '../../src/plan/inventory.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { ask, entry, make, planFor } from './world.ts';

function last(plan: Plan, key: string): InventoryEntry | undefined {
  return plan.phases.at(-1)?.inventory[key];
}

describe('the inventory afterwards', () => {
  it('lists what was made, and what was taken over as such', () => {
    const desired = [ask('box a'), ask('box b')];
    const plan = planFor({ desired, actual: [make('box b')], inventory: {}, adopt: true });
    expect(last(plan, 'box:a')).toEqual(entry());
    expect(last(plan, 'box:b')).toEqual(entry({ origin: 'adopted' }));
  });

  it('says of a replaced object that it was there before', () => {
    const inventory = { 'box:a': entry({ origin: 'adopted' }) };
    const desired = [ask('box a', { number: '2' })];
    const plan = planFor({ desired, actual: [make('box a', { number: '1' })], inventory });
    expect(last(plan, 'box:a')?.origin).toBe('adopted');
  });

  it('does not list what is not owned, and leaves other specs alone', () => {
    const theirs = { 'box:x': entry({ specs: ['other'] }) };
    const desired = [ask('shop s', { open: true })];
    const plan = planFor({ desired, actual: [make('shop s')], inventory: theirs });
    expect(plan.phases.at(-1)?.inventory).toEqual(theirs);
  });

  it('lists the backup, which stays when the spec goes', () => {
    const plan = planFor({ desired: [ask('box a')], archive: 'p' });
    expect(last(plan, 'photo:p')).toEqual(entry());
    const inventory = { 'box:a': entry(), 'photo:p': entry() };
    const gone = planFor({ actual: [make('box a')], inventory });
    expect(gone.phases.at(-1)?.inventory).toEqual({ 'photo:p': entry() });
  });
});

describe('a raw key', () => {
  const desired = [ask('box a', { hue: 7 }, { rawKeys: ['hue'] })];

  it('of an object that is there has its earlier value remembered', () => {
    const plan = planFor({ desired, actual: [make('box a', {}, { reply: { hue: 3 } })] });
    expect(last(plan, 'box:a')?.remembered).toEqual({ hue: 3 });
    expect(plan.changes[0]?.fields).toEqual([{ field: 'hue', before: 3, after: 7 }]);
  });

  it('keeps the value that was remembered first', () => {
    const inventory = { 'box:a': entry({ remembered: { hue: 1 } }) };
    const plan = planFor({ desired, actual: [make('box a', {}, { reply: { hue: 3 } })], inventory });
    expect(last(plan, 'box:a')?.remembered).toEqual({ hue: 1 });
  });

  it('that the spec no longer sets gets it back and is forgotten', () => {
    const inventory = { 'box:a': entry({ remembered: { hue: 1 } }) };
    const actual = [make('box a', {}, { reply: { hue: 7 } })];
    const plan = planFor({ desired: [ask('box a')], actual, inventory });
    expect(plan.changes[0]?.fields).toEqual([{ field: 'hue', before: 7, after: 1 }]);
    expect(last(plan, 'box:a')?.remembered).toEqual({});
  });

  it('that has it already is only forgotten', () => {
    const inventory = { 'box:a': entry({ remembered: { hue: 1 } }) };
    const actual = [make('box a', {}, { reply: { hue: 1 } })];
    const plan = planFor({ desired: [ask('box a')], actual, inventory });
    expect(plan.changes).toMatchObject([{ action: 'update', fields: [], note: 'hue is no longer managed' }]);
    expect(last(plan, 'box:a')?.remembered).toEqual({});
  });
});

describe('a secret', () => {
  const desired = [ask('box a', { code: 'sesame' })];
  const known = digestSecret('sesame', 'salt');

  it('that is the one that was sent is no change', () => {
    const inventory = { 'box:a': entry({ digests: { code: known } }) };
    expect(planFor({ desired, actual: [make('box a')], inventory }).changes).toEqual([]);
  });

  it.each([
    ['another one', { code: digestSecret('other', 'salt') }],
    ['one that is not known', {}],
  ])('that follows %s is sent, and told without its value', (_name, digests) => {
    const plan = planFor({ desired, actual: [make('box a')], inventory: { 'box:a': entry({ digests }) } });
    expect(plan.changes[0]?.fields).toEqual([{ field: 'code', before: null, after: null, secret: true }]);
    expect(plan.phases[0]?.operations[0]?.fields).toEqual({ code: 'sesame' });
    expect(JSON.stringify([plan.changes, plan.inventory])).not.toContain('sesame');
    expect(last(plan, 'box:a')?.digests.code).toMatch(/^[\w-]+\.[\w-]{24}$/);
  });

  it('keeps its digest while something else changes', () => {
    const inventory = { 'box:a': entry({ digests: { code: known } }) };
    const plan = planFor({
      desired: [ask('box a', { code: 'sesame', size: 2 })],
      actual: [make('box a')],
      inventory,
    });
    expect(last(plan, 'box:a')?.digests).toEqual({ code: known });
  });

  it('has one salt in all phases', () => {
    const plan = planFor({ desired, actual: [make('wax w')] });
    const digests = plan.phases.map(({ inventory }) => inventory['box:a']?.digests.code);
    expect(digests).toHaveLength(2);
    expect(new Set(digests).size).toBe(1);
  });
});
