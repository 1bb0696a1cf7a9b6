import { type ConfigObject, objectKey } from '../../model/object.ts';
import type { Change } from '../change.ts';
import { type Kinds, referencedKeys } from '../kind.ts';

/** Sorts changes as they will be carried out: what must make room, then making and changing, then removing. */
export function orderChanges(kinds: Kinds, changes: readonly Change[]): Change[] {
  const early = earlyDeletes(kinds, changes);
  const stage = (change: Change): number => {
    if (change.action === 'release') return 3;
    if (change.action !== 'delete') return 1;
    return early.has(objectKey(change)) ? 0 : 2;
  };
  // A folder is removed after those in it, so paths go backwards too.
  const direction = ({ action }: Change): number => (action === 'delete' ? -1 : 1);
  const rank = (change: Change): number => kinds.rank(change.kind) * direction(change);
  return [...changes].sort(
    (one, other) =>
      stage(one) - stage(other) ||
      rank(one) - rank(other) ||
      compareText(one.path, other.path) * direction(one),
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * Objects that must go before their successors come: those whose claim (a listener, an address, a name)
 * another object takes, all that are replaced, and whatever that is deleted refers to them.
 */
export function earlyDeletes(kinds: Kinds, changes: readonly Change[]): Map<string, Change> {
  const removed = new Map(
    changes
      .filter((change) => change.action === 'delete' || change.action === 'replace')
      .map((change) => [objectKey(change), change]),
  );
  const taken = takenClaims(kinds, changes);
  const early = new Map<string, Change>();
  for (const [key, change] of removed) {
    const claims = change.actual ? kinds.of(change.kind).claims(change.actual) : [];
    if (change.action === 'replace' || claims.some((claim) => taken.has(claim))) early.set(key, change);
  }
  if (early.size > 0) spreadToUsers(kinds, removed, early);
  return early;
}

function takenClaims(kinds: Kinds, changes: readonly Change[]): Set<string> {
  const makers = changes.filter(({ action }) => action !== 'delete' && action !== 'release');
  return new Set(makers.flatMap(({ kind, desired }) => (desired ? kinds.of(kind).claims(desired) : [])));
}

function spreadToUsers(kinds: Kinds, removed: ReadonlyMap<string, Change>, early: Map<string, Change>): void {
  const pending = new Map([...removed].filter(([key]) => !early.has(key)));
  for (let grown = true; grown;) {
    grown = false;
    for (const [key, change] of pending) {
      if (!change.actual || !needsOneOf(kinds, change.actual, early)) continue;
      early.set(key, change);
      pending.delete(key);
      grown = true;
    }
  }
}

function needsOneOf(kinds: Kinds, object: ConfigObject, early: ReadonlyMap<string, Change>): boolean {
  if (referencedKeys(kinds, object, early).length > 0) return true;
  const { dependsOn } = kinds.of(object.kind);
  return (
    dependsOn !== undefined && [...early.values()].some(({ actual }) => actual && dependsOn(object, actual))
  );
}
