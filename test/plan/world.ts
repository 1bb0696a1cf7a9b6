import type { ConfigObject, Fields, ObjectSet, Value } from '../../src/model/object.ts';
import type { PlanInput } from '../../src/plan/input.ts';
import type { Inventory, InventoryEntry } from '../../src/plan/inventory.ts';
import type { FieldPolicy, Kind, Kinds, Reference } from '../../src/plan/kind.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Operation } from '../../src/plan/operation.ts';
import type { Plan } from '../../src/plan/plan.ts';

// A target of the imagination: rooms hold boxes, a box has a shape and may be sealed with a wax, cards are
// in a box, a lid lies on boxes by itself, a ribbon needs a box that it does not name,
// piers stand in a box or on each other, shops only open.

const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

function naming(...kinds: string[]): Pick<FieldPolicy, 'refs'> {
  return { refs: (value) => (typeof value === 'string' ? [{ kinds, path: value }] : []) };
}

/** A field that no connection feels. */
const quiet = { impact: 'none' } as const;

function kind(name: string, given: Partial<Kind>): Kind {
  const fields = given.fields ?? {};
  return {
    kind: name,
    label: `the ${name}`,
    fields,
    owned: true,
    shared: false,
    outsideTransaction: false,
    madeSeparately: false,
    deletedSeparately: false,
    namedByContent: false,
    carried: {},
    impact: { create: 'none', delete: 'none' },
    claims: () => [],
    refs: (object) => refsOf(fields, object),
    ...given,
  };
}

function refsOf(fields: Readonly<Record<string, FieldPolicy>>, object: ConfigObject): Reference[] {
  const named = Object.entries(object.fields).flatMap(([field, value]) => fields[field]?.refs?.(value) ?? []);
  const used = (object.uses ?? []).map((key) => {
    const [of = '', path = ''] = key.split(':');
    return { kinds: [of], path };
  });
  return [...named, ...used];
}

/** In the order of their creation. */
const KINDS: readonly Kind[] = [
  kind('room', {
    shared: true,
    outsideTransaction: true,
    holds: (room, { path }) => path.startsWith(`${room.path}/`),
  }),
  kind('shop', { owned: false, fields: { open: { impact: 'drops-connections' } } }),
  kind('wax', {
    deletedSeparately: true,
    claims: ({ path }) => [`wax ${path}`],
    fields: { colour: { ...quiet, immutable: true } },
  }),
  kind('box', {
    shared: false,
    carried: { place: 'shelf' },
    claims: ({ fields }) => (fields.number === undefined ? [] : [`number ${text(fields.number)}`]),
    impact: { create: 'none', delete: 'drops-connections' },
    fields: {
      number: { ...quiet, immutable: true },
      size: { impact: 'new-connections', defaultValue: 1 },
      wax: { ...quiet, ...naming('wax'), detached: 'bare' },
      code: { ...quiet, secret: true },
      place: quiet,
      label: { impact: (before, after) => (after === null && before !== null ? 'refuses-new' : 'none') },
    },
  }),
  kind('pier', {
    madeSeparately: true,
    claims: ({ fields }) => (fields.number === undefined ? [] : [`pier ${text(fields.number)}`]),
    fields: {
      box: { ...quiet, refs: (value) => [{ kinds: ['box'], path: text(value), letsGo: true }] },
      under: { ...quiet, ...naming('pier') },
      number: quiet,
    },
  }),
  kind('card', {
    partOf: { key: (path) => `box:${path.split('#')[0] ?? ''}`, unlisted: 'can be read' },
    refs: ({ path }) => [{ kinds: ['box'], path: path.split('#')[0] ?? '' }],
    fields: { words: quiet },
  }),
  kind('lid', {
    shared: true,
    goesWithItsUsers: { field: 'loose', on: 'yes', off: 'no' },
    fields: { loose: quiet, tint: { ...quiet, defaultValue: 'grey' } },
  }),
  kind('ribbon', {
    impact: { create: 'none', delete: 'drops-connections' },
    claims: ({ fields }) => [`knot ${text(fields.knot)}`],
    fields: { knot: { ...quiet, immutable: true }, on: { ...quiet, ...naming('box', 'lid') }, around: quiet },
    dependsOn: ({ fields }, other) => other.kind === 'box' && fields.around === other.fields.number,
  }),
];

export const kinds: Kinds = {
  of: (name) => {
    const found = KINDS.find((one) => one.kind === name);
    if (!found) throw new Error(`no kind ${name}`);
    return found;
  },
  rank: (name) => KINDS.findIndex((one) => one.kind === name),
  largestTransaction: 5,
  backupKey: (name) => `photo:${name}`,
  isBackup: (key) => key.startsWith('photo:'),
};

/** `make('box a', { size: 2 })`. */
export function make(name: string, fields: Fields = {}, more: Partial<ConfigObject> = {}): ConfigObject {
  const [of = '', path = ''] = name.split(' ');
  return { kind: of, path, fields, ...more };
}

/** The same with a place in the spec. */
export function ask(name: string, fields: Fields = {}, more: Partial<ConfigObject> = {}): ConfigObject {
  return make(name, fields, { at: [name], ...more });
}

export function entry(given: Partial<InventoryEntry> = {}): InventoryEntry {
  return {
    origin: 'created',
    specs: ['mine'],
    remembered: {},
    lent: {},
    attached: [],
    digests: {},
    kept: [],
    ...given,
  };
}

function setOf(objects: readonly ConfigObject[]): ObjectSet {
  return new Map(objects.map((object) => [`${object.kind}:${object.path}`, object]));
}

/** Everything of the device that is listed as made by this spec. */
export function listed(...objects: readonly ConfigObject[]): Inventory {
  return Object.fromEntries(objects.map((object) => [`${object.kind}:${object.path}`, entry()]));
}

export interface Situation extends Partial<Omit<PlanInput, 'desired' | 'actual'>> {
  readonly desired?: readonly ConfigObject[];
  readonly actual?: readonly ConfigObject[];
}

/** A plan for the spec `mine`. Unless said otherwise it made all that is there. */
export function planFor({ desired = [], actual = [], ...rest }: Situation): Plan {
  return makePlan({
    spec: 'mine',
    desired: setOf(desired),
    actual: setOf(actual),
    inventory: listed(...actual),
    kinds,
    adopt: false,
    locate: (at) => ({ file: 'mine.yaml', line: String(at[0]).length, column: 1 }),
    ...rest,
  });
}

/** `update box a`, in the order of execution. */
export function changesOf({ changes }: Plan): string[] {
  return changes.map(({ action, kind: of, path }) => `${action} ${of} ${path}`);
}

/** Each phase as its name and what is sent: `create box a {"size":2}`. */
export function sentBy({ phases }: Plan): [string, ...string[]][] {
  return phases.map(({ name, operations }) => [name, ...operations.map(operationText)]);
}

function operationText({ verb, kind: of, path, fields, inline }: Operation): string {
  const values = verb === 'delete' ? '' : ` ${JSON.stringify(fields)}`;
  const parts = inline.length === 0 ? '' : ` with ${inline.map(({ path: part }) => part).join(', ')}`;
  return `${verb} ${of} ${path}${values}${parts}`;
}
