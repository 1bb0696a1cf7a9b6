import { objectKey } from '../../model/object.ts';
import type { Decision } from '../decision.ts';
import { earlyDeletes } from '../early.ts';
import type { PlanInput } from '../input.ts';
import type { Kinds } from '../kind.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Operation } from '../operation.ts';
import type { Phase } from '../phase.ts';
import { parentKey } from '../references.ts';
import { holdBetweenUsers } from './hold.ts';
import { implicitIn } from './implicit.ts';
import { creation, modifications, rawSetting, removal } from './operations.ts';
import { detachReturning, splitPhases } from './separate.ts';

/** Operations that belong together, and the decision that is carried out with them. */
interface Unit {
  readonly operations: readonly Operation[];
  readonly decision?: Decision;
}

interface Stage {
  readonly name: Phase['name'];
  readonly units: readonly Unit[];
}

/*
 * The order of everything. A row is a phase, and one without operations is left out: nearly every plan is
 * one transaction.
 *
 *   prepare        containers are made
 *                      │
 *   transaction    make what others can stand on only after a commit
 *                      │
 *   transaction    hold what would go with its users · detach what names a returning object
 *   (in chunks)        │
 *                  early deletes: what must make room, backwards
 *                      │
 *                  create and update, forwards (parts inside their parent)
 *                      │
 *                  free what was held
 *                      │
 *                  late deletes, backwards · releases
 *                      │
 *   transaction    delete what a transaction cannot let go of and delete
 *                      │
 *   transaction    make it again under its name · attach what names it
 *                      │
 *   transaction    raw keys of new objects, whose own values are read first
 *                      │
 *   clean-up       containers are deleted
 */

/** The phases that carry out decisions, in the order drawn above. */
export function phasesOf(input: PlanInput, decisions: readonly Decision[], ledger: Ledger): Phase[] {
  const done: Decision[] = [];
  return stagesOf(input, decisions)
    .filter(({ units }) => units.length > 0)
    .map(({ name, units }) => {
      done.push(...units.flatMap(({ decision }) => decision ?? []));
      return { name, operations: units.flatMap(({ operations }) => operations), inventory: ledger(done) };
    });
}

function stagesOf(input: PlanInput, decisions: readonly Decision[]): Stage[] {
  const { kinds } = input;
  const split = splitPhases(kinds, decisions);
  const { detach, main, attach } = detachReturning(input, split);
  const raw = decisions.filter(
    ({ action, desired }) => action === 'create' && (desired?.rawKeys?.length ?? 0) > 0,
  );
  const transaction = (units: readonly Unit[]): Stage => ({ name: 'transaction', units });
  return [
    { name: 'prepare', units: split.prepare.map((decision) => making(kinds, decision)) },
    ...chunks(
      split.first.map((decision) => making(kinds, decision)),
      kinds.largestTransaction,
    ).map(transaction),
    ...chunks([...help(detach), ...mainUnits(input, main)], kinds.largestTransaction).map(transaction),
    transaction(split.separate.map(removing)),
    transaction([...split.returning.map((decision) => making(kinds, decision)), ...help(attach)]),
    transaction(raw.map((decision) => ({ operations: [rawSetting(decision)] }))),
    { name: 'clean-up', units: split.cleanUp.map(removing) },
  ];
}

/** Room is made first, then things are made and changed, then removed; the inventory follows what is done. */
function mainUnits(input: PlanInput, main: readonly Decision[]): Unit[] {
  const { kinds } = input;
  const byKey = new Map(main.map((decision) => [objectKey(decision), decision]));
  const early = earlyDeletes(kinds, main);
  const going = main.filter((one) => early.has(objectKey(one)));
  // What is replaced stands in the order in which it is made again.
  const replaced = going.filter(({ action }) => action === 'replace').reverse();
  const deleted = going.filter(({ action }) => action === 'delete');
  const first = backwards(kinds, [...deleted, ...replaced]);
  const late = main.filter((one) => one.action === 'delete' && !early.has(objectKey(one)));
  const moved = main.filter(({ action }) => action === 'update' || action === 'adopt');
  const { hold, free } = holdBetweenUsers(input, [...first, ...moved.filter(leavesWhatItUses)]);
  return [
    ...help(hold),
    // What goes early does not go with a parent that goes late.
    ...removals(first, implicitIn(kinds, early)),
    ...makingUnits(kinds, main, byKey),
    ...help(free),
    ...removals(backwards(kinds, late), implicitIn(kinds, byKey)),
    ...main.filter(({ action }) => action === 'release').map((decision) => making(kinds, decision)),
  ];
}

function leavesWhatItUses({ desired, actual }: Decision): boolean {
  return actual?.uses?.some((key) => !desired?.uses?.includes(key)) ?? false;
}

function removals(decisions: readonly Decision[], isImplicit: (decision: Decision) => boolean): Unit[] {
  return decisions.map((one) => (isImplicit(one) ? { ...removing(one), operations: [] } : removing(one)));
}

/** What is replaced is not done before it is made again. */
function removing(decision: Decision): Unit {
  return { operations: [removal(decision)], ...(decision.action === 'delete' ? { decision } : {}) };
}

function makingUnits(kinds: Kinds, main: readonly Decision[], byKey: ReadonlyMap<string, Decision>): Unit[] {
  const makers = main.filter(({ action }) => action !== 'delete' && action !== 'release');
  const parts = new Map<string, Decision[]>();
  for (const decision of makers) {
    const key = parentKey(kinds, decision);
    if (key === undefined || decision.action !== 'create' || byKey.get(key)?.action !== 'create') continue;
    parts.set(key, [...(parts.get(key) ?? []), decision]);
  }
  const inline = new Set([...parts.values()].flat());
  const isImplicit = implicitIn(kinds, byKey);
  return makers.map((decision) => {
    if (inline.has(decision) || isImplicit(decision)) return { operations: [], decision };
    return making(kinds, decision, parts.get(objectKey(decision)));
  });
}

function making(kinds: Kinds, decision: Decision, parts: readonly Decision[] = []): Unit {
  if (decision.action === 'create' || decision.action === 'replace') {
    const inline = parts.map((part) => creation(kinds, part));
    return { operations: [creation(kinds, decision, inline)], decision };
  }
  return { operations: decision.fields.length === 0 ? [] : modifications(kinds, decision), decision };
}

/** Operations that carry out no decision by themselves. */
function help(operations: readonly Operation[]): Unit[] {
  return operations.map((operation) => ({ operations: [operation] }));
}

function backwards(kinds: Kinds, decisions: readonly Decision[]): Decision[] {
  return [...decisions].sort((one, other) => kinds.rank(other.kind) - kinds.rank(one.kind));
}

/** Units in lists of at most so many operations; a unit stays whole. */
function chunks(units: readonly Unit[], largest: number): Unit[][] {
  const result: Unit[][] = [[]];
  let count = 0;
  for (const unit of units) {
    if (count + unit.operations.length > largest) {
      result.push([]);
      count = 0;
    }
    result.at(-1)?.push(unit);
    count += unit.operations.length;
  }
  return result;
}
