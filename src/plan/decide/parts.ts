import type { ConfigObject } from '../../model/object.ts';
import type { PlanInput } from '../input.ts';
import { parentKey } from '../references.ts';
import type { Problem } from './problem.ts';

/**
 * Parts of desired objects that are on the device and that no spec asks for, told where their parent stands; none
 * of those that others are meant to fill.
 */
export function foreignParts(input: PlanInput): Problem[] {
  return unlistedParts(input).flatMap(({ kind, path }): Problem[] => {
    const { partOf } = input.kinds.of(kind);
    const parent = partOf && input.desired.get(partOf.key(path));
    if (!parent || parent.filledByOthers) return [];
    return [
      {
        rule: 'plan/foreign-member',
        severity: 'warning',
        message: `${path} is on the device and not in the spec; it is left alone and ${partOf.unlisted}`,
        hint: 'write it into the spec (with --adopt), or remove it on the device',
        object: `${kind} ${path}`,
        at: parent.at,
      },
    ];
  });
}

/** Parts on the device that no spec lists. */
export function unlistedParts({ actual, desired, inventory, kinds }: PlanInput): ConfigObject[] {
  return [...actual].flatMap(([key, part]) =>
    parentKey(kinds, part) !== undefined && !desired.has(key) && !inventory[key] ? [part] : [],
  );
}
