import type { PlanInput } from '../input.ts';
import type { Problem } from './problem.ts';

/** Parts of desired objects that are on the device and that no spec asks for, told where their parent stands. */
export function unlistedParts({ actual, desired, inventory, kinds }: PlanInput): Problem[] {
  return [...actual].flatMap(([key, { kind, path }]): Problem[] => {
    const { partOf } = kinds.of(kind);
    if (!partOf || desired.has(key) || inventory[key]) return [];
    const parent = desired.get(partOf.key(path));
    if (!parent) return [];
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
