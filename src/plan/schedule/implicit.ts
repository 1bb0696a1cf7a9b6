import { objectKey } from '../../model/object.ts';
import type { Decision } from '../decision.ts';
import type { Kinds } from '../kind.ts';
import { referencedKeys } from '../references.ts';

/**
 * Tells of each of these decisions whether the device itself does what it says: it makes some objects with
 * their first user and removes them with their last; parts go with their parent.
 */
export function implicitIn(
  kinds: Kinds,
  decisions: ReadonlyMap<string, Decision>,
): (decision: Decision) => boolean {
  const losing = new Set(
    [...decisions.values()].flatMap(({ actual }) => (actual ? referencedKeys(kinds, actual, decisions) : [])),
  );
  return (decision) => {
    const { action, desired, actual } = decision;
    const { partOf, goesWithItsUsers } = kinds.of(decision.kind);
    if (action === 'create') return goesWithItsUsers !== undefined && desired?.asFound === true;
    if (action !== 'delete' || !actual) return false;
    if (partOf) return decisions.get(partOf.key(decision.path))?.action === 'delete';
    if (!goesWithItsUsers || !losing.has(objectKey(decision))) return false;
    return actual.fields[goesWithItsUsers.field] === goesWithItsUsers.on;
  };
}
