import { type ConfigObject, objectKey, parseObjectKey } from '../../model/object.ts';
import { type Decision, makeDecision } from '../decision.ts';
import { earlyDeletes } from '../early.ts';
import { worstImpact } from '../impact.ts';
import type { PlanInput } from '../input.ts';
import { referencedKeys } from '../references.ts';

/**
 * What belongs by its very name to an object that goes before its successor comes, or cannot be without it,
 * is replaced with it.
 */
export function cascadeReplaces(
  input: PlanInput,
  decisions: readonly Decision[],
  dropped: readonly Decision[],
): Decision[] {
  const replaced = new Set(earlyDeletes(input.kinds, [...decisions, ...dropped]).keys());
  if (replaced.size === 0) return [...decisions];
  const touched = new Set(decisions.map(objectKey));
  const extra = [...input.desired.values()].flatMap((desired): Decision[] => {
    const actual = input.actual.get(objectKey(desired));
    if (!actual || touched.has(objectKey(desired))) return [];
    const cause = causeOfReplace(input, desired, replaced);
    if (cause === undefined) return [];
    const rest = { fields: [], desired, actual, note: `with ${parseObjectKey(cause).path}` };
    return [makeDecision('replace', desired, input.kinds.of(desired.kind).impact.delete, rest)];
  });
  return [...decisions.map((one) => promote(input, one, replaced)), ...extra];
}

function promote(input: PlanInput, decision: Decision, replaced: ReadonlySet<string>): Decision {
  if (decision.action !== 'update' || !decision.desired) return decision;
  const cause = causeOfReplace(input, decision.desired, replaced);
  if (cause === undefined) return decision;
  const { impact } = input.kinds.of(decision.kind);
  return { ...decision, action: 'replace', impact: worstImpact([decision.impact, impact.delete]) };
}

/** The key of a replaced object that this one belongs to by its name, or depends on. */
function causeOfReplace(
  { kinds, desired: all, actual }: PlanInput,
  desired: ConfigObject,
  replaced: ReadonlySet<string>,
): string | undefined {
  const { partOf, dependsOn } = kinds.of(desired.kind);
  if (partOf) return referencedKeys(kinds, desired, all).find((key) => replaced.has(key));
  if (!dependsOn) return undefined;
  return [...replaced].find((key) => {
    const other = actual.get(key);
    return other !== undefined && dependsOn(desired, other);
  });
}
