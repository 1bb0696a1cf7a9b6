import { objectKey } from '../../model/object.ts';
import { letGo, sortOut } from './separate.ts';
import type { Change } from '../change.ts';
import { holdAddresses, implicitIn, parentKey } from './implicit.ts';
import type { Inventory } from '../inventory.ts';
import type { Kinds } from '../kind.ts';
import { creation, modification, type Operation, rawSetting, removal } from './operations.ts';
import { earlyDeletes } from './order.ts';
import type { PlanInput } from '../make-plan.ts';
import { settle } from '../ledger/inventory-after.ts';

/**
 * Operations that take effect together. The device is always at the boundary of two phases: a transaction
 * happens whole or not at all, the other phases are a few steps that can be repeated.
 */
export interface Phase {
  readonly name: 'prepare' | 'transaction' | 'clean-up';
  readonly operations: readonly Operation[];
  /** The inventory once the phase is done; written with it. */
  readonly inventory: Inventory;
}

/** Commands in one transaction: hundreds are known to be fine, so larger plans take several. */
const LARGEST_TRANSACTION = 1000;

/** Operations that belong together, and the change that is done with them. */
interface Unit {
  readonly operations: readonly Operation[];
  readonly change?: Change;
}

interface Stage {
  readonly name: Phase['name'];
  readonly units: readonly Unit[];
}

/** The phases that carry out changes. Nearly every plan is one transaction. */
export function phasesOf(input: PlanInput, changes: readonly Change[]): Phase[] {
  const done: Change[] = [];
  return stagesOf(input, changes)
    .filter(({ units }) => units.length > 0)
    .map(({ name, units }) => {
      done.push(...units.flatMap(({ change }) => change ?? []));
      return {
        name,
        operations: units.flatMap(({ operations }) => operations),
        inventory: settle(input, done),
      };
    });
}

function stagesOf(input: PlanInput, changes: readonly Change[]): Stage[] {
  const { kinds } = input;
  const sorted = sortOut(kinds, changes);
  const { prepare, apart, returning, cleanUp } = sorted;
  const { detach, main, attach } = letGo(input, sorted);
  const rawKeys = changes.filter(
    ({ action, desired }) => action === 'create' && (desired?.rawKeys?.length ?? 0) > 0,
  );
  const transaction = (units: readonly Unit[]): Stage => ({ name: 'transaction', units });
  return [
    { name: 'prepare', units: prepare.map((change) => making(kinds, change)) },
    ...chunks([...help(detach), ...mainUnits(input, main)]).map(transaction),
    transaction(
      apart.map((change) => ({
        operations: [removal(change)],
        ...(change.action === 'delete' ? { change } : {}),
      })),
    ),
    transaction([...returning.map((change) => making(kinds, change)), ...help(attach)]),
    transaction(rawKeys.map((change) => ({ operations: [rawSetting(change)] }))),
    { name: 'clean-up', units: cleanUp.map((change) => ({ operations: [removal(change)], change })) },
  ];
}

/** Room is made first, then things are made and changed, then removed; the inventory follows what is done. */
function mainUnits(input: PlanInput, main: readonly Change[]): Unit[] {
  const { kinds } = input;
  const byKey = new Map(main.map((change) => [objectKey(change), change]));
  const early = earlyDeletes(kinds, main);
  const first = backwards(kinds, [...early.values()]);
  const late = main.filter((change) => change.action === 'delete' && !early.has(objectKey(change)));
  const moved = main.filter(({ action }) => action === 'update' || action === 'adopt');
  const { hold, free } = holdAddresses(input, [...first, ...moved.filter(leavesAddress)]);
  // What goes early does not go with a parent that goes late.
  const removing =
    (isImplicit: (change: Change) => boolean) =>
    (change: Change): Unit => ({
      operations: isImplicit(change) ? [] : [removal(change)],
      ...(change.action === 'delete' ? { change } : {}),
    });
  return [
    ...help(hold),
    ...first.map(removing(implicitIn(kinds, early))),
    ...makingUnits(kinds, main, byKey),
    ...help(free),
    ...backwards(kinds, late).map(removing(implicitIn(kinds, byKey))),
    ...main.filter(({ action }) => action === 'release').map((change) => ({ operations: [], change })),
  ];
}

function leavesAddress({ desired, actual }: Change): boolean {
  return actual?.uses?.some((key) => !desired?.uses?.includes(key)) ?? false;
}

function makingUnits(kinds: Kinds, main: readonly Change[], byKey: ReadonlyMap<string, Change>): Unit[] {
  const makers = main.filter(({ action }) => action !== 'delete' && action !== 'release');
  const children = new Map<string, Change[]>();
  for (const change of makers) {
    const parent = kinds.of(change.kind).inlineIn;
    const key = parent && parentKey(parent.kind, change.path);
    if (key === undefined || change.action !== 'create' || byKey.get(key)?.action !== 'create') continue;
    children.set(key, [...(children.get(key) ?? []), change]);
  }
  const inline = new Set([...children.values()].flat());
  const isImplicit = implicitIn(kinds, byKey);
  return makers.map((change) => {
    if (inline.has(change) || isImplicit(change)) return { operations: [], change };
    return making(kinds, change, children.get(objectKey(change)));
  });
}

function making(kinds: Kinds, change: Change, children: readonly Change[] = []): Unit {
  if (change.action === 'create' || change.action === 'replace') {
    const inline = children.map((child) => creation(kinds, child));
    return { operations: [creation(kinds, change, inline)], change };
  }
  return { operations: change.fields.length === 0 ? [] : [modification(change)], change };
}

function help(operations: readonly Operation[]): Unit[] {
  return operations.map((operation) => ({ operations: [operation] }));
}

function backwards(kinds: Kinds, changes: readonly Change[]): Change[] {
  return [...changes].sort((one, other) => kinds.rank(other.kind) - kinds.rank(one.kind));
}

function chunks(units: readonly Unit[]): Unit[][] {
  const result: Unit[][] = [[]];
  let commands = 0;
  for (const unit of units) {
    if (commands + unit.operations.length > LARGEST_TRANSACTION) {
      result.push([]);
      commands = 0;
    }
    result.at(-1)?.push(unit);
    commands += unit.operations.length;
  }
  return result;
}
