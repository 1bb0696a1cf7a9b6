import { type ConfigObject, objectKey } from '../model/object.ts';
import type { Decision } from './decision.ts';
import type { Kinds } from './kind.ts';
import { referencedKeys } from './references.ts';

/**
 * Objects that must go before their successors come: those whose claim (an address, a name) another object
 * takes, all that are replaced, and whatever that is deleted refers to them.
 */
export function earlyDeletes(kinds: Kinds, decisions: readonly Decision[]): Map<string, Decision> {
  const removed = new Map(
    decisions.filter(({ action }) => action === 'delete' || action === 'replace').map(keyed),
  );
  const taken = takenClaims(kinds, decisions);
  const early = new Map<string, Decision>();
  for (const [key, decision] of removed) {
    const claims = decision.actual ? kinds.of(decision.kind).claims(decision.actual) : [];
    if (decision.action === 'replace' || claims.some((claim) => taken.has(claim))) early.set(key, decision);
  }
  if (early.size > 0) spreadToUsers(kinds, removed, early);
  return early;
}

function keyed(decision: Decision): [string, Decision] {
  return [objectKey(decision), decision];
}

function takenClaims(kinds: Kinds, decisions: readonly Decision[]): Set<string> {
  const makers = decisions.filter(({ action }) => action !== 'delete' && action !== 'release');
  return new Set(makers.flatMap(({ kind, desired }) => (desired ? kinds.of(kind).claims(desired) : [])));
}

function spreadToUsers(
  kinds: Kinds,
  removed: ReadonlyMap<string, Decision>,
  early: Map<string, Decision>,
): void {
  const pending = new Map([...removed].filter(([key]) => !early.has(key)));
  for (let grown = true; grown;) {
    grown = false;
    for (const [key, decision] of pending) {
      if (!decision.actual || !needsOneOf(kinds, decision.actual, early)) continue;
      early.set(key, decision);
      pending.delete(key);
      grown = true;
    }
  }
}

function needsOneOf(kinds: Kinds, object: ConfigObject, early: ReadonlyMap<string, Decision>): boolean {
  if (referencedKeys(kinds, object, early).length > 0) return true;
  const { dependsOn } = kinds.of(object.kind);
  return (
    dependsOn !== undefined && [...early.values()].some(({ actual }) => actual && dependsOn(object, actual))
  );
}
